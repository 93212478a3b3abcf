"""Success stories that founders send in; the newsroom edits, approves and publishes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from ecosystem.models import Startup
from news.enums import ArticleKind, ArticleState
from news.models import Article, Category, Story
from portal import audit
from portal.models import Consent
from portal.models.consent import ConsentPurpose, as_recorded
from portal.text import clean_line, clean_text
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from portal.models import User

CATEGORY: Final = "guong-khoi-nghiep"
TEXT_VERSION: Final = "cau-chuyen-1"
SCOPE: Final = "article:"
LEAD_LENGTH: Final = 280
# States in which a story still waits for the newsroom.
WAITING: Final = frozenset(
    {ArticleState.DRAFT, ArticleState.IN_REVIEW, ArticleState.APPROVED, ArticleState.SCHEDULED}
)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a founder enters."""

    title: str
    lead: str
    text: str
    founder_name: str
    quote: str = ""


def consent_text() -> str:
    """The words agreed to (Law 91/2025/QH15)."""
    return _(
        "I agree that the portal edits and publishes this story with the founder’s name and "
        "words entered here. I may withdraw this consent at any time on the page “Your "
        "consents”: the name and the quotation then disappear from the story."
    )


def waiting_story(startup: Startup) -> Article | None:
    """The story of ``startup`` that the newsroom has not published yet."""
    rows = Article.objects.filter(startup=startup, kind=ArticleKind.STORY, state__in=WAITING)
    return rows.first()


@transaction.atomic
def submit_story(startup: Startup, told: Told, *, actor: User) -> Article:
    """Make a draft of what the project tells; one at a time."""
    locked = Startup.objects.select_for_update().get(pk=startup.pk)
    require(actor, "ecosystem.keep_profile", locked)
    if waiting_story(locked) is not None:
        raise RefusedError(
            _(
                "The newsroom still works on the story that you sent. You can send another afterwards."
            )
        )
    article = Article.objects.create(
        kind=ArticleKind.STORY,
        title=clean_line(told.title),
        lead=clean_text(told.lead).strip(),
        body=_paragraphs(told.text),
        category=Category.objects.get(slug=CATEGORY),
        startup=locked,
        author_name=locked.name[:150],
        created_by=actor,
    )
    Story.objects.create(
        article=article,
        founder_name=clean_line(told.founder_name),
        quote=clean_line(told.quote),
        consent=_consent(article, actor),
    )
    audit.record(article, "submit_story", actor=actor)
    return article


def _consent(article: Article, actor: Any) -> Consent:
    return Consent.objects.create(
        user=actor,
        purpose=ConsentPurpose.PUBLICATION,
        scope=f"{SCOPE}{article.pk}",
        text_version=TEXT_VERSION,
        text=as_recorded(consent_text),
    )


def _paragraphs(text: str) -> str:
    """Plain text as HTML: a paragraph for each line that holds words."""
    lines = (line.strip() for line in clean_text(text).splitlines())
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines if line))
