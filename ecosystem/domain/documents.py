"""How documents bear on one another, read from one of them, and why it is valid or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.enums import RELATIONS_BACK, DocumentStatus, RelationKind
from ecosystem.models import DocumentRelation, PolicyDocument

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class Related:
    """One relation in words, and the documents at its other end."""

    kind: str
    is_back: bool
    label: str | Promise
    documents: Sequence[Any]


def relations_of(document: PolicyDocument) -> list[Related]:
    """Return what the document does to older ones and newer ones do to it: two queries.

    Relations back stand first: they say whether the document still holds.
    """
    pairs = DocumentRelation.objects.filter(Q(source=document) | Q(target=document))
    both = list(pairs.values_list("kind", "source", "target"))
    rows = [(kind, target) for kind, source, target in both if source == document.pk]
    back = [(kind, source) for kind, source, target in both if target == document.pk]
    wanted = {pk for _kind, pk in (*rows, *back)}
    if not wanted:
        return []
    others = PolicyDocument.objects.with_validity().without_text().in_bulk(wanted)
    found = []
    for is_back, ends in ((True, back), (False, rows)):
        for kind in RelationKind:
            documents = [others[pk] for one, pk in ends if one == kind]
            if documents:
                label = RELATIONS_BACK[kind] if is_back else kind.label
                found.append(Related(kind=kind, is_back=is_back, label=label, documents=documents))
    return found


def validity_reason(document: Any, relations: Sequence[Related], today: date | None = None) -> str:
    """Say on what the computed ``validity`` rests, so that nobody takes a guess for a finding."""
    today = today or timezone.localdate()
    status = DocumentStatus
    if document.validity == status.UNKNOWN:
        return _("The office has not checked it yet.")
    if document.validity == status.EXPIRED:
        if document.expires_on and document.expires_on < today:
            return _("Its last day was %(day)s.") % {"day": f"{document.expires_on:%d/%m/%Y}"}
        newer = _in_force(relations, RelationKind.REPLACES, today)
        return _("Replaced by %(number)s.") % {"number": newer} if newer else _by_staff()
    if document.validity == status.NOT_YET and document.effective_on:
        return _("In force from %(day)s.") % {"day": f"{document.effective_on:%d/%m/%Y}"}
    if document.validity == status.PARTLY:
        newer = _in_force(relations, RelationKind.REPEALS_PART, today)
        return _("Partly repealed by %(number)s.") % {"number": newer} if newer else _by_staff()
    return _by_staff()


def _by_staff() -> str:
    return _("As the office determined.")


def _in_force(relations: Sequence[Related], kind: RelationKind, today: date) -> str:
    """Return the numbers of the newer documents of a relation whose day in force has come."""
    return ", ".join(
        other.number
        for related in relations
        if related.is_back and related.kind == kind
        for other in related.documents
        if other.effective_on and other.effective_on <= today
    )
