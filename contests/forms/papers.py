"""What the office chooses when it makes a paper, and how the council met."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contests.domain.official import OF_A_JUDGE, judges_of
from contests.enums import PaperFormat, PaperKind
from contests.models import CouncilMeeting, Round


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
