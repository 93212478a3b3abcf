"""What stands beside the text of an article, as a revision keeps it, tells it and brings it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from news.domain.enclosures import drop_file
from news.models import Enclosure, MediaImage
from portal.models import StoredFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from news.models import Article


# Kept to tell people what it was: the words of a picture and the name of a file.
NAMES = ("alt", "file")


def written(article: Article) -> list[dict[str, Any]]:
    """The pictures, files and films in their order, in plain values."""
    rows = article.enclosures.select_related("picture", "stored").order_by("order", "pk")
    return [
        {
            "title": row.title,
            "picture": row.picture_id,
            "alt": row.picture.alt_text if row.picture else "",
            "stored": row.stored_id,
            "file": row.stored.original_name if row.stored else "",
            "url": row.url,
            "order": row.order,
        }
        for row in rows
    ]


def says_the_same(one: Sequence[dict[str, Any]], other: Sequence[dict[str, Any]]) -> bool:
    """Whether the same things stood there; what they are called elsewhere is no part of the article."""
    plain = [
        [{name: row[name] for name in row if name not in NAMES} for row in rows]
        for rows in (one, other)
    ]
    return plain[0] == plain[1]


def bring_back(article: Article, rows: Sequence[dict[str, Any]]) -> None:
    """Let stand beside the article what stood there; what was deleted since is left out.

    Rows that are there already stay the rows they are: their addresses may be in readers' hands.
    """
    left = list(article.enclosures.all())
    pictures = set(_there(MediaImage, rows, "picture"))
    files = set(_there(StoredFile, rows, "stored"))
    for row in rows:
        is_there = (row["picture"] in pictures or not row["picture"]) and (
            row["stored"] in files or not row["stored"]
        )
        if row.get("erased") or not is_there:
            continue
        values = {
            "title": row["title"],
            "picture_id": row["picture"],
            "stored_id": row["stored"],
            "url": row["url"],
            "order": row["order"],
        }
        same = next((one for one in left if _thing(one) == _told_thing(row)), None)
        if same is None:
            Enclosure.objects.create(article=article, **values)
            continue
        left.remove(same)
        for name, value in values.items():
            setattr(same, name, value)
        same.save()
    for gone in left:
        gone.delete()
        if gone.stored is not None:
            drop_file(gone.stored)


def in_words(rows: Sequence[dict[str, Any]]) -> str:
    """One line each: what it is, and what it is called.

    Without numbers, which would change with every row that is taken out before.
    """
    return "\n".join(_line(row) for row in rows)


def _line(row: dict[str, Any]) -> str:
    if row["stored"]:
        return _("File: %(name)s") % {
            "name": _named(row["title"], _("erased") if row.get("erased") else row["file"])
        }
    if row["url"]:
        return _("Film: %(name)s") % {"name": _named(row["title"], row["url"])}
    return _("Picture: %(name)s") % {"name": _named(row["title"], row["alt"])}


def _named(title: str, what: str) -> str:
    return f"{title} ({what})" if title and what else title or what


def _there(model: Any, rows: Sequence[dict[str, Any]], key: str) -> Any:
    keys = [row[key] for row in rows if row[key]]
    return model.objects.filter(pk__in=keys).values_list("pk", flat=True)


def _thing(row: Enclosure) -> tuple[Any, ...]:
    return row.picture_id, row.stored_id, row.url


def _told_thing(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["picture"], row["stored"], row["url"]
