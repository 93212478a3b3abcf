"""What requesters and units enter about a support service and a request for one."""

import uuid

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.domain.service_messages import MAX_CHARACTERS
from ecosystem.domain.services import (
    FILE_KINDS,
    MAX_FILE_BYTES,
    MAX_FILES_AT_ONCE,
    MAX_TEXT,
    consent_text,
    people_of,
)
from ecosystem.enums import Satisfaction, ServiceOutcome
from ecosystem.forms.profiles import stages_field
from ecosystem.models import Service, Startup
from portal.forms import CharLimitField, UploadsField
from portal.models import User

CHOOSE_PERSON = {
    "required": _("Choose who is in charge"),
    "invalid_choice": _("Choose who is in charge"),
}


def key_field():
    """Hidden: a double click makes one."""
    return forms.CharField(max_length=40, widget=forms.HiddenInput, required=False)


def files_help():
    """Which files are taken, in the language of the page and not of the start of the process."""
    return _("PDF, DOCX, XLSX or pictures; at most %(n)d at once, each at most 10 MB.") % {
        "n": MAX_FILES_AT_ONCE
    }


class FilesField(UploadsField):
    """Several files, or none."""

    def __init__(self, **kwargs):
        super().__init__(
            label=_("Files"),
            help_text=lazy(files_help, str)(),
            kinds=FILE_KINDS,
            max_bytes=MAX_FILE_BYTES,
            required=False,
            **kwargs,
        )

    def clean(self, data, initial=None):
        uploads = [upload for upload in super().clean(data, initial) if upload]
        if len(uploads) > MAX_FILES_AT_ONCE:
            raise forms.ValidationError(
                _("Choose at most %(n)d files at once") % {"n": MAX_FILES_AT_ONCE}
            )
        return uploads


class ServiceRequestForm(forms.Form):
    """What is asked of a unit; the service may add a few questions of its own."""

    startup = forms.ModelChoiceField(
        Startup.objects.none(),
        label=_("For which of your projects?"),
        required=False,
        empty_label=_("For none of them"),
    )
    subject = CharLimitField(
        label=pgettext_lazy("service", "Subject"),
        help_text=_("In a few words, for example: contract with a supplier."),
        limit=150,
        error_messages={"required": _("Enter what it is about in a few words")},
    )
    text = CharLimitField(
        label=_("What do you need help with?"),
        help_text=_("What happened, what you tried, what you want to reach."),
        limit=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write what you need help with")},
    )
    files = FilesField()
    consent = forms.BooleanField(
        error_messages={"required": _("Tick the box so that the unit may read the request")}
    )
    send_key = key_field()

    def __init__(self, *args, user, service, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("send_key", uuid.uuid4().hex)
        self.fields["consent"].label = consent_text()
        startups = Startup.objects.kept_by(user).order_by("folded")
        if startups.exists():
            self.fields["startup"].queryset = startups
        else:
            del self.fields["startup"]
        self.questions = dict(enumerate(service.question_lines))
        for place, question in self.questions.items():
            self.fields[f"question_{place}"] = CharLimitField(
                label=question, limit=300, required=False
            )
        self.order_fields(
            ["startup", "subject", "text", *(f"question_{place}" for place in self.questions)]
        )

    def values(self):
        """What the domain takes: the answers beside their questions, without the tick."""
        cleaned = self.cleaned_data
        return {
            "subject": cleaned["subject"],
            "text": cleaned["text"],
            "startup": cleaned.get("startup"),
            "answers": [
                (question, cleaned[f"question_{place}"])
                for place, question in self.questions.items()
            ],
            "files": cleaned["files"],
            "send_key": cleaned["send_key"],
        }


class ServiceMessageForm(forms.Form):
    """One message, with files if need be."""

    text = CharLimitField(
        label=_("Your message"),
        limit=MAX_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Enter the message")},
    )
    files = FilesField()
    send_key = key_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("send_key", uuid.uuid4().hex)


class RatingForm(forms.Form):
    """How content the requester is."""

    rating = forms.TypedChoiceField(
        label=_("How content are you with the help?"),
        choices=Satisfaction.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a number from 1 to 5")},
    )
    text = CharLimitField(
        label=_("What should the unit know?"),
        help_text=_("The unit reads it; nobody else does."),
        limit=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


# --- the unit ----------------------------------------------------------------------------------


class ServiceForm(forms.ModelForm):
    """The entry of the catalogue with the stages it is for; the admin adds the other columns."""

    stages = stages_field()

    class Meta:
        model = Service
        fields = ("name",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stages"].label = _("Stages of the project")
        if self.instance.pk:
            self.initial["stages"] = [str(stage) for stage in self.instance.stages]


class AssigneeForm(forms.Form):
    """Somebody of the unit that was asked."""

    takes_object = True

    assignee = forms.ModelChoiceField(
        label=_("In charge"),
        queryset=User.objects.none(),
        empty_label=_("Choose somebody"),
        error_messages=CHOOSE_PERSON,
    )

    def __init__(self, data=None, *, obj=None, **kwargs):
        super().__init__(data, **kwargs)
        if obj is not None:
            ids = [person.pk for person in people_of(obj.unit)]
            self.fields["assignee"].queryset = User.objects.filter(pk__in=ids).order_by("full_name")
            self.initial["assignee"] = obj.assignee_id or (ids[0] if len(ids) == 1 else None)


def due_field():
    return forms.DateField(
        label=_("Day by which there is an outcome"),
        help_text=_("Day/month/year; the requester is told."),
        widget=forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Enter the day as day/month/year, for example 27/10/2026"),
            "invalid": _("Enter the day as day/month/year, for example 27/10/2026"),
        },
    )


class AcceptServiceForm(AssigneeForm):
    """Who is in charge, and what day is promised."""

    due_on = due_field()

    def __init__(self, data=None, *, obj=None, **kwargs):
        super().__init__(data, obj=obj, **kwargs)
        if obj is not None:
            self.initial["due_on"] = obj.due_on


class MoveDueForm(forms.Form):
    """Another day, and why."""

    due_on = due_field()
    due_reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The requester reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter the reason")},
    )


class ReferForm(forms.Form):
    """Another service of the catalogue, of any unit: what everybody can read there."""

    takes_object = True

    referred_to = forms.ModelChoiceField(
        label=_("Another service that may help"),
        queryset=Service.objects.none(),
        required=False,
        empty_label=_("None"),
    )

    def __init__(self, data=None, *, obj=None, **kwargs):
        super().__init__(data, **kwargs)
        rows = Service.objects.taking_requests().select_related("organization")
        field = self.fields["referred_to"]
        field.queryset = rows.exclude(pk=obj.service_id if obj else None).order_by("folded")
        field.label_from_instance = lambda service: f"{service} ({service.organization})"


class RefuseServiceForm(ReferForm):
    """Why not, and perhaps who else."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The requester reads it."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Enter the reason")},
    )

    field_order = ("reason", "referred_to")


class FinishServiceForm(ReferForm):
    """What came of it."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("service", "Outcome"),
        choices=ServiceOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of it")},
    )
    outcome_text = forms.CharField(
        label=_("Answer to the requester"),
        help_text=_("Read on the page of the request, not in a mail."),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write the answer to the requester")},
    )

    field_order = ("outcome", "outcome_text", "referred_to")
