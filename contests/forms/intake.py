"""What the secretariat types around the intake: dossiers on paper, more time, hand-overs."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contests.domain.attachments import KINDS, max_bytes
from contests.domain.paper import Entrant
from contests.enums import OFFICE_CHANNELS, AttachmentKind, Channel, ContestState
from contests.forms.nominations import EntrantForm
from contests.forms.screening import OFFICE_CLOSES
from contests.models import Contest
from portal.files import MEGABYTE, check_upload
from portal.forms import UploadsField

DAY_ERRORS = {
    "required": _("Enter the day as day/month/year, for example 27/10/2026"),
    "invalid": _("Enter the day as day/month/year, for example 27/10/2026"),
}
HOUR_ERRORS = {
    "required": _("Enter the hour, for example 17:00"),
    "invalid": _("Enter the hour, for example 17:00"),
}


def day_field(label, **options):
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=DAY_ERRORS,
        **options,
    )


def hour_field(label, **options):
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off"}),
        error_messages=HOUR_ERRORS,
        **options,
    )


def channel_field(required):
    """How something reached the office; ``required`` is said when nothing is chosen."""
    return forms.ChoiceField(
        label=_("How was it received?"),
        choices=[(kind.value, kind.label) for kind in Channel if kind in OFFICE_CHANNELS],
        widget=forms.RadioSelect,
        error_messages={"required": required},
    )


def moment(cleaned, day, hour):
    """Return the instant that a day and an hour name, None while one of them is missing."""
    if not {day, hour} <= cleaned.keys():
        return None
    return timezone.make_aware(datetime.combine(cleaned[day], cleaned[hour]))


def scans_field(label):
    return UploadsField(
        label=label,
        kinds=KINDS[AttachmentKind.SCAN],
        max_bytes=100 * MEGABYTE,
        help_text=_("PDF, DOCX or pictures; several files at once. Only staff read them."),
    )


def check_scans(form, contest):
    """Refuse at its field a scan that the edition does not keep: the size is the edition's."""
    limit = max_bytes(contest, AttachmentKind.SCAN)
    for upload in form.cleaned_data.get("scans", ()):
        try:
            check_upload(upload, kinds=KINDS[AttachmentKind.SCAN], max_bytes=limit)
        except forms.ValidationError as error:
            form.add_error("scans", error)
        upload.seek(0)


class ScansForm(forms.Form):
    """Scans that are added to a dossier on paper after it was entered."""

    scans = scans_field(_("Scans"))

    def __init__(self, *args, contest, **kwargs):
        super().__init__(*args, **kwargs)
        self.contest = contest

    def clean(self):
        cleaned = super().clean()
        check_scans(self, self.contest)
        return cleaned


class PaperEntryForm(EntrantForm):
    """A dossier that came on paper or by e-mail; the scan shows what came."""

    contest = forms.ModelChoiceField(
        label=_("Contest"),
        queryset=Contest.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose the contest"), "invalid_choice": _("Choose the contest")},
    )  # fmt: skip
    channel = channel_field(_("Choose how the dossier was received"))
    received_on = day_field(
        _("Received on"),
        help_text=_(
            "Of the stamp of the post or of the office's register, for example 27/10/2026; measured by the deadline."
        ),
    )
    received_time = hour_field(_("Hour of receipt"), help_text=_("For example 16:45."))
    scans = scans_field(_("Scan of the paper, or the files of the e-mail"))
    field_order = (
        "contest",
        "channel",
        "received_on",
        "received_time",
        "title",
        "contact_name",
        "contact_email",
        "contact_phone",
        "scans",
        "entry_key",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contest"].queryset = Contest.objects.filter(
            state=ContestState.PUBLISHED, opens_at__lte=timezone.now()
        )

    def clean(self):
        cleaned = super().clean()
        received_at = moment(cleaned, "received_on", "received_time")
        if received_at and received_at > timezone.now():
            self.add_error("received_on", _("The time of receipt must not be in the future"))
        cleaned["received_at"] = received_at
        if "contest" in cleaned:
            check_scans(self, cleaned["contest"])
        return cleaned

    def entrant(self):
        return entrant_of(self.cleaned_data)


def entrant_of(cleaned):
    """Return whom a dossier is entered for."""
    names = ("title", "contact_name", "contact_email", "contact_phone", "entry_key")
    return Entrant(**{name: cleaned[name] for name in names})


class ExtensionForm(forms.Form):
    """More time for one dossier: until when, why, by which document."""

    until_on = day_field(_("May submit until"))
    until_time = hour_field(_("Hour"), initial=OFFICE_CLOSES)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Sent to the applicant word for word."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Enter the reason")},
    )
    document_number = forms.CharField(
        label=_("Document number"),
        required=False,
        max_length=60,
        help_text=_("The paper by which the Organising Board decided, for example 12/TB-BTC."),
    )

    def clean(self):
        cleaned = super().clean()
        until = moment(cleaned, "until_on", "until_time")
        if until and until <= timezone.now():
            self.add_error("until_on", _("Enter a time that is still to come"))
        cleaned["until"] = until
        return cleaned

    def values(self):
        names = ("until", "reason", "document_number")
        return {name: self.cleaned_data[name] for name in names}


class ClaimCodeForm(forms.Form):
    """The code of a letter."""

    code = forms.CharField(
        label=_("Code in the letter"),
        max_length=40,
        help_text=_("Twelve letters and digits, for example ABCD-EFGH-2345."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Enter the code of the letter")},
    )
