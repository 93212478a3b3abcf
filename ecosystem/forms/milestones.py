"""What the people of a project tell of its way."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecosystem.domain.milestones import TOLD, seen_mark
from ecosystem.enums import MilestoneKind
from ecosystem.models import Milestone
from ecosystem.models.milestones import FIRST_YEAR
from portal.numbers import WholeNumberField

# What fits into the column on both databases, and more than any project raised.
MAX_NUMBER = 10**15


class MilestoneForm(forms.ModelForm):
    """One milestone; whether everybody reads it is a choice of its own, unticked at first."""

    year = forms.TypedChoiceField(
        label=_("Year"), coerce=int, error_messages={"required": _("Choose the year")}
    )
    month = forms.TypedChoiceField(
        label=_("Month, if you remember it"), coerce=int, empty_value=None, required=False
    )
    number = WholeNumberField(
        label=_("How many, or how much"),
        help_text=_("Stars for OCOP (3 to 5), jobs, or the capital in đồng."),
        required=False,
        max_value=MAX_NUMBER,
    )
    evidence_url = forms.URLField(
        label=_("Link to evidence"),
        help_text=_("Where everybody can read of it."),
        max_length=200,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Enter a web address, for example https://baolangson.vn")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Milestone
        fields = TOLD
        error_messages = {
            "kind": {"required": _("Choose what kind of milestone it is")},
            "title": {"required": _("Enter in one line what was reached")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Choose the kind")), *MilestoneKind.choices]
        this_year = timezone.localdate().year
        self.fields["year"].choices = [
            ("", _("Choose the year")),
            *((year, str(year)) for year in range(this_year, FIRST_YEAR - 1, -1)),
        ]
        self.fields["month"].choices = [
            ("", _("Not known")),
            *((month, f"{month:02}") for month in range(1, 13)),
        ]
        self.fields["is_public"].label = _(
            "Everybody may read this milestone on the project's public page"
        )
        self.initial["seen"] = seen_mark(self.instance)

    def values(self):
        """What is told; the mark of what was seen is no part of it."""
        return {name: self.cleaned_data[name] for name in TOLD}

    def _post_clean(self):
        """The domain writes the row under a lock; the form only checks its fields."""
        kept = {name: getattr(self.instance, name) for name in TOLD}
        super()._post_clean()
        for name, value in kept.items():
            setattr(self.instance, name, value)
