"""What a round lets its authors read."""

from django import forms

from contests.domain.feedback import SWITCHES
from contests.models import Round


class FeedbackForm(forms.ModelForm):
    """The switches; ``contests.domain.feedback`` writes them."""

    class Meta:
        model = Round
        fields = SWITCHES
