"""Saving what somebody wrote: a revision each time, redirects of old addresses, two editors at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib.admin.utils import label_for_field
from django.db import transaction
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ecosystem.models import Startup
from news.domain.beside import bring_back, in_words, says_the_same, written
from news.domain.enclosures import BESIDE
from news.domain.markup import read_markup
from news.enums import READABLE_STATES, ArticleKind
from news.models import (
    Article,
    ArticleRedirect,
    ArticleRevision,
    Category,
    CategoryRedirect,
    Enclosure,
    MediaImage,
    Tag,
)
from news.workflow import ARTICLE
from portal import audit
from portal.bilingual import english_of
from portal.differences import DifferenceKind, Segment, kind_of, segments
from portal.richtext import sanitise
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from django.db.models import QuerySet

# Of which Vietnamese the English was written; says nothing to readers.
MARK = "english_mark"
# What a revision keeps. The address is no part of it: bringing words back moves no page.
ENGLISH = english_of(*Article.translated)
WORDS = ("title", "lead", "body", *ENGLISH, "author_name", "source")
CHOICES = ("kind", "contest_year")
LINKS = ("picture", "startup")
_LINKED: dict[str, Any] = {"picture": MediaImage, "startup": Startup}
HTML = {"body", "body_en"}


class StaleArticleError(RefusedError):
    """Somebody saved the article after it was opened."""

    def __init__(self, revision: ArticleRevision | None) -> None:
        super().__init__(_("Somebody else saved this article in the meantime."))
        self.revision = revision


def content_of(article: Article) -> dict[str, Any]:
    """The article in plain values."""
    plain = {name: getattr(article, name) for name in (*WORDS, *CHOICES)}
    links = {name: getattr(article, f"{name}_id") for name in LINKS}
    return {
        **plain,
        **links,
        "tags": sorted(article.tags.values_list("pk", flat=True)),
        BESIDE: written(article),
        MARK: article.english_mark,
    }


def typed_content(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """What a form holds, as ``content_of`` would keep it; fields that it does not ask are left out."""
    plain = {name: cleaned[name] for name in (*WORDS, *CHOICES) if name in cleaned}
    for name in HTML & plain.keys():
        plain[name] = sanitise(plain[name])
    links = {name: getattr(cleaned[name], "pk", None) for name in LINKS if name in cleaned}
    tags = {"tags": sorted(tag.pk for tag in cleaned["tags"])} if "tags" in cleaned else {}
    return plain | links | tags


def _whole(content: Mapping[str, Any], today: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Revisions of before articles had English say nothing in it.

    Those of before they kept what stands beside the text do not know: it is taken as it is today.
    """
    known = {name: today[name] for name in (BESIDE, MARK)} if today is not None else {}
    return {**dict.fromkeys(ENGLISH, ""), **known, **content}


def _says_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    words = (
        {name: value for name, value in said.items() if name not in {BESIDE, MARK}}
        for said in (one, other)
    )
    return next(words) == next(words) and says_the_same(one[BESIDE], other[BESIDE])


def _keep(
    article: Article, *, number: int, content: dict[str, Any], **more: Any
) -> ArticleRevision:
    """Write a revision; the files that it names are kept as long as it is."""
    revision = ArticleRevision.objects.create(
        article=article, number=number, content=content, **more
    )
    revision.files.set({row["stored"] for row in content[BESIDE] if row["stored"]})
    return revision


@transaction.atomic
def keep_as_it_is(article: Article) -> None:
    """Before the first change of an article that came without revisions: what it says now."""
    stored = ARTICLE.lock(article)
    if not stored.revisions.exists():
        _keep(stored, number=stored.version, content=content_of(stored))


def _keep_today(article: Article, today: dict[str, Any]) -> None:
    """Before something is brought back: what no revision tells yet, such as what a command set."""
    last = article.revisions.first()
    if last is None:
        _keep(article, number=article.version, content=today)
    elif today[BESIDE] and BESIDE not in last.content:
        # of before revisions knew what stands beside the text
        _keep_next(article, today, created_by=None)
    else:
        keep_revision(article, actor=audit.SYSTEM)


@transaction.atomic
def keep_revision(
    article: Article, *, actor: Any, restored_from: int | None = None
) -> ArticleRevision | None:
    """Keep what was just saved; None when nothing of it differs from the last revision."""
    locked: Article = ARTICLE.lock(article)
    last = locked.revisions.first()
    content = content_of(locked)
    if last is not None and _says_the_same(_whole(last.content, content), content):
        return None
    revision = _keep_next(
        locked,
        content,
        restored_from=restored_from,
        created_by=None if actor is audit.SYSTEM else actor,
    )
    article.version = locked.version
    return revision


def _keep_next(article: Article, content: dict[str, Any], **more: Any) -> ArticleRevision:
    """The revision behind the last one, with its number on the article."""
    last = article.revisions.first()
    if last is not None:
        article.version = last.number + 1
        article.save(update_fields=["version"])
    return _keep(article, number=article.version, content=content, **more)


@transaction.atomic
def keep_redirect(article: Article, *, before: str) -> None:
    """Lead the address ``before`` of an article that readers know to where it is now."""
    now = article.path
    if now == before or article.state not in READABLE_STATES:
        return
    ArticleRedirect.objects.filter(path=now).delete()
    ArticleRedirect.objects.update_or_create(path=before, defaults={"article": article})


@transaction.atomic
def keep_category_redirect(category: Category, *, before: str) -> None:
    """Lead the path ``before`` of a category, and of all its articles, to where it is now."""
    if category.slug == before:
        return
    CategoryRedirect.objects.filter(slug=category.slug).delete()
    CategoryRedirect.objects.update_or_create(slug=before, defaults={"category": category})


def moved_category(slug: str) -> Category | None:
    """The category that once had this path."""
    return Category.objects.filter(redirects__slug=slug).first()


def moved_article(category: str, slug: str, rows: QuerySet[Article]) -> Article | None:
    """The article of ``rows`` that once stood at this address, or whose category did."""
    now = moved_category(category)
    paths = [f"{name}/{slug}" for name in (category, now and now.slug) if name]
    is_there = Q(redirects__path__in=paths)
    if now is not None:
        is_there |= Q(category=now, slug=slug)
    return rows.filter(is_there).select_related("category").first()


def check_version(article: Article, seen: int | None) -> None:
    """Raise StaleArticleError unless ``seen`` is what is stored."""
    if seen != article.version:
        raise StaleArticleError(article.revisions.select_related("created_by").first())


@transaction.atomic
def restore_revision(revision: ArticleRevision, *, actor: Any) -> Article:
    """Bring back what the article said then; what it says now stays among its revisions."""
    locked: Article = ARTICLE.lock(revision.article)
    require(actor, "news.change_article", locked)
    today = content_of(locked)
    content = _without_deleted_links(_whole(revision.content, today))
    if _says_the_same(today, content):
        raise RefusedError(_("The article says this already."))
    _keep_today(locked, today)
    for name in (*WORDS, *CHOICES):
        setattr(locked, name, content[name])
    for name in LINKS:
        setattr(locked, f"{name}_id", content[name])
    locked.english_mark = content[MARK]
    locked.save()
    locked.tags.set(Tag.objects.filter(pk__in=content["tags"]))
    if today[BESIDE] != content[BESIDE]:
        bring_back(locked, content[BESIDE])
    keep_revision(locked, actor=actor, restored_from=revision.number)
    audit.record(locked, "restore_revision", actor=actor, number=revision.number)
    return locked


def _without_deleted_links(content: dict[str, Any]) -> dict[str, Any]:
    """What the article led to then and was deleted since is left out."""
    gone = {
        name: None
        for name in LINKS
        if content[name] and not _LINKED[name].objects.filter(pk=content[name]).exists()
    }
    return {**content, **gone}


# --- reading -----------------------------------------------------------------------------------


class Difference:
    """One field in two revisions."""

    def __init__(self, label: str, before: str, after: str) -> None:
        self.label, self.before, self.after = label, before, after

    @property
    def kind(self) -> DifferenceKind:
        return kind_of(self.before, self.after)

    @property
    def segments(self) -> list[Segment]:
        """The text with its changes marked word by word."""
        return segments(self.before, self.after)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Compare two contents field by field, in the order of the form; only what differs."""
    found = []
    for name, old, new in _pairs(before, after):
        label = capfirst(str(_label(name)))
        shown_old, shown_new = _shown(name, old), _shown(name, new)
        if shown_old == shown_new:
            shown_old, shown_new = "", _only(name)
        found.append(Difference(label, shown_old, shown_new))
    return found


def _only(name: str) -> str:
    """What changed between two values that people read alike."""
    if name in HTML:
        # bold, a table, a heading
        return _("Only the layout of the text changed.")
    return _("Another one that is called the same.")


def _label(name: str) -> Any:
    return Enclosure._meta.verbose_name_plural if name == BESIDE else label_for_field(name, Article)


def _pairs(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    first, then = _whole(before), _whole(after)
    if (before and BESIDE not in before) or BESIDE not in after:
        # Nobody knows what stood there: no difference is told.
        first[BESIDE] = then[BESIDE] = None
    texts = ("title", "lead", "body", *ENGLISH)
    for name in (*texts, "kind", *LINKS, "contest_year", "tags", BESIDE, "author_name", "source"):
        old, new = first.get(name), then.get(name)
        # What was never entered is kept as None, "" or []: all of them say nothing.
        if (old or None) != (new or None):
            yield name, old, new


def _shown(name: str, value: Any) -> str:
    """A value as people read it."""
    if value in (None, "", []):
        return ""
    return str(_READ[name](value)) if name in _READ else str(value)


def _kind(value: str) -> Any:
    return dict(ArticleKind.choices).get(value, value)


def _tags(keys: list[int]) -> str:
    names = dict(Tag.objects.filter(pk__in=keys).values_list("pk", "name"))
    gone = [_deleted(key) for key in keys if key not in names]
    return ", ".join([*names.values(), *gone])


def _linked(name: str, key: int) -> str:
    return str(_LINKED[name].objects.filter(pk=key).first() or _deleted(key))


def _deleted(key: int) -> str:
    """The number keeps two of them apart."""
    return _("deleted since (No. %(key)d)") % {"key": key}


_READ: dict[str, Callable[[Any], Any]] = {
    "body": lambda html: read_markup(html).text,
    "body_en": lambda html: read_markup(html).text,
    "kind": _kind,
    "tags": _tags,
    "picture": partial(_linked, "picture"),
    BESIDE: in_words,
    "startup": partial(_linked, "startup"),
}
