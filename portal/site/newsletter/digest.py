"""The weekly letter: what is open and to come, and what appeared since the last one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from contests.models import Contest
from ecosystem.models import Event, PolicyDocument
from news.models import Article
from portal.mail import Mail, absolute_url, queue_once
from portal.models import Subscriber
from portal.models.newsletter import NewsletterTopic
from portal.newsletter import page_url, unsubscribe_url
from training.models import CourseRun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

WEEK: Final = dt.timedelta(days=7)
# What is to come within this is told; what is further away comes with a later letter.
AHEAD: Final = dt.timedelta(days=30)
# A letter is read on a phone.
MOST: Final = 6


@dataclass(frozen=True, kw_only=True)
class Item:
    title: str
    url: str
    when: str = ""

    @property
    def text(self) -> str:
        head = f"- {self.title} ({self.when})" if self.when else f"- {self.title}"
        return f"{head}\n  {self.url}"


def items_of(topic: str, now: dt.datetime) -> list[Item]:
    """What a letter of ``now`` says about a topic, at most six lines; one query."""
    with translation.override(settings.LANGUAGE_CODE):
        return list(_FINDERS[NewsletterTopic(topic)](now))


def _calls(now: dt.datetime) -> Iterator[Item]:
    for contest in Contest.objects.accepting(now).order_by("deadline_at", "pk")[:MOST]:
        yield _item(contest, contest.title, f"hạn nộp {_hour(contest.deadline_at)}")


def _training(now: dt.datetime) -> Iterator[Item]:
    rows = CourseRun.objects.public().filter(state="published", starts_at__range=(now, now + AHEAD))
    for run in rows.select_related("course", "locality").order_by("starts_at", "pk")[:MOST]:
        yield _item(run, str(run), run.days)


def _events(now: dt.datetime) -> Iterator[Item]:
    rows = Event.objects.published().filter(starts_at__range=(now, now + AHEAD))
    for event in rows.order_by("starts_at", "pk")[:MOST]:
        yield _item(event, event.title, event.when)


def _news(now: dt.datetime) -> Iterator[Item]:
    rows = Article.objects.published(now).filter(published_at__gt=now - WEEK).for_list_page()
    for article in rows[:MOST]:
        yield _item(article, article.title)


def _policies(now: dt.datetime) -> Iterator[Item]:
    today = timezone.localdate(now)
    recent = Q(issued_on__gt=today - WEEK, issued_on__lte=today)
    rows = PolicyDocument.objects.without_text().filter(recent)
    for document in rows.order_by("-issued_on", "pk")[:MOST]:
        yield _item(document, f"{document.number}: {document.subject}")


_FINDERS: Final[dict[NewsletterTopic, Callable[[dt.datetime], Iterable[Item]]]] = {
    NewsletterTopic.CALLS: _calls,
    NewsletterTopic.TRAINING: _training,
    NewsletterTopic.EVENTS: _events,
    NewsletterTopic.NEWS: _news,
    NewsletterTopic.POLICIES: _policies,
}


def _item(obj: object, title: str, when: str = "") -> Item:
    path: str = obj.get_absolute_url()  # type: ignore[attr-defined]  # every public model has one
    return Item(title=title, url=absolute_url(path), when=when)


def _hour(moment: dt.datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}"


# --- sending -----------------------------------------------------------------------------------


def send_digests(now: dt.datetime | None = None) -> int:
    """Queue the letter of this week for everybody who has not had it; how many were queued.

    Run twice, it sends once: the key of the mail names the week. A letter without a line is not
    written. Each reader is a transaction of its own, so a failure in between loses nobody.
    """
    now = now or timezone.now()
    sections = {topic.value: items_of(topic, now) for topic in NewsletterTopic}
    if not any(sections.values()):
        return 0
    sent = 0
    for reader in Subscriber.objects.exclude(confirmed_at=None).order_by("pk").iterator():
        letter = _letter(reader, sections, now)
        if letter is None:
            continue
        with transaction.atomic():
            if queue_once(letter):
                Subscriber.objects.filter(pk=reader.pk).update(last_digest_at=now)
                sent += 1
    return sent


def body(topics: Iterable[str], sections: dict[str, list[Item]]) -> str:
    """The parts of a letter, each under the name of its topic; empty without a line."""
    with translation.override(settings.LANGUAGE_CODE):
        return "\n\n".join(
            "\n".join([str(topic.label).upper(), *(item.text for item in sections[topic])])
            for topic in NewsletterTopic
            if topic in topics and sections[topic]
        )


def _letter(reader: Subscriber, sections: dict[str, list[Item]], now: dt.datetime) -> Mail | None:
    content = body(reader.topics, sections)
    if not content:
        return None
    year, week, _day = timezone.localtime(now).isocalendar()
    return Mail(
        template="portal/newsletter_digest",
        recipient=reader.email,
        about="newsletter",
        dedupe_key=f"newsletter:{year}-{week:02}:{reader.pk}",
        unsubscribe_url=unsubscribe_url(reader),
        context={
            "content": content,
            "day": f"{timezone.localtime(now):%d/%m/%Y}",
            "url": page_url(reader),
            "end_url": unsubscribe_url(reader),
        },
    )
