"""What staff type when an organisation poses a problem, and when something came of the answers."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecosystem.models import Organization


class ChallengeForm(forms.Form):
    """A new problem statement: what it is called and who poses it."""

    title = forms.CharField(
        label=_("Title of the problem"),
        max_length=250,
        help_text=_("As a question or a task, for example: Số hóa sổ theo dõi cấp nước ở xã."),
        error_messages={"required": _("Enter the title of the problem")},
    )
    owner = forms.ModelChoiceField(
        label=_("Organisation that poses the problem"),
        queryset=Organization.objects.none(),
        error_messages={
            "required": _("Choose the organisation that poses the problem"),
            "invalid_choice": _("Choose the organisation that poses the problem"),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Organization.objects.public().existing().order_by("name")


class PilotForm(forms.Form):
    """What the owner did with the answers."""

    has_started = forms.TypedChoiceField(
        label=_("Has a pilot started?"),
        choices=[("yes", _("Yes, a pilot has started")), ("no", _("No, there is no pilot"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say whether a pilot has started"),
            "invalid_choice": _("Say whether a pilot has started"),
        },
    )
    happened_on = forms.DateField(
        label=_("On which day?"),
        help_text=_("The day on which the pilot started, or on which it was decided against."),
        error_messages={"required": _("Enter the day, for example 27/3/2027")},
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "With whom, where, for how long; or why not. The public reads it word for word."
        ),
        error_messages={
            "required": _("Write what was decided, with whom, and where it can be seen")
        },
    )

    def clean_happened_on(self):
        day = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Enter a day that is not in the future"))
        return day
