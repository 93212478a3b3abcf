"""What the people of a team are told about invitations, hand-over and consents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from portal.languages import in_vietnamese
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from contests.models import Application, TeamMember
    from portal.models import User


@in_vietnamese
def member_invited(application: Application, member: TeamMember, *, key: str, days: int) -> Mail:
    """The link with which a member joins: nobody but the recipient reads it."""
    path = reverse("contests:invitation", args=[key])
    return Mail(
        template="contests/team_invited",
        recipient=member.email,
        about=application.reference or application.public_id,
        reply_to=application.notice_address,
        is_secret=True,
        context={
            **_context(application, name=member.full_name),
            "inviter": application.addressee,
            "may_edit": member.access == "edit",
            "url": absolute_url(path),
            "days": days,
        },
    )


@in_vietnamese
def invitation_accepted(application: Application, member: TeamMember) -> Mail:
    return _to_owner(application, "team_accepted", member=member.full_name)


@in_vietnamese
def invitation_declined(application: Application, member: TeamMember) -> Mail:
    return _to_owner(application, "team_declined", member=member.full_name)


@in_vietnamese
def handed_over(application: Application, *, to: User, former: User) -> Mail:
    """For the new representative: what is theirs to do now."""
    return _to(application, "team_handed_over", to, other=former.full_name)


@in_vietnamese
def handed_over_by(application: Application, *, former: User, to: User) -> Mail:
    """For the former representative, who should know when it was not their own act."""
    return _to(application, "team_handed_over_by", former, other=to.full_name)


@in_vietnamese
def consent_withdrawn(application: Application, *, person: str, purpose: str) -> Mail:
    """For the secretariat, which decides what follows for a submitted dossier."""
    return Mail(
        template="contests/team_consent_withdrawn",
        recipient=application.contest.contact_email,
        about=application.reference or application.public_id,
        context={**_context(application, name=""), "person": person, "purpose": purpose},
    )


def _to_owner(application: Application, template: str, **values: object) -> Mail:
    return Mail(
        template=f"contests/{template}",
        recipient=application.notice_address,
        about=application.reference or application.public_id,
        context={**_context(application, name=application.addressee), **values},
    )


def _to(application: Application, template: str, person: User, **values: object) -> Mail:
    return Mail(
        template=f"contests/{template}",
        recipient=person.email,
        about=application.reference or application.public_id,
        context={**_context(application, name=person.full_name), **values},
    )


def _context(application: Application, *, name: str) -> dict[str, object]:
    path = reverse("contests:application_detail", args=[application.public_id])
    return {
        "name": name,
        "title": application.title,
        "reference": application.reference or "",
        "contest": application.contest.title,
        "url": absolute_url(path),
    }
