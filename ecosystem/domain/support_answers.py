"""The six answers of the finder: what they may be, and what they are in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import CharField, F, Value
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ecosystem.enums import SeekerKind, SpecialGroup, StartupStage
from ecosystem.models import Field, Locality, SupportKind

# Answer to the question for special groups: to none of them.
NO_GROUP: Final = "none"


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What is known of somebody who looks for support; what is empty is not known."""

    seeker: str = ""
    stage: str = ""
    field: Field | None = None
    locality: Locality | None = None
    needs: tuple[SupportKind, ...] = ()
    groups: tuple[str, ...] = ()

    @property
    def in_words(self) -> list[tuple[str, str]]:
        """The questions that were answered, with the answers."""
        rows = (
            (_("Who you are"), label_of(SeekerKind, self.seeker)),
            (_("Stage of the project"), label_of(StartupStage, self.stage)),
            (_("Field"), str(self.field or "")),
            (_("Locality"), str(self.locality or "")),
            (_("What you need"), "; ".join(str(need) for need in self.needs)),
            (_("Special group"), "; ".join(group_label(group) for group in self.groups)),
        )
        return [(question, answer) for question, answer in rows if answer]


def group_label(group: str) -> str:
    """Return a special group in words, “none” too."""
    return (
        pgettext("group", "None of these") if group == NO_GROUP else str(SpecialGroup(group).label)
    )


def label_of(choices: Any, value: str) -> str:
    return str(choices(value).label) if value else ""


def rows_to_choose() -> dict[type, dict[str, Any]]:
    """Return fields, communes of today and kinds of support by path, in their order: one query."""
    nothing = Value("", CharField())
    parts = (
        (Field.objects.annotate(sort=F("name"), english=F("name_en")), nothing),
        (
            Locality.objects.current().annotate(order=Value(0), sort=F("folded"), english=nothing),
            F("kind"),
        ),
        (SupportKind.objects.annotate(sort=F("name"), english=F("name_en")), nothing),
    )
    models = (Field, Locality, SupportKind)
    first, *others = [
        rows.order_by()
        .annotate(part=Value(number), what=what)
        .values_list("part", "order", "sort", "pk", "slug", "name", "english", "what")
        for number, (rows, what) in enumerate(parts)
    ]
    found: dict[type, dict[str, Any]] = {model: {} for model in models}
    rows = sorted(first.union(*others, all=True))
    for part, _order, _sort, pk, slug, name, english, what in rows:
        model = models[part]
        own = {"kind": what} if what else {"name_en": english}
        found[model][slug] = model(pk=pk, slug=slug, name=name, **own)
    return found
