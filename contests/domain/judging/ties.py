"""What ties a judge to a dossier: what bars them, and what only makes the machine ask. Plain values.

A bar (one of the team, of the nominating unit) refuses the pair. A hint is a likeness with its
evidence in words: a person looks, and either the judge declares a conflict or the secretariat
dismisses the hint with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contests.enums import HintKind, PlacementProblem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from contests.domain.identities import Identity
    from portal.models import User

# Anybody may have an address there, so sharing the domain says nothing.
PUBLIC_DOMAINS = frozenset(
    {
        "gmail.com",
        "googlemail.com",
        "yahoo.com",
        "yahoo.com.vn",
        "ymail.com",
        "rocketmail.com",
        "outlook.com",
        "outlook.com.vn",
        "hotmail.com",
        "hotmail.com.vn",
        "live.com",
        "msn.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "aol.com",
        "gmx.com",
        "mail.com",
        "zoho.com",
        "proton.me",
        "protonmail.com",
        "yandex.com",
        "yandex.ru",
        "mail.ru",
        "qq.com",
        "163.com",
        "vnn.vn",
        "hn.vnn.vn",
        "fpt.vn",
    }
)
# Reserved for examples (RFC 2606): the domain of no organisation.
_RESERVED_ENDINGS = (".test", ".example", ".invalid", ".localhost")


@dataclass(frozen=True, kw_only=True)
class Hint:
    """One likeness between a judge and a dossier; ``evidence`` names what is alike."""

    kind: HintKind
    evidence: str

    @property
    def words(self) -> str:
        """The sentence for the secretariat."""
        return _sentences()[self.kind] % {"evidence": self.evidence}

    @property
    def question(self) -> str:
        """The sentence for the judge, who knows best."""
        return _questions()[self.kind] % {"evidence": self.evidence}


@dataclass(frozen=True, kw_only=True)
class JudgeFacts:
    """What is known of a judge besides the account; empty values say nothing."""

    judge: User
    identity: Identity
    # folded
    name: str = ""
    family: str = ""
    domains: frozenset[str] = frozenset()
    # folded name -> name as written
    organisations: Mapping[str, str] = field(default_factory=dict)
    tax_codes: frozenset[str] = frozenset()
    # id -> name
    communes: Mapping[int, str] = field(default_factory=dict)
    # id of a startup -> in what part its record names the judge
    startups: Mapping[int, str] = field(default_factory=dict)
    units: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class DossierFacts:
    """What is known of the people behind a dossier."""

    people: tuple[Identity, ...]
    domains: frozenset[str] = frozenset()
    organisations: Mapping[str, str] = field(default_factory=dict)
    tax_code: str = ""
    commune: int | None = None
    startup: int | None = None
    unit: int | None = None
    # folded
    names: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()


def bar_between(judge: JudgeFacts, dossier: DossierFacts) -> PlacementProblem | None:
    """Return why the judge never scores the dossier, None when nothing bars it."""
    if any(judge.identity.is_same(someone) for someone in dossier.people):
        return PlacementProblem.TEAM
    if dossier.unit is not None and dossier.unit in judge.units:
        return PlacementProblem.UNIT
    return None


def hints_between(judge: JudgeFacts, dossier: DossierFacts) -> list[Hint]:
    """Return the likenesses, weightiest first, each kind of evidence once."""
    return [Hint(kind=kind, evidence=evidence[:250]) for kind, evidence in _alike(judge, dossier)]


def _alike(judge: JudgeFacts, dossier: DossierFacts) -> Iterator[tuple[HintKind, str]]:
    if judge.name in dossier.names:
        yield HintKind.SAME_NAME, judge.identity.name
    if dossier.startup is not None and dossier.startup in judge.startups:
        yield HintKind.STARTUP, judge.startups[dossier.startup]
    shared = judge.organisations.keys() & dossier.organisations.keys()
    # an organisation is known by its full and its short name
    for name in sorted({dossier.organisations[key] for key in shared}):
        yield HintKind.ORGANISATION, name
    if dossier.tax_code in judge.tax_codes:
        yield HintKind.TAX_CODE, dossier.tax_code
    for domain in sorted(judge.domains & dossier.domains):
        yield HintKind.MAIL_DOMAIN, domain
    commune = None if dossier.commune is None else judge.communes.get(dossier.commune)
    if commune and judge.family in dossier.families:
        yield HintKind.FAMILY, f"{family_name(judge.identity.name)}, {commune}"


def family_name(full_name: str) -> str:
    """Return the first word of a Vietnamese name; empty where only one word is known."""
    words = full_name.split()
    return words[0] if len(words) > 1 else ""


def private_domain(email: str) -> str:
    """Return the domain of an address in lower case; empty for a public provider."""
    domain = email.strip().lower().rpartition("@")[2]
    is_public = domain in PUBLIC_DOMAINS or domain.endswith(_RESERVED_ENDINGS)
    return "" if is_public else domain


def _sentences() -> dict[HintKind, str]:
    return {
        HintKind.SAME_NAME: _("Somebody of the team has the judge's name: %(evidence)s."),
        HintKind.STARTUP: _("The startup's record names the judge: %(evidence)s."),
        HintKind.ORGANISATION: _("Both belong to the same organisation: %(evidence)s."),
        HintKind.TAX_CODE: _("Both give the same tax code: %(evidence)s."),
        HintKind.MAIL_DOMAIN: _("Both have an e-mail address at %(evidence)s."),
        HintKind.FAMILY: _("Same family name and same commune: %(evidence)s."),
    }


def _questions() -> dict[HintKind, str]:
    return {
        HintKind.SAME_NAME: _(
            "Somebody of the team has your name, %(evidence)s. Is it you or a relative?"
        ),
        HintKind.STARTUP: _(
            "The record of this startup names you (%(evidence)s). Do you have a part in it?"
        ),
        HintKind.ORGANISATION: _(
            "Do you work for %(evidence)s, to which somebody of the team belongs too?"
        ),
        HintKind.TAX_CODE: _(
            "Do you work for the company with the tax code %(evidence)s, which entered this dossier?"
        ),
        HintKind.MAIL_DOMAIN: _(
            "Somebody of the team has an address at %(evidence)s as you do. Do you work together?"
        ),
        HintKind.FAMILY: _(
            "Are you related to somebody of the team (same family name and commune: %(evidence)s)?"
        ),
    }
