"""Public pages of the editions for search engines; results only after their publication."""

from typing import NamedTuple

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from contests.models import Contest, Round


class Page(NamedTuple):
    """One page of one edition."""

    name: str
    arguments: tuple


class ContestSitemap(Sitemap):
    """Every page of the editions that anybody may see."""

    changefreq = "weekly"

    def items(self):
        editions = Contest.objects.public().order_by("-year", "series")
        names = ("contest_detail", "contest_rules", "contest_criteria", "contest_forms")
        pages = [Page(name, (edition.key,)) for edition in editions for name in names]
        return [Page("contest_list", ()), Page("challenge_list", ()), *pages]

    def location(self, item):
        return reverse(f"contests:{item.name}", args=item.arguments)


class ResultSitemap(Sitemap):
    """Results of published rounds."""

    changefreq = "yearly"

    def items(self):
        return (
            Round.objects.published()
            .filter(contest__in=Contest.objects.public())
            .select_related("contest")
            .order_by("-contest__year", "order")
        )

    def location(self, item):
        return reverse("contests:round_results", args=[item.contest.key, item.slug])

    def lastmod(self, item):
        return item.published_at
