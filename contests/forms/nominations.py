"""What applicants and nominating units type about each other."""

from itertools import groupby

from django import forms
from django.utils.translation import gettext_lazy as _

from contests.domain.limits import rules_of
from contests.domain.nominations import desk_editions, nominating_units, units_of
from contests.enums import Endorsement
from contests.forms.applicant import PageForm, text_field
from contests.models import Contest
from ecosystem.enums import NOMINATING_KINDS
from ecosystem.models import Organization
from portal.forms import PhoneField

ANSWERS = [
    (Endorsement.ENDORSED.value, _("The unit endorses this application")),
    (Endorsement.DECLINED.value, _("The unit does not endorse this application")),
]


class UnitChoiceIterator(forms.models.ModelChoiceIterator):
    """Units under the name of their kind: a long list reads like the directory."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        order = {kind: place for place, kind in enumerate(NOMINATING_KINDS)}
        units = sorted(self.queryset, key=lambda unit: (order.get(unit.kind, 99), unit.folded))
        for label, group in groupby(units, key=lambda unit: unit.get_kind_display()):
            yield (label, [self.choice(unit) for unit in group])


class UnitField(forms.ModelChoiceField):
    iterator = UnitChoiceIterator


class NominationForm(PageForm):
    """The unit that nominates the dossier; ``words`` narrow the list, never what is chosen."""

    nominating_unit = UnitField(
        label=_("Nominating unit"),
        queryset=Organization.objects.none(),
        empty_label=_("No unit"),
        error_messages={
            "required": _("Choose the unit that nominates the application"),
            "invalid_choice": _("Choose a unit from the list"),
        },
    )

    def __init__(self, *args, words="", **kwargs):
        super().__init__(*args, **kwargs)
        application, field = self.application, self.fields["nominating_unit"]
        chosen = Organization.objects.filter(pk=application.nominating_unit_id)
        is_fixed = application.is_for_someone and application.nominating_unit_id is not None
        if is_fixed:
            # Whoever enters for a unit enters for this one.
            field.queryset, field.empty_label = chosen, None
        else:
            # What is sent is looked for among all units: another search may stand in the address.
            field.queryset = nominating_units("" if self.is_bound else words) | chosen
        field.required = is_fixed or rules_of(application).needs_endorsement


class DeskFilterForm(forms.Form):
    """Which dossiers of the desk are listed."""

    edition = forms.ModelChoiceField(
        label=_("Contest"),
        queryset=Contest.objects.none(),
        required=False,
        empty_label=_("All editions"),
    )
    state = forms.ChoiceField(
        label=_("Endorsement"),
        required=False,
        choices=[
            ("", _("All")),
            *((kind.value, kind.label) for kind in Endorsement if kind != Endorsement.NONE),
        ],
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        editions = [contest.pk for contest in desk_editions(user)]
        self.fields["edition"].queryset = Contest.objects.filter(pk__in=editions)


class EndorsementForm(forms.Form):
    """Yes or no, and the unit's words."""

    answer = forms.ChoiceField(
        label=_("What does the unit say?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what the unit says"),
            "invalid_choice": _("Choose what the unit says"),
        },
    )
    note = forms.CharField(
        label=_("The unit's words"),
        required=False,
        max_length=2000,
        help_text=_(
            "The applicant and the secretariat read them. Needed when the unit does not endorse."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "max_length": _("Enter at most %(limit_value)d characters (now %(show_value)d)")
        },
    )

    def clean(self):
        cleaned = super().clean()
        is_declined = cleaned.get("answer") == Endorsement.DECLINED
        if is_declined and not cleaned.get("note", "").strip():
            self.add_error("note", _("Enter why the unit does not endorse the application"))
        return cleaned


class EntrantForm(forms.Form):
    """Whom a dossier is entered for: enough to begin."""

    title = text_field(_("Project name"), _("Enter the name of the project"), max_length=200)
    contact_name = text_field(_("Representative of the team"), _("Enter the full name"))
    contact_email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Receipts and results go there. Leave it empty when there is none."),
        error_messages={"invalid": _("Enter an e-mail address such as name@example.vn")},
    )
    contact_phone = PhoneField(label=_("Telephone number"), required=False)
    entry_key = forms.CharField(max_length=40, widget=forms.HiddenInput, required=False)

    def clean_contact_phone(self):
        number = self.cleaned_data["contact_phone"]
        return number.as_e164 if number else ""


class UnitEntryForm(EntrantForm):
    """A unit enters a dossier for a team."""

    unit = forms.ModelChoiceField(
        label=_("On behalf of"),
        queryset=Organization.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Choose your unit"),
            "invalid_choice": _("Choose your unit"),
        },
    )
    field_order = ["unit", "title", "contact_name", "contact_email", "contact_phone", "entry_key"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_of(user)
