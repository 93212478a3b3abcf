"""What the secretariat types of criteria: their scale, their levels, the organisers' points."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.domain.criteria_sets import criteria_sets
from contests.domain.preset_check import MAX_BYTES, PresetError, read_criteria
from contests.enums import TieRuleKind
from contests.models import Criterion, ScoreLevel, TieRule
from portal.numbers import ScoreField


class CriterionForm(forms.ModelForm):
    """A criterion; what it may be part of, and for which division, depends on its round."""

    class Meta:
        model = Criterion
        fields = (
            "order",
            "name",
            "name_en",
            "parent",
            "division",
            "max_points",
            "weight",
            "min_points",
            "step",
            "is_zero_bar",
            "is_counted",
            "scorer",
            "guidance",
        )
        widgets = {"guidance": forms.Textarea(attrs={"rows": 2, "cols": 30})}

    def clean_parent(self):
        whole = self.cleaned_data["parent"]
        if whole is None:
            return None
        if whole.pk == self.instance.pk or whole.parent_id:
            raise ValidationError(_("Choose a criterion that is not a part itself"))
        if self.instance.pk and self.instance.parts.exists():
            raise ValidationError(_("This criterion has parts, so it cannot be a part"))
        return whole


class ScoreLevelForm(forms.ModelForm):
    class Meta:
        model = ScoreLevel
        fields = ("from_points", "to_points", "text")


class TieRuleForm(forms.ModelForm):
    """A tie rule; one about a criterion names it."""

    class Meta:
        model = TieRule
        fields = ("order", "kind", "criterion", "clause")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == TieRuleKind.CRITERION and not cleaned.get("criterion"):
            self.add_error("criterion", _("Choose the criterion that decides"))
        elif cleaned.get("kind") != TieRuleKind.CRITERION:
            cleaned["criterion"] = None
        return cleaned


class CriteriaSetForm(forms.Form):
    """One of the shipped sets."""

    preset = forms.ChoiceField(
        label=gettext_lazy("Criteria to take over"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose the criteria to take over"),
            "invalid_choice": gettext_lazy("Choose the criteria to take over"),
        },
    )

    def __init__(self, data=None):
        super().__init__(data)
        self.fields["preset"].choices = [(key, row["name"]) for key, row in criteria_sets().items()]

    def description(self):
        """The chosen set."""
        return criteria_sets()[self.cleaned_data["preset"]]


class CriteriaFileForm(forms.Form):
    """A set in a file; each mistake in it is named at the file."""

    file = forms.FileField(
        label=gettext_lazy("File with criteria (.json)"),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={
            "required": gettext_lazy("Choose a file"),
            "invalid": gettext_lazy("The file could not be uploaded, try again"),
            "missing": gettext_lazy("The file could not be uploaded, try again"),
            "empty": gettext_lazy("The file has no content"),
        },
    )

    def __init__(self, data=None, files=None, *, divisions):
        super().__init__(data, files)
        self.divisions = divisions

    def clean_file(self):
        try:
            return read_criteria(self.cleaned_data["file"].read(MAX_BYTES + 1), self.divisions)
        except PresetError as error:
            raise ValidationError([ValidationError(text) for text in error.problems]) from error

    def description(self):
        """The set that was read from the file."""
        return self.cleaned_data["file"]


class OrganiserPointsForm(forms.Form):
    """One field for each entry and criterion; what stood there when the page was made goes along."""

    def __init__(self, data=None, *, entries, scales, stored):
        super().__init__(data)
        self.rows = []
        for entry in entries:
            cells = []
            for criterion in scales.for_organisers(entry.application.division_id):
                name = f"points_{entry.pk}_{criterion.pk}"
                self.fields[name] = self._field(entry, criterion)
                self.initial[name] = stored.get((entry.pk, criterion.pk))
                cells.append((criterion, self[name]))
            self.rows.append((entry, cells))

    @staticmethod
    def _field(entry, criterion):
        return ScoreField(
            max_points=criterion.max_points,
            min_points=criterion.min_points,
            step=criterion.step,
            criterion_name=criterion.name,
            label=f"{criterion.name} – {entry.application.reference}",
            required=False,
            show_hidden_initial=True,
            widget=forms.TextInput(attrs={"class": "points", "maxlength": 20, "size": 6}),
        )

    def changes(self):
        """(entry, criterion) → (points that the page showed, points typed) where they differ."""
        found = {}
        for name in self.changed_data:
            _points, entry, criterion = name.split("_")
            field = self.fields[name]
            seen = field.clean(self.data.get(self.add_initial_prefix(name)))
            found[int(entry), int(criterion)] = (seen, self.cleaned_data[name])
        return found
