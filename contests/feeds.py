"""The feed of the contest: calls of editions and results of rounds, nothing before its publication."""

from datetime import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.models import Contest, Round
from portal.feeds import NEWEST, SectionFeed


class Notice(NamedTuple):
    """One entry: what is made public, where, since when."""

    title: str
    text: str
    url: str
    at: datetime

    def get_absolute_url(self) -> str:
        return self.url


class ContestFeed(SectionFeed):
    def title(self):
        return _("Contest – startup portal of Lạng Sơn")

    def description(self):
        return _("Calls and results of the contest and of problem statements.")

    def link(self):
        return reverse("contests:contest_list")

    def items(self):
        notices = [*_calls(timezone.now()), *_results()]
        return sorted(notices, key=lambda notice: notice.at, reverse=True)[:NEWEST]

    def item_title(self, item):
        return item.title

    def item_text(self, item):
        return item.text

    def item_pubdate(self, item):
        return item.at

    item_updateddate = item_pubdate


def _calls(now):
    """Editions whose intake has opened."""
    rows = Contest.objects.public().filter(opens_at__lte=now).defer("folded")
    for contest in rows.order_by("-opens_at", "-pk")[:NEWEST]:
        until = contest.deadline_at and timezone.localtime(contest.deadline_at)
        text = _("Intake until %(moment)s") % {"moment": f"{until:%H:%M %d/%m/%Y}"} if until else ""
        url = reverse("contests:contest_detail", args=[contest.key])
        yield Notice(contest.title, text, url, contest.opens_at)


def _results():
    rows = Round.objects.published().filter(contest__in=Contest.objects.public())
    for round_ in rows.select_related("contest").order_by("-published_at", "-pk")[:NEWEST]:
        title = _("Results of “%(round)s”") % {"round": round_.name}
        url = reverse("contests:round_results", args=[round_.contest.key, round_.slug])
        yield Notice(title, round_.contest.title, url, round_.published_at)
