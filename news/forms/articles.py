"""What the steps of an article ask for."""

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils.translation import gettext_lazy as _


class ScheduleForm(forms.Form):
    """When the article goes out."""

    published_at = forms.SplitDateTimeField(
        label=_("Publish at"),
        widget=AdminSplitDateTime,
        error_messages={"required": _("Enter the day and the hour")},
    )
