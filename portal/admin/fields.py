"""Admin forms, inlines and list_editable read numbers as people here type them, and ask for days so.

Django's own integer field reads ``10.000`` as 10 and its decimal field refuses ``30.000.000``.
Every ModelAdmin copies these defaults when it is made, so no app has to remember them. How days are
read is no matter of fields: ``portal/formats`` serves them, the calendar and the clock alike.
"""

from django.contrib.admin.options import FORMFIELD_FOR_DBFIELD_DEFAULTS
from django.contrib.admin.widgets import (
    AdminDateWidget,
    AdminIntegerFieldWidget,
    AdminSplitDateTime,
)
from django.db import models

from portal.forms import DayField, MomentField
from portal.numbers import NumberField, WholeNumberField


class AdminNumberWidget(AdminIntegerFieldWidget):
    """A narrow text box: a browser's number box would drop the dots before we see them."""

    input_type = "text"


FORMFIELD_FOR_DBFIELD_DEFAULTS.update(
    {
        models.DateField: {"form_class": DayField, "widget": AdminDateWidget},
        models.DateTimeField: {"form_class": MomentField, "widget": AdminSplitDateTime},
        models.DecimalField: {"form_class": NumberField, "widget": AdminNumberWidget},
        models.IntegerField: {"form_class": WholeNumberField, "widget": AdminNumberWidget},
        models.BigIntegerField: {"form_class": WholeNumberField, "widget": AdminNumberWidget},
    }
)
