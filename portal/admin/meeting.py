"""Two people at one form: who saves second is told what the first stored, before it is replaced."""

from django import forms
from django.contrib.admin.utils import display_for_field
from django.db import models
from django.template.defaultfilters import yesno
from django.utils.translation import gettext as _


class SeenField(forms.CharField):
    """When what the form shows was stored; no change that anybody made."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class MeetingForm(forms.ModelForm):
    """For models with ``updated_at``. Nothing typed is lost; saving once more replaces."""

    seen = SeenField(required=False, label="")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.instance.updated_at.isoformat()

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and self.cleaned_data.get("seen") != self.initial["seen"]:
            self._tell()
        return cleaned

    def _tell(self):
        """Nothing to tell when both typed the same."""
        stored = {name: self._stored(name) for name in self._differing()}
        for name, told in stored.items():
            self.add_error(name, told)
        if stored:
            self.add_error(
                None,
                _(
                    "Somebody else saved this after you opened it. What you typed is still below, with what is stored now: compare, then save again to replace it."
                ),
            )
        # The next save is made knowing of what was stored.
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = self.initial["seen"]

    def _differing(self):
        """Against what is stored, not against what the form began with."""
        for name in self.fields.keys() - {"seen"}:
            typed, stored = self.cleaned_data.get(name), getattr(self.instance, name)
            if name in self.errors or self._said(name, typed) != self._said(name, stored):
                yield name

    def _stored(self, name):
        if isinstance(self.instance._meta.get_field(name), models.FileField):
            # browsers send a file once
            return _("Choose the file again")
        return _("Stored now: %(value)s") % {
            "value": self._said(name, getattr(self.instance, name))
        }

    def _said(self, name, value):
        """As people read it: a moment to its minute, as it is typed."""
        field = self.instance._meta.get_field(name)
        if isinstance(field, models.FileField):
            return str(value)
        if isinstance(field, models.BooleanField):
            return yesno(value)
        return str(display_for_field(value, field, "")) or "–"


class MeetingAdmin:
    """Mixed into the admin of a model whose form is a ``MeetingForm``."""

    def get_fieldsets(self, request, obj=None):
        """Whoever only reads, or adds, meets nobody."""
        (label, options), *others = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return [(label, options), *others]
        return [(label, {**options, "fields": [*options["fields"], "seen"]}), *others]
