"""What people enter of a post of the board and of an answer to one, and what the office carries."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.domain.board import DEFAULT_DAYS, EXTRA_DAYS, MAX_DAYS, profiles_for
from ecosystem.domain.board_answers import senders_for
from ecosystem.enums import ConnectionPurpose, PostIntent
from ecosystem.forms.connections import NO_ADDRESS, ContactForm
from ecosystem.models import Field, Locality
from ecosystem.validators import validate_no_address
from portal.bilingual import told_name
from portal.forms import CharLimitField

TEXT_LIMIT = 2000
OWN_NAME = "self"
_DAY_ERROR = _("Enter the day as day/month/year, for example 27/10/2026")


class InNameOfField(forms.ChoiceField):
    """One of ``profiles``; cleans to the profile, or to None for the own name."""

    def offer(self, profiles, *, own_name=""):
        """Offer ``profiles``, and the own name where one is given."""
        self.profiles = {profile.profile_key: profile for profile in profiles}
        own = [(OWN_NAME, own_name)] if own_name else []
        self.choices = [*own, *((key, str(one)) for key, one in self.profiles.items())]

    def clean(self, value):
        return self.profiles.get(super().clean(value))


class PostForm(forms.Form):
    """A need or an offer. ``user`` is asked in whose name, but for a post that is there already."""

    in_name_of = InNameOfField(
        label=_("In the name of"),
        help_text=_("Its name stands beside the post and leads to its profile."),
        error_messages={
            "required": _("Choose in whose name you post"),
            "invalid_choice": _("Choose in whose name you post"),
        },
    )
    intent = forms.ChoiceField(
        label=_("Need or offer?"),
        choices=[
            (PostIntent.NEED, _("A need: you look for something")),
            (PostIntent.OFFER, _("An offer: you have something to give")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it is a need or an offer")},
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("post", "Kind"),
        choices=[("", _("Choose one")), *ConnectionPurpose.choices],
        error_messages={"required": _("Choose what it is about")},
    )
    title = CharLimitField(
        label=pgettext_lazy("post", "Title"),
        help_text=_("In one line, for example: Looking for a buyer of star anise oil."),
        limit=100,
        validators=[validate_no_address],
        error_messages={"required": _("Write in one line what it is about")},
    )
    text = CharLimitField(
        label=pgettext_lazy("post", "Text"),
        help_text=NO_ADDRESS,
        limit=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 8}),
        validators=[validate_no_address],
        error_messages={"required": _("Write what you need or offer: how much, where, until when")},
    )
    field = forms.ModelChoiceField(
        Field.objects.all(), label=_("Field"), required=False, empty_label=_("Any field")
    )
    locality = forms.ModelChoiceField(
        Locality.objects.current().order_by("folded"),
        label=_("Locality"),
        required=False,
        empty_label=_("The whole province"),
    )
    last_day = forms.DateField(
        label=_("Shown until the end of"),
        widget=forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _DAY_ERROR, "invalid": _DAY_ERROR},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, user, post=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["field"].label_from_instance = told_name
        self.fields["last_day"].help_text = _(
            "Day/month/year, at most %(most)d days from today. It can be extended once, by %(extra)d days."
        ) % {"most": MAX_DAYS, "extra": EXTRA_DAYS}
        if post is None:
            self.fields["in_name_of"].offer(profiles_for(user))
            del self.fields["seen"]
            day = timezone.localdate() + timedelta(days=DEFAULT_DAYS)
            self.initial.setdefault("last_day", day)
        else:
            del self.fields["in_name_of"]
            self.fields["seen"].required = True
            self.initial = {
                name: getattr(post, name)
                for name in ("intent", "kind", "title", "text", "field", "locality", "last_day")
            } | {"seen": post.revision}


class PublishForm(forms.Form):
    """Which revision the office has read."""

    takes_object = True
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, obj):
        super().__init__(data, initial={"seen": obj.revision})


class AnswerForm(ContactForm):
    """What somebody answers, in whose name, and how to reach them."""

    sender = InNameOfField(
        label=_("In the name of"),
        error_messages={
            "required": _("Choose in whose name you answer"),
            "invalid_choice": _("Choose in whose name you answer"),
        },
    )
    message = CharLimitField(
        label=_("Your answer"),
        help_text=NO_ADDRESS,
        limit=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Write what you can do, or what you want to know")},
    )
    field_order = ("sender", "message", "contact_way", "phone")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sender"].offer(senders_for(user), own_name=_("Myself, in my own name"))

    def clean_message(self):
        message = self.cleaned_data["message"]
        validate_no_address(message)
        return message
