"""What those who keep a profile, or ask to, are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from portal.languages import in_vietnamese
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from ecosystem.models import Organization, ProfileClaim, Startup

    Profile = Organization | Startup


@in_vietnamese
def profile_to_confirm(profile: Profile, *, recipient: str, path: str) -> Mail:
    """Once a year: is this still right? The link answers with one button."""
    return _about_profile(profile, "profile_to_confirm", recipient=recipient, path=path)


@in_vietnamese
def profile_reminder(profile: Profile, *, recipient: str, path: str) -> Mail:
    """Nobody has answered yet."""
    return _about_profile(profile, "profile_reminder", recipient=recipient, path=path)


@in_vietnamese
def profile_hidden(profile: Profile, *, recipient: str, path: str) -> Mail:
    """Nobody answered: the profile is no longer shown; the link still brings it back."""
    return _about_profile(profile, "profile_hidden", recipient=recipient, path=path)


@in_vietnamese
def claim_received(claim: ProfileClaim) -> Mail:
    return _about_claim(claim, "claim_received")


@in_vietnamese
def claim_approved(claim: ProfileClaim, *, edit_path: str) -> Mail:
    return _about_claim(claim, "claim_approved", path=edit_path)


@in_vietnamese
def claim_refused(claim: ProfileClaim) -> Mail:
    return _about_claim(claim, "claim_refused", reason=claim.reason)


@in_vietnamese
def profile_handed_over(profile: Startup, *, recipient: str, full_name: str) -> Mail:
    """For the earlier owner of a project: somebody else keeps its profile now."""
    return Mail(
        template="ecosystem/profile_handed_over",
        recipient=recipient,
        about=profile.profile_key,
        context={"name": full_name, "title": profile.name, "url": _url(profile)},
    )


def _about_profile(profile: Profile, template: str, *, recipient: str, path: str) -> Mail:
    asked_on = profile.asked_on or timezone.localdate()
    return Mail(
        template=f"ecosystem/{template}",
        recipient=recipient,
        about=profile.profile_key,
        dedupe_key=f"{template}:{profile.profile_key}:{asked_on:%Y%m%d}:{recipient}"[:200],
        context={
            "title": profile.name,
            "public_url": _url(profile),
            "url": absolute_url(path),
            "verified_on": f"{profile.verified_on:%d/%m/%Y}" if profile.verified_on else "",
        },
    )


def _about_claim(claim: ProfileClaim, template: str, *, path: str = "", **context: object) -> Mail:
    return Mail(
        template=f"ecosystem/{template}",
        recipient=claim.user.email,
        about=f"claim:{claim.pk}",
        dedupe_key=f"{template}:{claim.pk}",
        context={
            "name": claim.user.full_name,
            "title": str(claim.profile or claim.proposed_name),
            "url": absolute_url(path or reverse("ecosystem:profile_list")),
            **context,
        },
    )


def _url(profile: Profile) -> str:
    return absolute_url(profile.get_absolute_url())
