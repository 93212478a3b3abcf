"""What staff type when they make an edition and write its rules."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contests.domain.decisions import SCAN_KINDS, SCAN_MEGABYTES
from contests.domain.findings import RULES
from contests.domain.preset_check import MAX_BYTES, PresetError, read_preset
from contests.domain.presets import STANDARD, presets
from contests.enums import ApplicantType, AttachmentKind, ContestState
from contests.models import Division, OfficialDecision, RuleSet
from portal.files import MEGABYTE
from portal.forms import UploadField

# Rules that the portal checks by itself; the office names the clause of each.
CLAUSE_LABELS = {rule.key: rule.label for rule in RULES} | {
    "guardian": _("Guardian's consent"),
    "documents": _("Documents of the dossier"),
    "petition": _("Petitions"),
}
# What the rules may demand besides the answers.
REQUIRED_KINDS = [
    AttachmentKind.EXPLANATION,
    AttachmentKind.SLIDES,
    AttachmentKind.IMAGE,
    AttachmentKind.EVIDENCE,
]


class YearForm(forms.Form):
    """The year of a new edition."""

    year = forms.IntegerField(
        label=_("Year of the new edition"),
        min_value=2019,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Enter the year"),
            "invalid": _("Enter a year from 2019 to 2100"),
            "min_value": _("Enter a year from 2019 to 2100"),
            "max_value": _("Enter a year from 2019 to 2100"),
        },
    )


class PresetChoiceForm(YearForm):
    """A new edition from one of the shipped descriptions."""

    preset = forms.ChoiceField(
        label=_("Rules to start from"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the rules to start from"),
            "invalid_choice": _("Choose the rules to start from"),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["preset"].choices = [(key, row["name"]) for key, row in presets().items()]
        self.fields["preset"].initial = STANDARD

    def description(self):
        """The chosen description."""
        return presets()[self.cleaned_data["preset"]]


class PresetFileForm(YearForm):
    """A new edition from a description in a file; each mistake in it is named at the file."""

    file = forms.FileField(
        label=_("File of the preset (.json)"),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={
            "required": _("Choose a file"),
            "invalid": _("The file could not be uploaded, try again"),
            "missing": _("The file could not be uploaded, try again"),
            "empty": _("The file has no content"),
        },
    )

    def clean_file(self):
        try:
            return read_preset(self.cleaned_data["file"].read(MAX_BYTES + 1))
        except PresetError as error:
            raise ValidationError([ValidationError(text) for text in error.problems]) from error

    def description(self):
        """The description that was read from the file."""
        return self.cleaned_data["file"]


class DecisionForm(forms.ModelForm):
    """A numbered document with its scan."""

    scan_file = UploadField(
        label=_("New scan"),
        help_text=_("PDF or a picture, at most 20 MB. It replaces an earlier scan."),
        kinds=SCAN_KINDS,
        max_bytes=SCAN_MEGABYTES * MEGABYTE,
        required=False,
    )

    class Meta:
        model = OfficialDecision
        fields = "__all__"  # noqa: DJ007 -- the admin names the fields


class TypesField(forms.MultipleChoiceField):
    """Kinds of applicant, as boxes."""

    def __init__(self, **kwargs):
        options = {
            "label": _("Applicant types"),
            "choices": ApplicantType,
            "widget": forms.CheckboxSelectMultiple,
        }
        super().__init__(**(options | kwargs))


class DivisionForm(forms.ModelForm):
    """A division in the table below the edition."""

    applicant_types = TypesField(
        required=False, help_text=_("None chosen: all that the rules allow.")
    )

    class Meta:
        model = Division
        fields = (
            "name",
            "description",
            "applicant_types",
            "max_team_size",
            "min_age",
            "max_age",
            "order",
        )

    def clean(self):
        cleaned = super().clean()
        lowest, highest = cleaned.get("min_age"), cleaned.get("max_age")
        if lowest is not None and highest is not None and lowest > highest:
            self.add_error("max_age", _("The highest age must not be below the lowest"))
        return cleaned


def _clause_field(label):
    return forms.CharField(
        label=label,
        required=False,
        max_length=120,
        help_text=_("Clause of the rules, e.g. Điều 1 khoản 2."),
    )


ClauseFields = type(
    "ClauseFields",
    (forms.Form,),
    {f"clause_{rule}": _clause_field(label) for rule, label in CLAUSE_LABELS.items()},
)


class RuleSetForm(forms.ModelForm, ClauseFields):
    """Applicant types and files as boxes, and one line for the clause of each checked rule."""

    applicant_types = TypesField()
    required_files = forms.MultipleChoiceField(
        label=_("Files that must be attached"),
        choices=[(kind.value, kind.label) for kind in REQUIRED_KINDS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = RuleSet
        exclude = ("issued_at", "clauses")  # noqa: DJ006 -- every parameter of the rules is typed here

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._offer_decisions_of_edition()
        known = self.instance.clauses or {}
        for rule in CLAUSE_LABELS:
            self.initial.setdefault(f"clause_{rule}", known.get(rule, ""))

    def _offer_decisions_of_edition(self):
        """Decisions of other editions issue no rules of this one; those without an edition may."""
        if self.instance.contest_id and "decision" in self.fields:
            field = self.fields["decision"]
            field.queryset = field.queryset.filter(
                Q(contest=None)
                | Q(contest=self.instance.contest_id)
                | Q(pk=self.instance.decision_id)
            )

    def clean_contest(self):
        """The rules of a published edition change by an amendment only."""
        contest = self.cleaned_data["contest"]
        if contest.state != ContestState.DRAFT:
            raise ValidationError(
                _(
                    "The edition is public: open it and choose “Amend the rules” to draft the next version"
                ),
                code="published",
            )
        return contest

    def clean(self):
        cleaned = super().clean()
        lowest, highest = cleaned.get("min_age"), cleaned.get("max_age")
        if lowest is not None and highest is not None and lowest > highest:
            self.add_error("max_age", _("The highest age must not be below the lowest"))
        return cleaned

    def save(self, commit=True):
        typed = {
            rule: self.cleaned_data.get(f"clause_{rule}", "").strip() for rule in CLAUSE_LABELS
        }
        kept = {
            rule: text for rule, text in (self.instance.clauses or {}).items() if rule not in typed
        }
        self.instance.clauses = kept | {rule: text for rule, text in typed.items() if text}
        return super().save(commit)
