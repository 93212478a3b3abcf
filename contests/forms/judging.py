"""What the secretariat types to give dossiers to judges."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.models import Application, ConflictDeclaration, Division, Panel, RoundEntry
from portal.models import User
from portal.numbers import WholeNumberField
from portal.roles import Role

MOST_JUDGES = 50
HIGHEST_SEED = 999_999
_SEPARATORS = re.compile(r"[\s,;]+")


def judges():
    """Active accounts in the group of judges."""
    return User.objects.filter(is_active=True, groups__name=Role.JUDGE.value).order_by(
        "full_name", "email"
    )


class AssignByHandForm(forms.Form):
    """Some dossiers, some judges: every pair is tried."""

    references = forms.CharField(
        label=gettext_lazy("Reference numbers"),
        help_text=gettext_lazy("Separated by blanks, commas or lines, for example LS26-0037-K."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Enter the reference numbers of the dossiers")},
    )
    judges = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Judges"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one judge")},
    )

    despite = forms.CharField(
        label=gettext_lazy("Why these are no conflicts of interest"),
        help_text=gettext_lazy("Recorded with your name for each of the possible conflicts above."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, round_, **kwargs):
        super().__init__(*args, **kwargs)
        self.round = round_
        self.fields["judges"].queryset = judges()

    def clean_references(self):
        """Return the entries meant; every number that is not in the round is named."""
        wanted = {
            part.upper() for part in _SEPARATORS.split(self.cleaned_data["references"]) if part
        }
        entries = RoundEntry.objects.filter(
            round=self.round, application__reference__in=wanted
        ).select_related("round", "application__owner")
        found = {entry.application.reference for entry in entries}
        if unknown := sorted(wanted - found):
            raise forms.ValidationError(
                _("Not in this round: %(references)s") % {"references": ", ".join(unknown)}
            )
        return list(entries)


class SpreadForm(forms.Form):
    """How many judges each dossier gets, and the number that decides between equal spreads."""

    per_entry = WholeNumberField(
        label=gettext_lazy("Judges per dossier"), min_value=1, max_value=MOST_JUDGES
    )
    seed = WholeNumberField(
        label=gettext_lazy("Random number"),
        help_text=gettext_lazy("The same number gives the same spread as long as nothing changes."),
        min_value=0,
        max_value=HIGHEST_SEED,
    )


class PanelForm(forms.ModelForm):
    """A panel scores divisions of its own edition."""

    class Meta:
        model = Panel
        fields = ("round", "name", "fields", "divisions")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "divisions" in self.fields and self.instance.pk:
            self.fields["divisions"].queryset = Division.objects.filter(
                contest=self.instance.round.contest_id
            )

    def clean(self):
        cleaned = super().clean()
        round_ = cleaned.get("round", self.instance.round if self.instance.pk else None)
        strange = (
            [each for each in cleaned.get("divisions", ()) if each.contest_id != round_.contest_id]
            if round_
            else []
        )
        if strange:
            self.add_error(
                "divisions", _("Choose divisions of the edition that the round belongs to")
            )
        return cleaned


class ConflictOnBehalfForm(forms.ModelForm):
    """A conflict of interest that a judge told the secretariat about."""

    reference = forms.CharField(
        label=gettext_lazy("Reference number"),
        max_length=16,
        error_messages={"required": gettext_lazy("Enter the reference number of the dossier")},
    )

    class Meta:
        model = ConflictDeclaration
        fields = ("reference", "judge", "reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "judge" in self.fields:
            self.fields["judge"].queryset = judges()

    def clean(self):
        cleaned = super().clean()
        reference = cleaned.get("reference", "").strip().upper()
        if not reference:
            return cleaned
        application = Application.objects.outside_seal().filter(reference=reference).first()
        if application is None:
            self.add_error("reference", _("No dossier has this reference number"))
            return cleaned
        if application.conflicts.filter(judge=cleaned.get("judge")).exists():
            self.add_error("judge", _("This conflict of interest has been declared already"))
        self.instance.application = application
        return cleaned
