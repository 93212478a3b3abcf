"""Reading what ties judges to dossiers: accounts, organisations, addresses, communes, startups."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contests.domain.identities import identity_of, people_behind
from contests.domain.judging.ties import DossierFacts, JudgeFacts, family_name, private_domain
from contests.models import Application, JudgeInvitation
from ecosystem.domain.connection_ties import ties_of
from ecosystem.models import Membership
from portal.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ecosystem.models import Organization
    from portal.models import User

# What ``dossier_facts`` reads of an application, for select_related and prefetch_related.
JOINED = ("owner", "locality", "startup__organization")
PREFETCHED = (
    "members__user__memberships__organization",
    "owner__memberships__organization",
)


def judge_facts(judges: Iterable[User]) -> dict[int, JudgeFacts]:
    """Return what is known of each judge, by account. Five queries, whatever their number."""
    everybody = list(judges)
    organisations = _organisations_of(everybody)
    startups = _startups_of(everybody, organisations)
    earlier = _own_words_of(everybody)
    found = {}
    for judge in everybody:
        own = organisations[judge.pk]
        told = earlier[judge.pk]
        names = dict(pair for each in own for pair in _names_of(each))
        names |= {fold(each.organization_name): each.organization_name for each in told}
        names.pop("", None)
        found[judge.pk] = JudgeFacts(
            judge=judge,
            identity=identity_of(judge),
            name=fold(judge.full_name),
            family=fold(family_name(judge.full_name)),
            domains=frozenset(filter(None, [private_domain(judge.email)])),
            organisations=names,
            tax_codes=frozenset(each.tax_code for each in told if each.tax_code),
            communes={each.locality_id: str(each.locality) for each in told if each.locality_id},
            startups=startups[judge.pk],
            units=frozenset(each.pk for each in own),
        )
    return found


def _organisations_of(judges: list[User]) -> dict[int, list[Organization]]:
    found: dict[int, list[Organization]] = defaultdict(list)
    rows = Membership.objects.filter(user__in=judges, is_active=True)
    for row in rows.select_related("organization").order_by("pk"):
        found[row.user_id].append(row.organization)
    return found


def _startups_of(
    judges: list[User], organisations: dict[int, list[Organization]]
) -> dict[int, dict[int, str]]:
    """Startups whose record names a judge, with the part in words: owner, mentor, investor."""
    acts_for = {judge: [each.pk for each in own] for judge, own in organisations.items()}
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for tie in ties_of(judges, acts_for):
        names = {"startup": tie.startup, "asked": tie.through}
        part = (
            _("connected with %(startup)s through %(asked)s, by an accepted request") % names
            if tie.through
            else _("owner of the record of %(startup)s") % names
        )
        found[tie.user_id].setdefault(tie.startup_id, part)
    return found


def _own_words_of(judges: list[User]) -> dict[int, list[Application | JudgeInvitation]]:
    """What judges told of organisation and commune: on joining a jury, and as entrants of other years."""
    found: dict[int, list[Application | JudgeInvitation]] = defaultdict(list)
    invitations = JudgeInvitation.objects.filter(judge__in=judges).select_related("locality")
    for invitation in invitations.order_by("pk"):
        found[invitation.judge_id or 0].append(invitation)
    dossiers = Application.objects.filter(owner__in=judges).select_related("locality")
    for dossier in dossiers.order_by("pk"):
        found[dossier.owner_id or 0].append(dossier)
    return found


def dossier_facts(application: Application) -> DossierFacts:
    """Return what is known of the people behind a dossier; load JOINED and PREFETCHED in lists."""
    people = people_behind(application)
    accounts = list(_accounts_of(application))
    emails = [application.contact_email, *(email for one in people for email in one.emails)]
    emails += [account.email for account in accounts]
    names = dict(_organisation_names(application, accounts))
    names.pop("", None)
    return DossierFacts(
        people=tuple(people),
        names=frozenset(filter(None, (fold(one.name) for one in people))),
        families=frozenset(filter(None, (fold(family_name(one.name)) for one in people))),
        domains=frozenset(filter(None, map(private_domain, emails))),
        organisations=names,
        tax_code=application.tax_code,
        commune=application.locality_id,
        startup=application.startup_id,
        unit=application.nominating_unit_id,
    )


def _accounts_of(application: Application) -> Iterator[User]:
    if application.owner is not None:
        yield application.owner
    for member in application.members.all():
        if member.user is not None:
            yield member.user


def _organisation_names(
    application: Application, accounts: Iterable[User]
) -> Iterator[tuple[str, str]]:
    yield fold(application.organization_name), application.organization_name
    startup = application.startup
    if startup is not None and startup.organization is not None:
        yield from _names_of(startup.organization)
    for account in accounts:
        for membership in account.memberships.all():
            if membership.is_active:
                yield from _names_of(membership.organization)


def _names_of(organization: Organization) -> Iterator[tuple[str, str]]:
    """An organisation is known by its full and by its short name; both lead to the full one."""
    yield fold(organization.name), organization.name
    yield fold(organization.short_name), organization.name
