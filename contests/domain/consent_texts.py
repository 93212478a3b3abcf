"""The words that the people of a dossier are asked to agree to, one unticked box each.

Law 91/2025/QH15: consent is voluntary, informed and per purpose; a child of seven or more agrees
together with the legal representative.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contests.domain.limits import rules_of
from contests.domain.people import people_of
from portal.models.consent import ConsentPurpose

if TYPE_CHECKING:
    from contests.domain.people import Person
    from contests.models import Application

# Changes with every change of the words below: who agreed to older ones is asked again.
TEXT_VERSION = "2026-3"

Purpose = ConsentPurpose


@dataclass(frozen=True, kw_only=True)
class ConsentText:
    """One unticked box. ``is_own`` when the person whom it is about ticks it, signed in."""

    purpose: ConsentPurpose
    person: Person
    text: str
    is_required: bool
    is_own: bool = True
    names_subject: bool = False

    @property
    def subject(self) -> str:
        """Whom the consent is about when the account alone does not say it."""
        return self.person.key if self.names_subject or not self.is_own else ""

    @property
    def key(self) -> str:
        return f"{self.purpose.value}-{self.subject}" if self.subject else self.purpose.value

    @property
    def user_id(self) -> int | None:
        return self.person.account_id if self.is_own else None


def consent_texts(application: Application) -> list[ConsentText]:
    """Return the boxes beside the declaration, in the active language.

    The representative's own; for members without an account that their agreement in writing is
    held; for everybody below the age their own consent and the guardian's.
    """
    representative, *members = people_of(application)
    texts = [
        declaration(representative),
        contest(application, representative),
        *_of_minor(application, representative),
    ]
    for member in members:
        if member.account_id is None:
            texts.append(contest_of_other(application, member))
        texts += _of_minor(application, member)
    texts.append(publication(representative))
    texts += [
        publication_of_other(member)
        for member in members
        if member.account_id is None and not member.is_minor
    ]
    texts.append(contact(representative))
    return texts


def own_texts(application: Application, person: Person) -> list[ConsentText]:
    """Return the boxes on the page of one's own, for somebody who signs in."""
    texts = [contest(application, person)]
    if person.is_minor:
        texts.append(child(application, person))
    return [*texts, publication(person), contact(person)]


def required_texts(application: Application) -> list[ConsentText]:
    """Return what has to be agreed to before a submission, whoever gives it."""
    due = [text for text in consent_texts(application) if text.is_required]
    for member in people_of(application)[1:]:
        if member.account_id is not None:
            due += [text for text in own_texts(application, member) if text.is_required]
    return due


def _of_minor(application: Application, person: Person) -> list[ConsentText]:
    """The pupil's own consent and the guardian's; a member who signs in gives the first alone."""
    if not person.is_minor:
        return []
    asks_child = person.is_representative or person.account_id is None
    own = [child(application, person)] if asks_child else []
    return [*own, guardian(application, person)]


# --- the words ---------------------------------------------------------------------------------


def declaration(person: Person) -> ConsentText:
    text = _(
        "I declare that the content of the application is true, that the project is the "
        "work of the people named in it and infringes nobody's intellectual property."
    )
    return ConsentText(purpose=Purpose.DECLARATION, person=person, text=text, is_required=True)


def contest(application: Application, person: Person) -> ConsentText:
    text = (
        _(
            "I agree that the Department of Science and Technology uses my name, birth date, "
            "telephone number, e-mail address, address and the files of this solution to choose a "
            "solution to this problem; where I state my sex, it is counted in statistics and used for "
            "nothing else. I can withdraw this consent at any time."
        )
        if application.contest.is_challenge
        else _(
            "I agree that the Department of Science and Technology uses my name, birth date, "
            "telephone number, e-mail address, address and the files of this application to run "
            "the contest; where I state my sex, it is counted in statistics and used for nothing else. "
            "I can withdraw this consent at any time."
        )
    )
    return ConsentText(purpose=Purpose.CONTEST, person=person, text=text, is_required=True)


def contest_of_other(application: Application, person: Person) -> ConsentText:
    words = (
        _(
            "I confirm that I hold the written agreement of %(name)s to take part, and to the use of "
            "their name, birth date, telephone number and e-mail address by the Department of Science "
            "and Technology to choose a solution to this problem; their sex, where it is stated, is "
            "counted in statistics and used for nothing else. I show it when the Department asks for it."
        )
        if application.contest.is_challenge
        else _(
            "I confirm that I hold the written agreement of %(name)s to take part, and to the use of "
            "their name, birth date, telephone number and e-mail address by the Department of Science "
            "and Technology to run the contest; their sex, where it is stated, is counted in statistics "
            "and used for nothing else. I show it when the Department asks for it."
        )
    )
    text = words % {"name": person.name}
    return ConsentText(
        purpose=Purpose.CONTEST, person=person, text=text, is_required=True, is_own=False
    )


def publication(person: Person) -> ConsentText:
    text = _(
        "I agree that the portal publishes my name together with the project's name, summary and "
        "pictures when the project wins an award. I can withdraw this consent at any time."
    )
    return ConsentText(purpose=Purpose.PUBLICATION, person=person, text=text, is_required=False)


def publication_of_other(person: Person) -> ConsentText:
    text = _(
        "I confirm that I hold the written agreement of %(name)s that the portal publishes their "
        "name as an author when the project wins an award."
    ) % {"name": person.name}
    return ConsentText(
        purpose=Purpose.PUBLICATION, person=person, text=text, is_required=False, is_own=False
    )


def contact(person: Person) -> ConsentText:
    text = _(
        "I agree that the Department of Science and Technology passes my name, telephone number "
        "and e-mail address on to partners of the startup ecosystem who want to get in touch about "
        "the project. I can withdraw this consent at any time."
    )
    return ConsentText(purpose=Purpose.CONTACT, person=person, text=text, is_required=False)


def child(application: Application, person: Person) -> ConsentText:
    """The consent of somebody below the age; without an account the representative passes it on."""
    is_own = person.account_id is not None
    text = _own_words(application) if is_own else _passed_on_words(application)
    values = {"name": person.name, "age": rules_of(application).guardian_below_age}
    return ConsentText(
        purpose=Purpose.CHILD,
        person=person,
        text=text % values,
        is_required=True,
        is_own=is_own,
        names_subject=True,
    )


def _own_words(application: Application) -> str:
    return (
        _(
            "I, %(name)s, am below %(age)d. I want to take part in this solution, and I agree that my "
            "data are used for it. My guardian knows of this."
        )
        if application.contest.is_challenge
        else _(
            "I, %(name)s, am below %(age)d. I want to take part in the contest, and I agree that my "
            "data are used for it. My guardian knows of this."
        )
    )


def _passed_on_words(application: Application) -> str:
    return (
        _(
            "I confirm that %(name)s, who is below %(age)d, wants to take part in this solution and "
            "has agreed in writing to the use of their data for it."
        )
        if application.contest.is_challenge
        else _(
            "I confirm that %(name)s, who is below %(age)d, wants to take part in the contest and "
            "has agreed in writing to the use of their data for it."
        )
    )


def guardian(application: Application, person: Person) -> ConsentText:
    """The guardian's consent: it is on the signed form, and the box names who signed for whom."""
    words = (
        _(
            "%(guardian)s (%(relation)s of %(name)s, who is below %(age)d) agrees to %(name)s taking "
            "part and to the use of their data to choose a solution to this problem, and has signed "
            "the consent form that is attached."
        )
        if application.contest.is_challenge
        else _(
            "%(guardian)s (%(relation)s of %(name)s, who is below %(age)d) agrees to %(name)s taking "
            "part and to the use of their data for the contest, and has signed the consent form that is "
            "attached."
        )
    )
    text = words % {
        "guardian": person.guardian.name,
        "relation": person.guardian.relation,
        "name": person.name,
        "age": rules_of(application).guardian_below_age,
    }
    return ConsentText(
        purpose=Purpose.GUARDIAN,
        person=person,
        text=text,
        is_required=True,
        is_own=False,
        names_subject=True,
    )
