"""The six questions of the finder, and what staff enter of an offer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ecosystem.domain.support_answers import NO_GROUP, Answers, group_label, rows_to_choose
from ecosystem.enums import SeekerKind, SpecialGroup, StartupStage
from ecosystem.models import Field, Locality, SupportKind, SupportOffer
from portal.bilingual import Bilingual


class ConditionField(forms.MultipleChoiceField):
    """A condition on an answer: nothing ticked is open to everybody."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(required=False, help_text=_("Nothing ticked: everybody."), **kwargs)


class SupportOfferForm(forms.ModelForm):
    for_seekers = ConditionField(label=_("Who may ask"), choices=SeekerKind.choices)
    for_stages = ConditionField(label=_("Stages of a project"), choices=StartupStage.choices)
    for_groups = ConditionField(label=_("Special groups"), choices=SpecialGroup.choices)

    class Meta:
        model = SupportOffer
        fields = ("name", "kind", "summary", "for_seekers", "for_stages", "for_groups")


class FinderForm(forms.Form):
    """Every question may stay open. The rows of its lists are read in one query."""

    WHO, STAGE, FIELD, PLACE = "la", "giai-doan", "linh-vuc", "dia-ban"
    NEEDS, GROUPS = "can", "nhom"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = rows_to_choose()
        self.rows = {
            self.FIELD: rows[Field],
            self.PLACE: rows[Locality],
            self.NEEDS: rows[SupportKind],
        }
        unknown = [("", _("Not known, or I would rather not say"))]
        self._one(self.WHO, _("1. Who are you?"), [*SeekerKind.choices, *unknown])
        self._one(self.STAGE, _("2. How far is your project?"), [*StartupStage.choices, *unknown])
        self._list(self.FIELD, _("3. In which field?"))
        self._list(self.PLACE, _("4. In which commune or ward?"))
        needs = [(slug, row.here.name) for slug, row in self.rows[self.NEEDS].items()]
        self._many(self.NEEDS, _("5. What do you need?"), needs)
        groups = [*SpecialGroup.choices, (NO_GROUP, group_label(NO_GROUP))]
        self._many(self.GROUPS, _("6. Do you belong to one of these groups?"), groups)
        for field in self.fields.values():
            # “Not known” says it in each question.
            field.says_optional = False

    def _one(self, name, label, choices):
        self.fields[name] = forms.ChoiceField(
            label=label, choices=choices, widget=forms.RadioSelect, required=False
        )

    def _list(self, name, label):
        choices = [
            ("", _("Not known")),
            *((slug, _called(row)) for slug, row in self.rows[name].items()),
        ]
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)

    def _many(self, name, label, choices):
        self.fields[name] = forms.MultipleChoiceField(
            label=label,
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text=_("Tick all that fits, or nothing."),
        )

    @property
    def is_asked(self):
        """Whether the address holds an answer, or the form was sent as it is."""
        return self.is_bound and any(name in self.data for name in self.fields)

    @property
    def answers(self):
        """What is known; a value that means nothing is told at its question and is not known."""
        self.is_valid()
        values = self.cleaned_data
        return Answers(
            seeker=values.get(self.WHO, ""),
            stage=values.get(self.STAGE, ""),
            field=self.rows[self.FIELD].get(values.get(self.FIELD)),
            locality=self.rows[self.PLACE].get(values.get(self.PLACE)),
            needs=tuple(self.rows[self.NEEDS][slug] for slug in values.get(self.NEEDS, ())),
            groups=tuple(values.get(self.GROUPS, ())),
        )


def _called(row):
    """A field has an English name; a commune is called as it is."""
    return str(row.here.name if isinstance(row, Bilingual) else row)
