"""Which pages the search holds, and what of each. What is not on the public page is not here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contests.models import Contest
from ecosystem.domain.citations import citations_in, prose_of
from ecosystem.models import (
    BoardPost,
    Event,
    Expert,
    Organization,
    PolicyDocument,
    Room,
    Service,
    Startup,
    SupportOffer,
)
from news.enums import ArticleKind
from news.models import Article, ReaderQuestion, Story
from portal.models import Consent
from portal.search.sources import Page, Source, register
from training.models import Course, CourseRun, HistoricalAttendance

if TYPE_CHECKING:
    from ecosystem.domain.citations import Citation

ARTICLES = "tin-tuc"
STORIES = "guong-khoi-nghiep"


def _day(value: date | None) -> datetime | None:
    return value and timezone.make_aware(datetime.combine(value, time.min))


def _lines(*parts: object) -> str:
    return "\n".join(str(part) for part in parts if part)


def cite_key(key: str, day: date | None) -> str:
    """What an article is found by that cites a document, with the day that it writes behind it."""
    return f"{key} {day:%Y%m%d}" if day else key


def _cited(citation: Citation) -> str:
    return cite_key(citation.key, citation.day)


def contest_page(row: Contest) -> Page:
    return Page(
        title=row.title,
        title_en=row.title_en,
        text=_lines(row.summary, row.theme),
        text_en=_lines(row.summary_en, row.theme_en),
        url=row.get_absolute_url(),
        dated=row.opens_at or _day(date(row.year, 1, 1)),
    )


def article_page(row: Article) -> Page:
    prose = prose_of(row.body)
    told = f"{row.title}\n{row.lead}\n{prose}"
    return Page(
        title=row.title,
        title_en=row.title_en,
        text=_lines(row.lead, prose.strip()),
        text_en=_lines(row.lead_en, prose_of(row.body_en).strip()),
        url=row.get_absolute_url(),
        dated=row.published_at,
        cites=tuple(_cited(citation) for citation in citations_in(told)),
    )


def story_page(row: Article) -> Page:
    """As an article, with what its page says of the founder and the project while both agree."""
    story = getattr(row, "story", None)
    told = (story.shown_founder, story.shown_quote) if story else ()
    project = row.startup.name if row.startup and row.startup.is_listed else ""
    page = article_page(row)
    return replace(page, text=_lines(page.text, *told, project))


def question_page(row: ReaderQuestion) -> Page:
    return Page(
        title=row.title,
        text=_lines(row.text, row.answer, row.answered_by),
        url=row.get_absolute_url(),
        dated=_day(row.answered_on),
    )


def organization_page(row: Organization) -> Page:
    return Page(
        title=row.name,
        # Sở KH&CN is looked for as Sở KHCN, too.
        names=tuple(filter(None, (row.short_name, row.short_name.replace("&", "")))),
        text=_lines(row.summary, row.support_offered, row.description),
        title_en=row.name_en,
        text_en=_lines(row.summary_en, row.support_offered_en, row.description_en),
        url=row.get_absolute_url(),
    )


def expert_page(row: Expert) -> Page:
    return Page(
        title=row.name,
        text=_lines(row.position, row.summary, row.description),
        text_en=_lines(row.position_en, row.summary_en, row.description_en),
        url=row.get_absolute_url(),
    )


def service_page(row: Service) -> Page:
    return Page(
        title=row.name,
        title_en=row.name_en,
        text=_lines(row.summary, row.audience, row.what_you_get, row.organization.name),
        text_en=_lines(
            row.summary_en, row.audience_en, row.what_you_get_en, row.organization.name_en
        ),
        url=row.get_absolute_url(),
    )


def event_page(row: Event) -> Page:
    return Page(
        title=row.title,
        title_en=row.title_en,
        text=_lines(row.description, row.venue, row.audience, row.programme),
        text_en=_lines(row.description_en, row.audience_en, row.programme_en),
        url=row.get_absolute_url(),
        dated=row.starts_at or (_day(date(row.year, 1, 1)) if row.year else None),
    )


def document_page(row: PolicyDocument) -> Page:
    return Page(
        title=f"{row.get_kind_display()} {row.number}",
        names=(row.number, row.search_words),
        text=_lines(row.subject, row.issuer, row.signer, row.full_text),
        url=row.get_absolute_url(),
        dated=_day(row.issued_on),
    )


def support_page(row: SupportOffer) -> Page:
    return Page(
        title=row.name,
        title_en=row.name_en,
        text=_lines(row.summary, row.description, row.amount_text),
        text_en=_lines(row.summary_en, row.description_en, row.amount_text_en),
        url=row.get_absolute_url(),
    )


def startup_page(row: Startup) -> Page:
    return Page(
        title=row.name,
        text=_lines(row.summary, row.description),
        text_en=_lines(row.summary_en, row.description_en),
        url=row.get_absolute_url(),
    )


def post_page(row: BoardPost) -> Page:
    return Page(title=row.title, text=row.text, url=row.get_absolute_url(), dated=row.published_at)


def course_page(row: Course) -> Page:
    return Page(
        title=row.name,
        title_en=row.name_en,
        text=_lines(row.summary, row.description, row.outcomes),
        text_en=_lines(row.summary_en, row.description_en, row.outcomes_en),
        url=row.get_absolute_url(),
    )


def run_page(row: CourseRun) -> Page:
    return Page(
        title=str(row),
        text=_lines(row.days, row.place, row.course.summary),
        # Its label is Vietnamese, and so is a title that holds it.
        title_en="" if row.label else row.course.name_en,
        names=tuple(filter(None, (row.course.name_en,))),
        text_en=row.course.summary_en,
        url=row.get_absolute_url(),
        dated=row.starts_at,
    )


def past_training_page(row: HistoricalAttendance) -> Page:
    year = row.to_year or row.from_year
    return Page(
        title=row.title,
        text=_lines(row.audience),
        url=reverse("training:history"),
        dated=_day(date(year, 1, 1)) if year else None,
    )


def room_page(row: Room) -> Page:
    return Page(
        title=f"{row.name} – {row.organization.name}",
        names=tuple(filter(None, (row.name, row.name_en))),
        text=_lines(row.summary, row.description, row.equipment),
        title_en=row.name_en
        and f"{row.name_en} – {row.organization.name_en or row.organization.name}",
        text_en=_lines(row.summary_en, row.description_en, row.equipment_en),
        url=row.get_absolute_url(),
    )


def register_all() -> None:
    """Tell the kernel what there is, in the order of the tabs."""
    register(
        Source(
            key="cuoc-thi",
            label=_("Contests"),
            rows=lambda: Contest.objects.contests().public(),
            page=contest_page,
        ),
        Source(
            key="bai-toan",
            label=_("Problem statements"),
            rows=lambda: Contest.objects.challenges().public(),
            page=contest_page,
        ),
        Source(
            key=ARTICLES,
            label=_("News"),
            rows=lambda: (
                Article.objects.published()
                .exclude(kind=ArticleKind.STORY)
                .select_related("category")
            ),
            page=article_page,
        ),
        Source(
            key=STORIES,
            label=_("Success stories"),
            rows=lambda: Article.objects.published().stories().select_related("category"),
            page=story_page,
            watches={
                Story: lambda row: Article.objects.filter(story=row),
                Startup: lambda row: Article.objects.filter(startup=row),
                Consent: lambda row: Article.objects.filter(
                    Q(story__consent=row) | Q(startup__publication_consent=row)
                ),
            },
        ),
        Source(
            key="hoi-dap",
            label=_("Questions and answers"),
            rows=ReaderQuestion.objects.public,
            page=question_page,
            watches={Consent: lambda row: ReaderQuestion.objects.filter(consent=row)},
        ),
        Source(
            key="he-sinh-thai",
            label=_("Actors"),
            rows=Organization.objects.public,
            page=organization_page,
        ),
        Source(
            key="co-van",
            label=_("Mentors and experts"),
            rows=Expert.objects.public,
            page=expert_page,
            watches={Consent: lambda row: Expert.objects.filter(listing_consent=row)},
        ),
        Source(
            key="dich-vu",
            label=_("Support services"),
            rows=lambda: Service.objects.public().select_related("organization"),
            page=service_page,
            watches={Organization: lambda row: Service.objects.filter(organization=row)},
        ),
        Source(
            key="su-kien",
            label=_("Events"),
            rows=Event.objects.public,
            page=event_page,
        ),
        Source(
            key="khoa-hoc",
            label=pgettext_lazy("search", "Courses"),
            rows=Course.objects.public,
            page=course_page,
        ),
        Source(
            key="lop-hoc",
            label=pgettext_lazy("search", "Classes"),
            rows=lambda: CourseRun.objects.public().select_related("course", "locality"),
            page=run_page,
            watches={Course: lambda row: CourseRun.objects.filter(course=row)},
        ),
        Source(
            key="dao-tao-da-qua",
            label=pgettext_lazy("search", "Training of the past"),
            rows=HistoricalAttendance.objects.all,
            page=past_training_page,
        ),
        Source(
            key="van-ban",
            label=_("Documents"),
            rows=PolicyDocument.objects.all,
            page=document_page,
        ),
        Source(
            key="chinh-sach-ho-tro",
            label=_("Support policies"),
            rows=SupportOffer.objects.offered,
            page=support_page,
        ),
        Source(
            key="du-an",
            label=_("Startup projects"),
            rows=Startup.objects.public,
            page=startup_page,
            watches={Consent: lambda row: Startup.objects.filter(publication_consent=row)},
        ),
        Source(
            key="nhu-cau",
            label=_("Needs and offers"),
            rows=BoardPost.objects.public,
            page=post_page,
            watches={
                Organization: lambda row: BoardPost.objects.filter(organization=row),
                Startup: lambda row: BoardPost.objects.filter(startup=row),
                Consent: lambda row: BoardPost.objects.filter(startup__publication_consent=row),
            },
        ),
        Source(
            key="phong",
            label=pgettext_lazy("search", "Rooms"),
            rows=lambda: Room.objects.public().select_related("organization"),
            page=room_page,
            watches={Organization: lambda row: Room.objects.filter(organization=row)},
        ),
    )
