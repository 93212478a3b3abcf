"""What the secretariat types on the day of a live round."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contests.forms.rounds import ReasonField
from contests.models import FinalDay
from portal.numbers import WholeNumberField


class MinutesForm(forms.ModelForm):
    """How long presentations and questions take."""

    class Meta:
        model = FinalDay
        fields = ("pitch_minutes", "question_minutes")


class DrawForm(forms.Form):
    """A drawing; a second one says why."""

    reason = ReasonField(label=gettext_lazy("Why again"))

    def __init__(self, data=None, *, day):
        super().__init__(data)
        if not day.draws.exists():
            del self.fields["reason"]


class OrderForm(forms.Form):
    """A place for every turn, and why it is set by hand."""

    reason = ReasonField(label=gettext_lazy("Why by hand"))

    def __init__(self, data=None, *, turns):
        super().__init__(data)
        self.turns = list(turns)
        for turn in self.turns:
            self.fields[f"place_{turn.pk}"] = WholeNumberField(
                label=turn.entry.application.title,
                initial=turn.position,
                min_value=1,
                max_value=len(self.turns),
                widget=forms.TextInput(attrs={"size": 3}),
                error_messages={"required": _("Enter a place")},
            )

    @property
    def boxes(self):
        """The boxes of the places, in the order of now."""
        return [self[f"place_{turn.pk}"] for turn in self.turns]

    def places(self):
        return {turn.pk: int(self.cleaned_data[f"place_{turn.pk}"]) for turn in self.turns}


class TurnForm(forms.Form):
    """Why a turn is moved."""

    reason = ReasonField()
