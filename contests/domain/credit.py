"""Whom the public may read about: the one place that decides what a dossier shows of its people.

Results, downloads, news, search and feeds all ask here. A name is shown to the public only while
the consent of its bearer stands. A team with somebody below the age shows its school or
organisation and the project, and no person: Law 91/2025/QH15 guards the private life of children.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contests.domain.consents import consent_scope
from contests.domain.limits import current_rules
from contests.domain.people import people_of
from contests.enums import ORGANISED_TYPES
from portal.models import Consent
from portal.models.consent import ConsentPurpose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contests.domain.people import Person
    from contests.models import Application, RuleSet


@dataclass(frozen=True, kw_only=True)
class PublicCredit:
    """A dossier's line in public; ``authors`` is empty where nobody may be named."""

    project: str
    authors: str = ""
    locality: str = ""
    hides_people: bool = False
    # The representative agrees to the publication of the project, and nobody is below the age.
    is_agreed: bool = False


def public_credit(application: Application) -> PublicCredit:
    """Return what the public may read of the people of ``application``."""
    return public_credits([application])[application.pk]


def public_credits(applications: Iterable[Application]) -> dict[int, PublicCredit]:
    """The same for many: one query for their consents, one for each edition's rules.

    Load ``members``, ``locality``, ``owner``, ``rule_set`` and ``contest`` with them.
    """
    rows = list(applications)
    given = _publication_consents(rows)
    in_force: dict[int, RuleSet] = {}
    return {row.pk: _credit(row, given[consent_scope(row)], _rules(row, in_force)) for row in rows}


def _publication_consents(applications: list[Application]) -> dict[str, list[Consent]]:
    found: dict[str, list[Consent]] = defaultdict(list)
    scopes = [consent_scope(application) for application in applications]
    for consent in Consent.objects.filter(
        purpose=ConsentPurpose.PUBLICATION, scope__in=scopes, withdrawn_at=None
    ):
        found[consent.scope].append(consent)
    return found


def _rules(application: Application, in_force: dict[int, RuleSet]) -> RuleSet:
    if application.rule_set is not None:
        return application.rule_set
    if application.contest_id not in in_force:
        in_force[application.contest_id] = current_rules(application.contest)
    return in_force[application.contest_id]


def _credit(application: Application, given: list[Consent], rules: RuleSet) -> PublicCredit:
    people = people_of(application, rules)
    project, organization = application.title, application.organization_name
    if any(person.is_minor for person in people):
        return PublicCredit(project=project, authors=organization, hides_people=True)
    named = [person for person in people if _agrees(person, given)]
    is_led = people[0] in named
    if application.applicant_type in ORGANISED_TYPES and organization:
        authors = organization if is_led else ""
    else:
        authors = ", ".join(dict.fromkeys(person.name for person in named if person.name))
    locality = str(application.locality or "") if is_led else ""
    return PublicCredit(project=project, authors=authors, locality=locality, is_agreed=is_led)


def _agrees(person: Person, given: list[Consent]) -> bool:
    return any(person.has_given(consent) for consent in given)
