"""Admin forms, inlines and list_editable read numbers as people here type them, and moments that there are.

Django's own integer field reads ``10.000`` as 10 and its decimal field refuses ``30.000.000``.
Every ModelAdmin copies these defaults when it is made, so no app has to remember them. Dates need
nothing here: ``portal/formats/vi`` serves the form fields, the calendar and the clock alike.
"""

from django.contrib.admin.options import FORMFIELD_FOR_DBFIELD_DEFAULTS
from django.contrib.admin.widgets import AdminIntegerFieldWidget, AdminSplitDateTime
from django.db import models

from portal.forms import MomentField
from portal.numbers import NumberField, WholeNumberField


class AdminNumberWidget(AdminIntegerFieldWidget):
    """A narrow text box: a browser's number box would drop the dots before we see them."""

    input_type = "text"


FORMFIELD_FOR_DBFIELD_DEFAULTS.update(
    {
        models.DateTimeField: {"form_class": MomentField, "widget": AdminSplitDateTime},
        models.DecimalField: {"form_class": NumberField, "widget": AdminNumberWidget},
        models.IntegerField: {"form_class": WholeNumberField, "widget": AdminNumberWidget},
        models.BigIntegerField: {"form_class": WholeNumberField, "widget": AdminNumberWidget},
    }
)
