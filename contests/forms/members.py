"""What is typed about the people of a team: members, rights, guardians' forms and consents."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contests.domain.guardians import FORM_KINDS
from contests.domain.limits import is_minor, rules_of
from contests.domain.team import asks_contribution
from contests.enums import TeamAccess
from contests.forms.applicant import SexField, demand_guardian, e164, expect_guardian, text_field
from portal.files import MEGABYTE
from portal.forms import BirthDateField, CharLimitField, PhoneField, UploadField


class MemberForm(forms.Form):
    """One person of the team."""

    full_name = text_field(_("Full name"), _("Enter the full name"))
    birth_date = BirthDateField(label=_("Date of birth"), help_text=_("For example 27/3/1998"))
    sex = SexField()
    role = text_field(
        _("Role in the team"),
        _("Enter the role in the team"),
        help_text=_("For example: technology, raw materials, sales."),
    )
    contribution = CharLimitField(
        label=_("Contribution to the project"),
        limit=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What this person has done or will do, in a few sentences."),
        error_messages={
            "required": _("Say what this person contributes: a group names it for every member")
        },
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Needed to invite this person to read or edit the application."),
        error_messages={"invalid": _("Enter an e-mail address such as name@example.vn")},
    )
    phone = PhoneField(label=_("Telephone number"), required=False)
    guardian_name = text_field(_("Full name of the guardian"), "", required=False)
    guardian_relation = text_field(
        _("Relation of the guardian"),
        "",
        max_length=60,
        required=False,
        help_text=_("For example: father, mother, grandmother."),
    )
    guardian_phone = PhoneField(label=_("Telephone number of the guardian"), required=False)

    def __init__(self, *args, application, **kwargs):
        self.application = application
        super().__init__(*args, **kwargs)
        self.fields["contribution"].required = asks_contribution(application)
        hint = _("Only when this person is below %(age)d: father, mother or legal guardian.")
        age = rules_of(application).guardian_below_age
        self.fields["guardian_name"].help_text = hint % {"age": age}
        expect_guardian(self, self.initial.get("birth_date"))

    def clean_phone(self):
        return e164(self.cleaned_data["phone"])

    def clean_guardian_phone(self):
        return e164(self.cleaned_data["guardian_phone"])

    def clean(self):
        if is_minor(self.cleaned_data.get("birth_date"), rules_of(self.application)):
            demand_guardian(self)


class AccessForm(forms.Form):
    """What a member may do with the dossier; taking it away is offered once it was given."""

    access = forms.ChoiceField(
        label=_("What may this person do?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what this person may do"),
            "invalid_choice": _("Choose what this person may do"),
        },
    )

    def __init__(self, *args, may_end=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["access"].choices = [
            (value, label)
            for value, label in TeamAccess.choices
            if may_end or value != TeamAccess.NONE
        ]


class GuardianUploadForm(forms.Form):
    """The signed form of one person."""

    def __init__(self, *args, contest, **kwargs):
        super().__init__(*args, **kwargs)
        size = contest.max_document_mb
        self.fields["file"] = UploadField(
            label=_("Signed form"),
            kinds=FORM_KINDS,
            max_bytes=size * MEGABYTE,
            help_text=_("PDF or a picture (JPEG, PNG, WebP), at most %(size)d MB.")
            % {"size": size},
        )


class SchoolForm(forms.Form):
    """What the public reads instead of names."""

    organization_name = text_field(
        _("School or organisation"),
        "",
        max_length=200,
        required=False,
        help_text=_("Shown to the public instead of the names."),
    )


class ConsentForm(forms.Form):
    """Unticked boxes, one for each purpose and person."""

    def __init__(self, *args, texts, **kwargs):
        super().__init__(*args, **kwargs)
        for text in texts:
            self.fields[text.key] = forms.BooleanField(
                label=text.text,
                required=text.is_required,
                initial=False,
                error_messages={"required": _("Choose “I agree” to submit the application")},
            )

    def purposes(self):
        return {name for name, agreed in self.cleaned_data.items() if agreed}


class OwnConsentForm(ConsentForm):
    """The boxes on a page of one's own: each may be given alone."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def clean(self):
        if not self.purposes():
            raise forms.ValidationError(_("Tick at least one box, or go back without ticking any"))


class JoinForm(forms.Form):
    """The confirmation that is asked for when the account is not the invited address."""

    is_me = forms.BooleanField(
        error_messages={"required": _("Confirm that you join with this account")}
    )

    def __init__(self, *args, question, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["is_me"].label = question
        self.fields["is_me"].required = bool(question)
        if not question:
            del self.fields["is_me"]
