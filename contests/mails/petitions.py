"""What a petitioner is told at each step, and whom of the staff a petition waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from portal.languages import in_vietnamese
from portal.mail import Mail, absolute_url

if TYPE_CHECKING:
    from contests.models import Petition


@in_vietnamese
def petition_received(petition: Petition) -> Mail:
    """The receipt: number and the day by which the answer is due."""
    return _to_petitioner(petition, "petition_received", filed_at=petition.filed_at)


@in_vietnamese
def petition_examined(petition: Petition) -> Mail:
    return _to_petitioner(petition, "petition_examined")


@in_vietnamese
def petition_answered(petition: Petition) -> Mail:
    """The answer, word for word, with the document that says so."""
    reply = petition.reply
    return _to_petitioner(
        petition,
        "petition_answered",
        outcome=petition.state,
        answer=petition.answer,
        number=reply.number if reply else "",
        issued_on=reply.issued_on if reply else None,
    )


@in_vietnamese
def petition_withdrawn(petition: Petition) -> Mail:
    return _to_petitioner(petition, "petition_withdrawn")


@in_vietnamese
def petition_to_staff(petition: Petition, address: str) -> Mail:
    """A petition came in: somebody has to be named for it."""
    return _to_staff(petition, "petition_to_staff", address=address, key="new")


@in_vietnamese
def petition_due(petition: Petition, address: str, *, is_overdue: bool) -> Mail:
    """The answer is due soon, or was: one mail each."""
    return _to_staff(
        petition,
        "petition_due",
        address=address,
        key=petition_due_key(petition, is_overdue=is_overdue),
        is_overdue=is_overdue,
    )


@in_vietnamese
def petition_due_key(petition: Petition, *, is_overdue: bool) -> str:
    """What makes a reminder one: which of the two, and the due day."""
    return f"{'overdue' if is_overdue else 'soon'}:{petition.due_on:%Y%m%d}"


def _to_petitioner(petition: Petition, template: str, **values: object) -> Mail:
    contest = petition.contest
    contact = (contest.contact_name, contest.contact_phone, contest.contact_email)
    return Mail(
        template=f"contests/{template}",
        recipient=petition.answer_address,
        about=petition.reference,
        reply_to=contest.contact_email,
        dedupe_key=f"{template}:{petition.pk}",
        context={
            **_facts(petition),
            "name": petition.petitioner,
            "url": absolute_url(_path_of(petition)),
            "contact": " · ".join(part for part in contact if part),
            **values,
        },
    )


def _path_of(petition: Petition) -> str:
    """Its page; who has not taken the dossier over yet enters the code of the letter first."""
    application = petition.application
    return application.people_path if application.is_for_someone else petition.get_absolute_url()


def _to_staff(
    petition: Petition, template: str, *, address: str, key: str, **values: object
) -> Mail:
    path = reverse("admin:contests_petition_change", args=[petition.pk])
    return Mail(
        template=f"contests/{template}",
        recipient=address,
        about=petition.reference,
        dedupe_key=f"petition:{petition.pk}:{key}:{address}"[:150],
        context={**_facts(petition), "url": absolute_url(path), **values},
    )


def _facts(petition: Petition) -> dict[str, object]:
    application = petition.application
    return {
        "receipt": petition.reference,
        "reference": application.reference or application.public_id,
        "title": application.mail_title,
        "subject": petition.subject,
        "round": petition.round.name if petition.round else "",
        "due_on": petition.due_on,
        "contest": petition.contest.title,
    }
