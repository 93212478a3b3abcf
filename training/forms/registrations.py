"""What somebody enters who registers for a class: alone, for a group, or typed in by the staff."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ecosystem.enums import Sex
from ecosystem.forms.registrations import PersonForm, RegistrationForm
from ecosystem.models import Locality
from portal.bilingual import told_name
from portal.forms import OLDEST_BIRTH_YEAR, PhoneField
from portal.text import clean_line
from training.domain.consents import consent_text, group_consent_text
from training.domain.groups import MAX_PEOPLE, Contact
from training.domain.registrations import TraineeEntry
from training.enums import QuestionKind
from training.models import Audience
from training.models.questions import ANSWER_LENGTH

# From this age people register themselves (Law 91/2025/QH15: a child's data need a parent).
OWN_AGE = 16
DECLARED = ("sex", "birth_year", "locality", "audience")
ROWS_SHOWN, ROWS_MORE = 5, 5
YES, NO = "Có", "Không"
NOT_TOLD = pgettext_lazy("trainee", "I would rather not say")


class BirthYearField(forms.IntegerField):
    """A year of birth that may be left out."""

    def __init__(self, **kwargs):
        super().__init__(
            label=gettext_lazy("Year of birth"),
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "bday-year"}),
            error_messages={"invalid": gettext_lazy("Enter a year of four digits, like 1998")},
            **kwargs,
        )

    def clean(self, value):
        year = super().clean(value)
        if year is not None and not OLDEST_BIRTH_YEAR <= year <= timezone.localdate().year:
            raise forms.ValidationError(self.error_messages["invalid"])
        return year


class SexField(forms.ChoiceField):
    def __init__(self, **kwargs):
        super().__init__(
            label=gettext_lazy("Sex"),
            required=False,
            choices=[("", NOT_TOLD), *Sex.choices],
            **kwargs,
        )


class RunFormMixin:
    """What a class asks beside the person: what is declared for the figures, and its questions."""

    declared = DECLARED

    def add_run_fields(self, run):
        """Add the fields of ``run``; they stand before the note and the consent."""
        self.run = run
        makers = {
            "sex": SexField,
            "birth_year": BirthYearField,
            "locality": _locality_field,
            "audience": lambda: _audience_field(run),
        }
        last = {name: self.fields.pop(name) for name in self.last_names if name in self.fields}
        for name in self.declared:
            self.fields[name] = makers[name]()
        self.questions = {f"question_{row.pk}": row for row in run.questions.all()}
        for name, question in self.questions.items():
            self.fields[name] = _question_field(question)
        self.fields.update(last)

    last_names = ("note", "consent", "agrees")

    def _part(self, names):
        return [self[name] for name in names if name in self.fields]

    @property
    def person_fields(self):
        others = {*self.declared, *self.questions, *self.last_names}
        return self._part(name for name in self.fields if name not in others)

    @property
    def told_fields(self):
        return self._part(self.declared)

    @property
    def question_fields(self):
        return self._part(self.questions)

    @property
    def last_fields(self):
        return self._part(self.last_names)

    def answers(self):
        """What was answered, by question."""
        cleaned = self.cleaned_data
        return {row: cleaned.get(name) or "" for name, row in self.questions.items()}

    def entry(self):
        """What was entered, as the domain takes it."""
        plain = super().entry()
        cleaned = self.cleaned_data
        return TraineeEntry(
            full_name=plain.full_name,
            email=plain.email,
            phone=plain.phone,
            organization_name=plain.organization_name,
            note=plain.note,
            sex=cleaned["sex"],
            birth_year=cleaned["birth_year"],
            locality=cleaned["locality"],
            audience=cleaned["audience"],
            answers=self.answers(),
        )


def _locality_field():
    return forms.ModelChoiceField(
        label=gettext_lazy("Commune or ward where you live or work"),
        queryset=Locality.objects.current().order_by("folded"),
        required=False,
        empty_label=NOT_TOLD,
    )


def _audience_field(run):
    chosen = run.course.audiences.all()
    field = forms.ModelChoiceField(
        label=pgettext_lazy("trainee", "You belong to"),
        queryset=chosen if chosen.exists() else Audience.objects.all(),
        required=False,
        empty_label=NOT_TOLD,
    )
    field.label_from_instance = told_name
    return field


def _question_field(question):
    common = {"label": question.text, "required": question.is_required}
    missing = {"required": gettext_lazy("Answer this question")}
    match question.kind:
        case QuestionKind.CHOICE:
            choices = [(line, line) for line in question.choice_lines]
        case QuestionKind.YES_NO:
            choices = [(YES, gettext_lazy("Yes")), (NO, gettext_lazy("No"))]
        case _:
            return forms.CharField(max_length=ANSWER_LENGTH, error_messages=missing, **common)
    return forms.ChoiceField(
        choices=choices, widget=forms.RadioSelect, error_messages=missing, **common
    )


class RunRegistrationForm(RunFormMixin, RegistrationForm):
    """Somebody registers alone, with an account or without."""

    def __init__(self, *args, run, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization_name"].label = gettext_lazy("Where you work or study")
        self.fields["note"].help_text = gettext_lazy(
            "For example what you want to learn, or help that you need on the spot."
        )
        self.fields["consent"].label = consent_text()
        self.add_run_fields(run)

    def clean_birth_year(self):
        """Whoever is surely under 16 is registered by a teacher or guardian, in a group."""
        year = self.cleaned_data["birth_year"]
        if year is None or timezone.localdate().year - year >= OWN_AGE:
            return year
        if self.run.takes_groups:
            raise forms.ValidationError(
                _(
                    "Under 16 a teacher, parent or guardian registers you: they use the form for groups."
                )
            )
        raise forms.ValidationError(
            _("Under 16 a parent or guardian registers you: they turn to the organisers.")
        )


class HandForm(RunFormMixin, PersonForm):
    """Typed in by the staff from a paper form or a call."""

    agrees = forms.BooleanField(
        label=gettext_lazy(
            "The person has agreed on paper or on the telephone that these data are used for the class"
        ),
        error_messages={"required": gettext_lazy("Ask the person, then tick the box")},
    )

    def __init__(self, *args, run, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["full_name"].error_messages["required"] = _("Enter the full name")
        self.fields["email"].required = False
        self.fields["email"].help_text = _("Without an address you tell the person yourself.")
        self.add_run_fields(run)
        self.fields["locality"].label = _("Commune or ward")
        self.fields["audience"].label = pgettext_lazy("training", "Audience group")


# --- groups -----------------------------------------------------------------------------------------


class GroupForm(RunFormMixin, forms.Form):
    """The contact, what holds for everybody of the group, and the declaration."""

    organization_name = forms.CharField(
        label=gettext_lazy("Organisation, school or unit"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": gettext_lazy("Enter the organisation")},
    )
    contact_name = forms.CharField(
        label=gettext_lazy("Your full name (contact)"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Enter your full name")},
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        help_text=gettext_lazy("All mails about the group go there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Enter your e-mail address"),
            "invalid": gettext_lazy("Enter an e-mail address like name@example.vn"),
        },
    )
    phone = PhoneField(label=gettext_lazy("Telephone number"), required=False)
    consent = forms.BooleanField(
        label="",
        error_messages={"required": gettext_lazy("Choose “I agree” to register")},
    )
    declared = ("locality", "audience")

    def __init__(self, *args, user, run, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = group_consent_text()
        if user.is_authenticated:
            del self.fields["email"]
            self.initial.setdefault("contact_name", user.full_name)
        self.add_run_fields(run)
        self.fields["locality"].label = _("Commune or ward of the people")
        self.fields["audience"].label = _("The people belong to")

    def contact(self):
        cleaned = self.cleaned_data
        return Contact(
            organization_name=cleaned["organization_name"],
            contact_name=cleaned["contact_name"],
            email=cleaned.get("email", ""),
            phone=cleaned["phone"].as_national if cleaned["phone"] else "",
        )

    def people(self, rows):
        """Everybody of the rows, with what holds for the whole group."""
        cleaned = self.cleaned_data
        common = {
            "organization_name": cleaned["organization_name"],
            "locality": cleaned["locality"],
            "audience": cleaned["audience"],
            "answers": self.answers(),
        }
        return [
            TraineeEntry(
                full_name=row["full_name"],
                phone=row["phone"].as_national if row["phone"] else "",
                sex=row["sex"],
                birth_year=row["birth_year"],
                **common,
            )
            for row in rows
        ]


class PersonRowForm(forms.Form):
    """A person of the group; an empty row is nobody."""

    full_name = forms.CharField(
        label=gettext_lazy("Full name"),
        max_length=150,
        error_messages={"required": gettext_lazy("Enter the full name of this person")},
    )
    phone = PhoneField(label=gettext_lazy("Telephone number"), required=False)
    birth_year = BirthYearField()
    sex = SexField()

    def clean_full_name(self):
        return clean_line(self.cleaned_data["full_name"])


PersonRows = forms.formset_factory(
    PersonRowForm, extra=ROWS_SHOWN, max_num=MAX_PEOPLE, absolute_max=MAX_PEOPLE, validate_max=True
)


def more_rows(data):
    """The rows as they were typed, unread, and some more."""
    total = data.get("form-TOTAL_FORMS", "")
    shown = min(int(total), MAX_PEOPLE) if total.isdecimal() else ROWS_SHOWN
    names = PersonRowForm.base_fields
    typed = [
        {name: data.get(f"form-{number}-{name}", "") for name in names} for number in range(shown)
    ]
    rows = PersonRows(initial=typed)
    rows.extra = min(ROWS_MORE, MAX_PEOPLE - shown)
    return rows
