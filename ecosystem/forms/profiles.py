"""What those who keep a profile enter; name, kind and end of an actor stay with the office."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ecosystem.domain.profile_consents import contact_text, publication_text
from ecosystem.domain.profiles import ORGANIZATION_FIELDS, STARTUP_FIELDS, seen_mark
from ecosystem.enums import StartupStage
from ecosystem.models import Locality, Organization, Startup


def stages_field():
    return forms.MultipleChoiceField(
        label=_("Stages of projects you help in"),
        choices=StartupStage.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class ProfileForm(forms.ModelForm):
    """The parts that both kinds of profiles have: the contact, and the mark of what was seen."""

    is_contact = forms.BooleanField(required=False)
    position = forms.CharField(label=_("Your position, as shown"), max_length=150, required=False)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        profile, consent = self.instance, self.instance.contact_consent
        is_mine = bool(consent and consent.user_id == actor.pk and profile.has_public_contact)
        self.initial |= {
            "seen": seen_mark(profile),
            "is_contact": is_mine,
            "position": profile.contact_position if is_mine else "",
        }
        self.fields["is_contact"].label = contact_text()
        if "locality" in self.fields:
            self.fields["locality"].queryset = self._localities()
            self.fields["locality"].empty_label = _("Choose a commune or ward")

    def _localities(self):
        """Those of today; an old record keeps the name it has."""
        rows = Locality.objects.current()
        return (rows | Locality.objects.filter(pk=self.instance.locality_id)).order_by("folded")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_contact") and not cleaned.get("position"):
            self.add_error("position", _("Enter your position as it is to be shown"))
        return cleaned

    def values(self):
        """What the public reads of the profile; the rest are consents and marks."""
        return {name: self.cleaned_data[name] for name in self.shown_fields}

    def _post_clean(self):
        """The domain writes the row under a lock; the form only checks its fields."""
        kept = {field.attname: getattr(self.instance, field.attname) for field in self._stored()}
        super()._post_clean()
        for name, value in kept.items():
            setattr(self.instance, name, value)

    def _stored(self):
        return self.instance._meta.concrete_fields


class OrganizationProfileForm(ProfileForm):
    """The profile of an organisation."""

    shown_fields = ORGANIZATION_FIELDS
    stages = stages_field()
    website = forms.URLField(
        label=_("Website"), max_length=200, required=False, assume_scheme="https"
    )
    field_order = (*ORGANIZATION_FIELDS, "is_contact", "position", "seen")

    class Meta:
        model = Organization
        fields = [name for name in ORGANIZATION_FIELDS if name != "stages"]
        widgets = {
            "description": forms.Textarea(attrs={"rows": 6}),
            "support_offered": forms.Textarea(attrs={"rows": 5}),
            "supports": forms.CheckboxSelectMultiple,
            "fields": forms.CheckboxSelectMultiple,
            "phone": forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["stages"] = [str(stage) for stage in self.instance.stages]


class StartupProfileForm(ProfileForm):
    """The profile of a project; only its owner decides whether everybody sees it."""

    shown_fields = STARTUP_FIELDS
    is_shown = forms.BooleanField(required=False)
    field_order = (*STARTUP_FIELDS, "is_shown", "is_contact", "position", "seen")

    class Meta:
        model = Startup
        fields = list(STARTUP_FIELDS)
        widgets = {"description": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["is_shown"].label = publication_text()
        consent = self.instance.publication_consent
        self.initial["is_shown"] = self.instance.is_public and (
            consent is None or consent.withdrawn_at is None
        )
        if self.instance.owner_id != actor.pk:
            del self.fields["is_shown"]
