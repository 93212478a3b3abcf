"""What staff choose before an export: columns of a spreadsheet, dossiers of an archive."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contests.domain.export_columns import MEMBERS, ColumnGroup
from contests.enums import RECEIVED_STATES, ApplicationState
from contests.models import Contest

STATE_CHOICES = [choice for choice in ApplicationState.choices if choice[0] in RECEIVED_STATES]


class ColumnsForm(forms.Form):
    """Columns by group; ``chosen`` are the keys that were chosen last time."""

    def __init__(self, *args, columns, chosen, **kwargs):
        super().__init__(*args, **kwargs)
        for group in ColumnGroup:
            choices = [(c.key, c.label) for c in columns if c.group == group]
            if choices:
                self.fields[group.value] = forms.MultipleChoiceField(
                    label=group.label,
                    choices=choices,
                    required=False,
                    initial=[key for key, _label in choices if key in chosen],
                    widget=forms.CheckboxSelectMultiple,
                )
        self.fields[MEMBERS] = forms.BooleanField(
            label=_("Add a second sheet with every person of the teams"),
            required=False,
            initial=MEMBERS in chosen,
        )

    def clean(self):
        if not self.errors and not self._chosen():
            raise forms.ValidationError(_("Choose at least one column"))
        return super().clean()

    def _chosen(self):
        groups = [group.value for group in ColumnGroup if group.value in self.fields]
        return [key for group in groups for key in self.cleaned_data[group]]

    def chosen(self):
        """Keys of the chosen columns, and of the second sheet."""
        return [*self._chosen(), *([MEMBERS] if self.cleaned_data[MEMBERS] else [])]


class ArchiveForm(forms.Form):
    """Which dossiers of an edition go into the archive; the newest one that has any stands chosen."""

    contest = forms.ModelChoiceField(
        label=_("Contest edition"),
        queryset=Contest.objects.all(),
        empty_label=None,
        error_messages={
            "required": _("Choose the edition"),
            "invalid_choice": _("Choose the edition"),
        },
    )
    states = forms.MultipleChoiceField(
        label=_("State"),
        choices=STATE_CHOICES,
        initial=[value for value, _label in STATE_CHOICES],
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one state"),
            "invalid_choice": _("Choose at least one state"),
        },
    )
    with_drafts = forms.BooleanField(
        label=_("Also drafts that were never submitted"),
        required=False,
        help_text=_("They have no reference number: their folder bears the id of the draft."),
    )

    def get_initial_for_field(self, field, field_name):
        given = super().get_initial_for_field(field, field_name)
        if field_name == "contest" and given is None:
            return (
                Contest.objects.with_received()
                .order_by("-year")
                .values_list("pk", flat=True)
                .first()
            )
        return given
