"""What staff type when they make an edition."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contests.enums import ApplicantType
from contests.models import RuleSet

# Rules that the portal checks by itself; the office names the clause of each.
CLAUSE_LABELS = {
    "applicant_type": _("Who may enter"),
    "team_size": _("Size of the team"),
    "company_age": _("Age of the enterprise"),
    "entry_count": _("Number of entries"),
    "inner_circle": _("Organisers and judges do not enter"),
    "past_winner": _("Earlier winners"),
    "guardian": _("Guardian's consent"),
    "documents": _("Documents of the dossier"),
}


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
    """Applicant types as boxes, and one line for the clause of each checked rule."""

    applicant_types = forms.MultipleChoiceField(
        label=_("Applicant types"), choices=ApplicantType, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = RuleSet
        fields = (
            "contest",
            "version",
            "decision",
            "text",
            "file",
            "applicant_types",
            "max_team_size",
            "max_company_years",
            "company_reference_on",
            "max_entries_individual",
            "max_entries_organised",
            "guardian_below_age",
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = self.instance.clauses or {}
        for rule in CLAUSE_LABELS:
            self.initial.setdefault(f"clause_{rule}", known.get(rule, ""))

    def save(self, commit=True):
        typed = {
            rule: self.cleaned_data.get(f"clause_{rule}", "").strip() for rule in CLAUSE_LABELS
        }
        kept = {
            rule: text for rule, text in (self.instance.clauses or {}).items() if rule not in typed
        }
        self.instance.clauses = kept | {rule: text for rule, text in typed.items() if text}
        return super().save(commit)
