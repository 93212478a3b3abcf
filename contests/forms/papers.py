"""What the office chooses when it makes a paper, and how the council met."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contests.domain.official import OF_A_JUDGE, judges_of, templates
from contests.enums import PaperFormat, PaperKind
from contests.models import CouncilMeeting, PaperTemplate, Round
from portal.workflow import RefusedError


class MakePaperForm(forms.Form):
    """One button of the page of papers: which paper, in which format, of which round and judge."""

    kind = forms.ChoiceField(choices=PaperKind)
    format = forms.ChoiceField(choices=PaperFormat)
    round = forms.ModelChoiceField(queryset=Round.objects.none(), required=False)
    judge = forms.ModelChoiceField(
        label=_("Judge"),
        queryset=Round.objects.none(),
        required=False,
        error_messages={"invalid_choice": _("Choose the judge whose sheets are printed.")},
    )

    def __init__(self, *args, contest, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = contest.rounds.select_related("contest", "decision")
        self.fields["judge"].queryset = judges_of(contest)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") in OF_A_JUDGE and not cleaned.get("judge"):
            self.add_error("judge", self.fields["judge"].error_messages["invalid_choice"])
        return cleaned


class CouncilMeetingForm(forms.ModelForm):
    """The meeting on a round; only its judges can be absent."""

    class Meta:
        model = CouncilMeeting
        fields = (
            "round",
            "starts_at",
            "ends_at",
            "place",
            "absent",
            "guests",
            "votes_for",
            "votes_against",
            "votes_abstained",
            "discussion",
        )
        widgets = {"absent": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "absent" in self.fields:
            named = str(
                self.instance.round_id or self.data.get("round") or self.initial.get("round") or ""
            )
            judges = self.fields["absent"].queryset.filter(
                panel_memberships__panel__round=named if named.isdecimal() else None
            )
            self.fields["absent"].queryset = judges.distinct().order_by("full_name", "pk")


class PaperTemplateForm(forms.ModelForm):
    """A template of the office; a new one is proved before it is kept."""

    upload = forms.FileField(
        label=_("Word file (DOCX)"),
        help_text=_("With the placeholders of its paper; the shipped template is a good start."),
        error_messages={"required": _("Choose the Word file of the template")},
    )

    class Meta:
        model = PaperTemplate
        fields = ("kind", "note", "is_active")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["upload"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") and cleaned.get("upload"):
            try:
                templates.prove_upload(cleaned["kind"], cleaned["upload"])
            except RefusedError as error:
                self.add_error("upload", str(error.message))
            except ValidationError as error:
                self.add_error("upload", error)
        return cleaned

    def _get_validation_exclusions(self):
        """Two may claim to be in use: the one before steps back when this one is kept."""
        return {*super()._get_validation_exclusions(), "is_active"}
