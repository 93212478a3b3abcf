"""What the secretariat and the Board type while a round becomes a result."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.domain.rounds import missing_sheets
from contests.enums import Outcome
from contests.forms.participation import ConfirmByForm
from contests.models import Round
from contests.validators import validate_document_number
from portal.text import slug


class RoundForm(forms.ModelForm):
    """A round; its path is made from its name when it is left empty."""

    class Meta:
        model = Round
        fields = (
            "contest",
            "order",
            "kind",
            "name",
            "name_en",
            "slug",
            "scoring_starts_on",
            "scoring_due_at",
            "min_judges",
            "hides_names",
            "sheet_sharing",
            "shares_judge_names",
            "has_site_visits",
            "visit_checklist",
            "trim_from",
            "mean_places",
            "flag_percent",
            "criteria_note",
            "extra_due_at",
            "ranks_by_division",
            "advance_count",
            "reserve_count",
            "pass_mark",
            "zero_eliminates",
            "clause",
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Empty: made from the name.")

    def clean_slug(self):
        return self.cleaned_data["slug"] or slug(self.cleaned_data.get("name", ""), max_length=40)


class ReasonField(forms.CharField):
    """Why: kept with the record, so it fits its line there."""

    def __init__(self, **kwargs):
        super().__init__(
            **{
                "label": gettext_lazy("Reason"),
                "max_length": 250,
                "widget": forms.Textarea(attrs={"rows": 3}),
                "error_messages": {
                    "required": gettext_lazy("Enter the reason"),
                    "max_length": gettext_lazy(
                        "The reason must have at most %(limit_value)d characters (now %(show_value)d)"
                    ),
                },
                **kwargs,
            }
        )


class CloseForm(forms.Form):
    """Closing asks nothing while all sheets are in, else that missing ones are accepted."""

    takes_object = True

    accept_missing = forms.BooleanField(label=gettext_lazy("Close without the missing sheets"))
    reason = ReasonField()

    def __init__(self, data=None, *, obj):
        super().__init__(data)
        if not missing_sheets(obj):
            self.fields.clear()
        else:
            self.fields["accept_missing"].error_messages["required"] = _(
                "Tick the box to close without the missing sheets, or wait for them"
            )


class DocumentFields(forms.Form):
    """The numbered document behind an act."""

    number = forms.CharField(
        label=gettext_lazy("Number and symbol"),
        max_length=60,
        validators=[validate_document_number],
        error_messages={"required": gettext_lazy("Enter the number and symbol of the document")},
    )
    issued_on = forms.DateField(
        label=gettext_lazy("Issued on"),
        help_text=gettext_lazy("Day/month/year, for example 27/10/2026."),
        widget=forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Enter the day on which the document was issued"),
            "invalid": gettext_lazy("Enter the day as day/month/year, for example 27/10/2026"),
        },
    )
    signer = forms.CharField(
        label=gettext_lazy("Signer"),
        max_length=150,
        error_messages={"required": gettext_lazy("Enter who signed the document")},
    )

    def clean_issued_on(self):
        issued_on = self.cleaned_data["issued_on"]
        if issued_on > timezone.localdate():
            raise ValidationError(_("The document’s date must not be in the future"))
        return issued_on


class ApprovalForm(DocumentFields):
    """The notice of a preliminary round, the decision of the final."""

    takes_object = True

    issuer = forms.CharField(label=gettext_lazy("Issuer"), max_length=150, required=False)
    subject = forms.CharField(label=gettext_lazy("Abstract"), max_length=300, required=False)

    def __init__(self, data=None, *, obj):
        super().__init__(data)
        self.fields["number"].help_text = (
            _("The approving decision, for example 1234/QĐ-UBND.")
            if obj.is_final
            else _("The notice of the Organising Board, for example 15/TB-BTC.")
        )


class ScanForm(forms.Form):
    """The scan of the document behind a result, and whether the public reads it."""

    uploaded = forms.FileField(
        label=gettext_lazy("Scan of the document"),
        required=False,
        help_text=gettext_lazy("PDF or a picture, at most 20 MB. It replaces an earlier scan."),
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Show the scan on the page of the result"),
        required=False,
        help_text=gettext_lazy("Only after publication. Blacken what the public must not read."),
    )

    def __init__(self, data=None, files=None, *, decision):
        super().__init__(data, files, initial={"is_public": decision.is_scan_public})


class TieForm(DocumentFields):
    """The order that the chair decided within one tie."""

    reason = ReasonField(label=gettext_lazy("Reason of the decision"))

    def __init__(self, data=None, *, tie):
        super().__init__(data)
        self.tie = list(tie)
        self.fields["number"].label = _("Number and symbol of the minutes")
        first = self.tie[0].rank
        places = [(str(place), str(first + place)) for place in range(len(self.tie))]
        for row in self.tie:
            self.fields[self._key(row)] = forms.ChoiceField(
                label=str(row.entry.application),
                choices=[("", "–"), *places],
                error_messages={"required": _("Choose the rank")},
            )
        self.order_fields([self._key(row) for row in self.tie])

    @staticmethod
    def _key(row):
        return f"place_{row.pk}"

    def clean(self):
        cleaned = super().clean()
        chosen = {row.pk: cleaned.get(self._key(row)) for row in self.tie}
        if None in chosen.values():
            return cleaned
        if len(set(chosen.values())) < len(self.tie):
            raise ValidationError(_("Each rank can be given once"))
        cleaned["in_order"] = sorted(self.tie, key=lambda row: int(chosen[row.pk]))
        return cleaned


class OutcomeForm(DocumentFields):
    """Whether an entry advances, by decision; against its rank a document says so."""

    field_order = ("outcome", "reason", "number", "issued_on", "signer")

    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        choices=[
            (o.value, o.label) for o in (Outcome.ADVANCE, Outcome.RESERVE, Outcome.NOT_ADVANCE)
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether the entry advances")},
    )
    reason = ReasonField(
        required=False,
        help_text=gettext_lazy("Needed when the rank is not followed."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("number", "issued_on", "signer"):
            self.fields[name].required = False
        self.fields["number"].help_text = _(
            "Of the document that does not follow the rank, for example 12/BB-HĐGK."
        )

    def clean_issued_on(self):
        return super().clean_issued_on() if self.cleaned_data["issued_on"] else None


class CallUpForm(ConfirmByForm, DocumentFields):
    """Why a reserve is called up, by which document, and until when it confirms."""

    field_order = ("reason", "number", "issued_on", "signer", "confirm_on", "confirm_time")

    reason = ReasonField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        day = self.fields["confirm_on"]
        day.required = True
        day.label = _("Confirms to take part by")
        day.help_text = _(
            "Day/month/year, for example 27/10/2026. The mail has a link to answer; reminders follow."
        )
        day.error_messages["required"] = _("Enter by when the reserve confirms to take part")


class DeclineForm(forms.Form):
    """Why an entry gives up its place."""

    reason = ReasonField(
        help_text=gettext_lazy("For example: the team wrote on 05/11/2026 that it cannot come.")
    )
