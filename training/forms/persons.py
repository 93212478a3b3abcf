"""What staff say of persons: which of several rows the others are."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MergeForm(forms.Form):
    """Which row stays; the names of the others are kept with their registrations."""

    keep = forms.ChoiceField(
        label=_("Under which name is the person listed?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the name"),
            "invalid_choice": _("Choose the name"),
        },
    )

    def __init__(self, data=None, *, persons):
        super().__init__(data)
        self.persons = {str(person.pk): person for person in persons}
        self.fields["keep"].choices = [
            (pk, _("%(name)s (no. %(pk)s)") % {"name": person.full_name, "pk": pk})
            for pk, person in self.persons.items()
        ]
        self.fields["keep"].initial = next(iter(self.persons), None)

    def chosen(self):
        """The row that stays, and the others."""
        keep = self.persons[self.cleaned_data["keep"]]
        return keep, [person for person in self.persons.values() if person is not keep]
