"""What the secretariat types from a signed paper sheet, once and once more, and what it settles."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.domain.official import judges_of
from contests.domain.paper_sheets import Reading, find_by_code, from_plain, without_marks
from contests.forms.judge import COMMENT_LENGTH, ScoreSheetForm
from contests.forms.rounds import ReasonField
from contests.models import Panel, PanelMember, Round
from portal.numbers import ScoreField


class PaperReadingForm(ScoreSheetForm):
    """A whole sheet as it stands on the paper; used blind by the second reader."""

    field_order = ("version",)

    abstains = forms.BooleanField(
        label=gettext_lazy("The judge abstains on this sheet"),
        required=False,
        help_text=gettext_lazy("Then leave all marks empty and type the reason."),
    )
    abstain_reason = forms.CharField(
        label=gettext_lazy("Reason of abstaining"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, paper=None, **kwargs):
        super().__init__(*args, sheet=paper, **kwargs)
        self.fields["comment_for_author"].help_text = _("As it stands on the paper.")
        self.fields["note_for_council"].help_text = _("As it stands on the paper.")

    @staticmethod
    def _stored(sheet):
        """What the reader begins with: the words of the first reading, never its marks."""
        if sheet is None:
            return {"version": 0}
        return {"version": sheet.version, **_boxes(without_marks(from_plain(sheet.typed)))}

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("abstains"):
            return cleaned
        if not (cleaned.get("abstain_reason") or "").strip():
            self.add_error("abstain_reason", _("Enter the reason of abstaining"))
        for criterion in self.criteria:
            if cleaned.get(f"points_{criterion.pk}") is not None:
                self.add_error(
                    f"points_{criterion.pk}", _("The judge abstains: leave the mark empty")
                )
        return cleaned

    def reading(self):
        """The input as the domain takes it."""
        abstains = bool(self.cleaned_data.get("abstains"))
        return Reading(
            written=self.written(),
            abstains=abstains,
            abstain_reason=self.cleaned_data.get("abstain_reason", "") if abstains else "",
        )

    def is_complete(self):
        """Whether nothing is missing that the sheet needs; what is missing gets its error."""
        return self.cleaned_data.get("abstains") or self.demand_all_points()


class TypingForm(PaperReadingForm):
    """The first reading with the scan; the file that is kept already need not be chosen again."""

    uploaded = forms.FileField(
        label=gettext_lazy("Scan of the signed sheet"),
        required=False,
        help_text=gettext_lazy("PDF or a picture, at most 20 MB."),
    )

    def __init__(self, *args, paper=None, draft=None, **kwargs):
        super().__init__(*args, paper=paper, **kwargs)
        if paper is not None:
            self.tell_kept(paper)
        if draft is not None:
            self.fields["replaces_draft"] = forms.BooleanField(
                label=_(
                    "The judge began this sheet on the portal. The signed paper is what counts and replaces it"
                ),
                required=False,
            )

    @staticmethod
    def _stored(sheet):
        if sheet is None:
            return {"version": 0}
        return {"version": sheet.version, **_boxes(from_plain(sheet.typed))}

    def tell_kept(self, paper):
        """Say that the scan is kept already, whatever else has to be put right."""
        if paper.scan is not None:
            text = _("Kept: %(name)s. Choose a file only to replace it.")
            self["uploaded"].help_text = text % {"name": paper.scan.original_name}


class SettleForm(forms.Form):
    """For each difference what stands on the paper, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = ReasonField(
        label=gettext_lazy("Why it is settled so"),
        help_text=gettext_lazy(
            "What the scan shows. For example: the mark was corrected by hand and initialled."
        ),
    )

    def __init__(self, *args, differences, criteria, paper, **kwargs):
        super().__init__(*args, initial={"version": paper.version}, **kwargs)
        self.differences = list(differences)
        scale = {f"points_{criterion.pk}": criterion for criterion in criteria}
        needs_points = not any(each.key == "abstains" for each in self.differences)
        for each in self.differences:
            self.fields[each.key] = self._field(each, scale.get(each.key), needs_points)
        self.order_fields([*(each.key for each in self.differences), "reason", "version"])

    def _field(self, difference, criterion, needs_points):
        if criterion is not None:
            return ScoreField(
                max_points=criterion.max_points,
                min_points=criterion.min_points,
                step=criterion.step,
                criterion_name=criterion.name,
                required=needs_points and criterion.is_counted,
                widget=forms.TextInput(attrs={"class": "points", "maxlength": 20}),
            )
        if difference.key == "abstains":
            return forms.BooleanField(label=_("The judge abstains on this sheet"), required=False)
        return forms.CharField(
            label=difference.label,
            required=False,
            max_length=COMMENT_LENGTH
            if difference.key.startswith("comment_") and not difference.key.endswith("author")
            else None,
            widget=forms.Textarea(attrs={"rows": 3}),
            initial=difference.typed if difference.key != "abstain_reason" else "",
        )

    @property
    def rows(self):
        """Each difference with its bound box."""
        return [(each, self[each.key]) for each in self.differences]

    def values(self):
        return {each.key: self.cleaned_data[each.key] for each in self.differences}


class CodeForm(forms.Form):
    """The short code of a sheet, typed or read by a scanner."""

    code = forms.CharField(
        label=gettext_lazy("Code of the sheet"),
        max_length=200,
        help_text=gettext_lazy("Beside the QR code, for example P000123."),
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Enter the code of the sheet")},
    )

    def clean_code(self):
        found = find_by_code(self.cleaned_data["code"])
        if found is None:
            raise ValidationError(
                _("No sheet has this code. Enter the letter P and the digits beside the QR code")
            )
        return found


class PackForm(forms.Form):
    """For whom the pack is printed: everybody of some panels, and single judges beside them."""

    panels = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Panels"),
        queryset=Panel.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Every judge of a panel that you tick gets a pack."),
    )
    judges = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Judges"),
        queryset=Round.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    with_files = forms.BooleanField(
        label=gettext_lazy("With the files of the dossiers that judges may open"),
        required=False,
        initial=True,
    )

    def __init__(self, data=None, *, round_):
        super().__init__(data)
        seats = Prefetch("members", PanelMember.objects.select_related("judge"))
        panels = round_.panels.prefetch_related(seats)
        self.fields["panels"].queryset = panels
        self.fields["panels"].label_from_instance = _panel_with_people
        self.fields["judges"].queryset = judges_of(round_.contest, round_)
        self.fields["judges"].label_from_instance = str
        if not panels:
            del self.fields["panels"]

    def clean(self):
        """The judges of both lists, each once; the boxes of the panels have said all they can."""
        cleaned = super().clean()
        seated = {s.judge for panel in cleaned.pop("panels", ()) for s in panel.members.all()}
        chosen = {*cleaned.get("judges", ()), *seated}
        if not chosen and "judges" not in self.errors:
            self.add_error("judges", _("Choose at least one judge"))
        return cleaned | {"judges": chosen}


def _panel_with_people(panel):
    """A panel by its name, with its judges: the box says for whom it stands."""
    people = ", ".join(str(seat.judge) for seat in panel.members.all())
    return f"{panel.name}: {people or _('nobody yet')}"


def _boxes(reading):
    """A reading as the values of the boxes."""
    written = reading.written
    values = {
        "comment_for_author": written.comment_for_author,
        "note_for_council": written.note_for_council,
        "abstains": reading.abstains,
        "abstain_reason": reading.abstain_reason,
    }
    values |= {f"points_{pk}": points for pk, points in written.points.items()}
    return values | {f"comment_{pk}": text for pk, text in written.comments.items()}
