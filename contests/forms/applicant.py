"""What applicants type on the fixed pages of a dossier."""

import datetime as dt
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contests.domain.limits import admitted_types, is_minor, rules_of, team_limit
from contests.domain.rules_summary import type_names
from contests.enums import ApplicantType
from ecosystem.enums import Sex
from ecosystem.models import Field, Locality
from portal.bilingual import told_name
from portal.forms import BirthDateField, PhoneField
from portal.text import clean_line

_TAX_CODE = re.compile(r"\d{10}(-?\d{3})?")
YES_NO = [("yes", _("Yes")), ("no", _("No"))]
COMPLETION = [
    ("yes", _("Yes, I have completed this section")),
    ("no", _("No, I will come back later")),
]


def text_field(label, empty_message, *, max_length=150, autocomplete="", **options):
    """One line of text, cleaned as the model will clean it."""
    attrs = {"autocomplete": autocomplete} if autocomplete else {}
    return LineField(
        label=label,
        max_length=max_length,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": empty_message, "max_length": _("Enter at most %(limit_value)d characters (now %(show_value)d)")},
        **options,
    )  # fmt: skip


class LineField(forms.CharField):
    """Text without line breaks or invisible marks, counted after cleaning."""

    def to_python(self, value):
        return clean_line(super().to_python(value))

    def widget_attrs(self, widget):
        # The browser must not cut what people paste: the error says how much is too much.
        return {
            key: value for key, value in super().widget_attrs(widget).items() if key != "maxlength"
        }


class LenientForm(forms.Form):
    """A form that can be saved half done: nothing is demanded unless ``demands`` says so.

    Fields keep saying whether they are required, because their labels do.
    """

    demands = True
    use_required_attribute = False

    def full_clean(self):
        due = [] if self.demands else [field for field in self.fields.values() if field.required]
        for field in due:
            field.required = False
        try:
            super().full_clean()
        finally:
            for field in due:
                field.required = True


class PageForm(LenientForm):
    """A page of the dossier; ``strict`` when the applicant says to go on to the next page.

    Field names are those of ``Application``; what they show at first comes from it.
    """

    def __init__(self, *args, application, strict=True, **kwargs):
        self.application = application
        self.demands = strict
        initial = {name: getattr(application, name, None) for name in self.base_fields}
        super().__init__(*args, initial=initial, **kwargs)

    def stored_names(self):
        """Fields that are kept with the dossier."""
        return [name for name in self.fields if hasattr(self.application, name)]

    def valid_values(self):
        """What may be stored, although other fields may have errors."""
        return {
            name: self.cleaned_data[name]
            for name in self.stored_names()
            if name in self.cleaned_data and name not in self.errors
        }


def name_applicant(words, field):
    """Ask who enters in the words of the edition."""
    field.label = words.who
    field.error_messages |= {"required": words.choose_who, "invalid_choice": words.choose_who}


class DivisionForm(PageForm):
    """Name, kind of applicant, division and field."""

    title = text_field(_("Project name"), _("Enter the name of the project"), max_length=200)
    applicant_type = forms.ChoiceField(
        label=_("Who enters the contest?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who enters the contest"),
            "invalid_choice": _("Choose who enters the contest"),
        },
    )
    division = forms.ModelChoiceField(
        label=_("Division"),
        queryset=None,
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Choose a division"),
            "invalid_choice": _("Choose a division"),
        },
    )
    field = forms.ModelChoiceField(
        label=_("Field of the contest"),
        queryset=None,
        empty_label=_("Choose a field"),
        error_messages={"required": _("Choose a field"), "invalid_choice": _("Choose a field")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        contest = self.application.contest
        allowed = rules_of(self.application).applicant_types
        self.fields["applicant_type"].choices = [
            choice for choice in ApplicantType.choices if choice[0] in allowed
        ]
        name_applicant(contest.words, self.fields["applicant_type"])
        self.fields["field"].label = contest.words.field
        self.fields["field"].label_from_instance = told_name
        chosen = contest.fields.all()
        self.fields["field"].queryset = chosen or Field.objects.all()
        divisions = contest.divisions.all()
        if divisions:
            self.fields["division"].queryset = contest.divisions.order_by("order")
            self.fields["division"].label_from_instance = _with_description
        else:
            del self.fields["division"]

    def clean(self):
        """What the division narrows is said at the division: another one may fit."""
        cleaned = super().clean()
        division = self.cleaned_data.get("division")
        if division is None:
            return cleaned
        rules = rules_of(self.application)
        kinds = admitted_types(rules, division)
        kind = self.cleaned_data.get("applicant_type")
        if kind and kind not in kinds:
            self.add_error(
                "division",
                _("“%(division)s” is for: %(kinds)s. Choose another division or change who enters")
                % {"division": division, "kinds": type_names(kinds)},
            )
        size, limit = len(self.application.members.all()) + 1, team_limit(rules, division)
        if size > limit:
            self.add_error(
                "division",
                _("“%(division)s” takes teams of at most %(limit)d people; yours has %(size)d")
                % {"division": division, "limit": limit, "size": size},
            )
        return cleaned


def _with_description(division):
    here = division.here
    return f"{here.name}: {here.description}" if division.description else here.name


class SexField(forms.ChoiceField):
    """Asked of nobody who does not want to say it; why it is asked stands beside it."""

    def __init__(self, **kwargs):
        super().__init__(
            label=_("Sex"),
            choices=[("", _("Not stated")), *Sex.choices],
            required=False,
            help_text=_(
                "For the statistics of the contest only. Judges and the public never see it."
            ),
            **kwargs,
        )


class ContactForm(PageForm):
    """The person who answers for the team."""

    contact_name = text_field(_("Full name"), _("Enter the full name"), autocomplete="name")
    contact_birth_date = BirthDateField(
        label=_("Date of birth"), help_text=_("For example 27/3/1998")
    )
    contact_sex = SexField()
    contact_phone = PhoneField(label=_("Telephone number"))
    contact_email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Enter an e-mail address such as name@example.vn"),
            "invalid": _("Enter an e-mail address such as name@example.vn"),
        },
    )
    locality = forms.ModelChoiceField(
        label=_("Commune or ward"),
        queryset=Locality.objects.none(),
        empty_label=_("Choose a commune or ward"),
        help_text=_(
            "Where the project is carried out. The 65 communes and wards since 01/07/2025."
        ),
        error_messages={
            "required": _("Choose a commune or ward"),
            "invalid_choice": _("Choose a commune or ward"),
        },
    )
    contact_address = text_field(
        _("Address"), "", max_length=250, required=False, autocomplete="street-address"
    )
    guardian_name = text_field(_("Full name of the guardian"), "", required=False)
    guardian_relation = text_field(
        _("Relation of the guardian"),
        "",
        max_length=60,
        required=False,
        help_text=_("For example: father, mother, grandmother."),
    )
    guardian_phone = PhoneField(label=_("Telephone number of the guardian"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["locality"].queryset = Locality.objects.current()
        # Who writes on paper may have no e-mail address.
        self.fields["contact_email"].required = not self.application.is_for_someone
        age = rules_of(self.application).guardian_below_age
        hint = _("Only when the representative is below %(age)d: father, mother or legal guardian.")
        self.fields["guardian_name"].help_text = hint % {"age": age}
        expect_guardian(self, self.application.contact_birth_date)

    def clean_contact_phone(self):
        return e164(self.cleaned_data["contact_phone"])

    def clean_guardian_phone(self):
        return e164(self.cleaned_data["guardian_phone"])

    def clean(self):
        birth = self.cleaned_data.get("contact_birth_date")
        if self.demands and is_minor(birth, rules_of(self.application)):
            demand_guardian(self)


def expect_guardian(form, birth_date):
    """Do not call the guardian optional where the person is known to be below the age."""
    if is_minor(birth_date, rules_of(form.application)):
        for name in ("guardian_name", "guardian_relation", "guardian_phone"):
            form.fields[name].says_optional = False


def demand_guardian(form):
    """Make the three facts about a guardian due, each with its own error."""
    for name, message in (
        ("guardian_name", _("Enter the full name of the guardian")),
        ("guardian_relation", _("Enter the relation of the guardian, for example father")),
        ("guardian_phone", _("Enter the telephone number of the guardian")),
    ):
        if not form.cleaned_data.get(name) and name not in form.errors:
            form.add_error(name, message)


def e164(number):
    """Return a parsed number as it is stored, empty for none."""
    return number.as_e164 if number else ""


class OrganisationForm(PageForm):
    """The organisation or enterprise that enters."""

    organization_name = text_field(
        _("Name of the organisation or enterprise"),
        _("Enter the name of the organisation or enterprise"),
        max_length=200,
        autocomplete="organization",
    )
    tax_code = forms.CharField(
        label=_("Tax code"),
        help_text=_("10 digits, or 13 digits for a branch, for example 4900123456."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": _("Enter the tax code of 10 or 13 digits")},
    )
    registered_on = forms.DateField(
        label=_("Day of the first enterprise registration"),
        help_text=_("On the first certificate, not on a later change. For example 15/8/2023."),
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Enter the day as day/month/year, for example 15/8/2023"),
            "invalid": _("Enter the day as day/month/year, for example 15/8/2023"),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.application.applicant_type != ApplicantType.ENTERPRISE:
            self.fields["registered_on"].required = False

    def clean_tax_code(self):
        code = clean_line(self.cleaned_data["tax_code"]).replace(" ", "")
        if code and not _TAX_CODE.fullmatch(code):
            raise ValidationError(_("Enter the tax code of 10 or 13 digits"), code="shape")
        return f"{code[:10]}-{code[-3:]}" if len(code) > 10 else code

    def clean_registered_on(self):
        day = self.cleaned_data["registered_on"]
        if day and (day > timezone.localdate() or day < dt.date(1986, 1, 1)):
            raise ValidationError(_("The day of registration must be in the past"), code="future")
        return day


class VideoForm(PageForm):
    """A link to a video elsewhere."""

    video_url = forms.URLField(
        label=_("Link to a video"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=_("A video that everybody with the link can open, for example on YouTube."),
        error_messages={
            "invalid": _("Enter the full address of the video, beginning with https://"),
            "max_length": _("Enter an address of at most 200 characters"),
        },
    )
