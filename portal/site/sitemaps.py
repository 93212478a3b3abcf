"""The map of the portal: for people as a page of links, for search engines as ``/sitemap.xml``."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib.sitemaps import Sitemap, views
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contests.sitemaps import ContestSitemap, ResultSitemap
from ecosystem.enums import KIND_PATHS, OrganizationKind
from ecosystem.sitemaps import (
    BoardPostSitemap,
    DocumentSitemap,
    EventSitemap,
    ExpertSitemap,
    OrganizationSitemap,
    RoomSitemap,
    ServiceSitemap,
    StartupSitemap,
    SupportSitemap,
)
from news.sitemaps import ArticleSitemap
from training.sitemaps import CourseSitemap, RunSitemap


class Link(NamedTuple):
    label: str
    url: str


class Section(NamedTuple):
    title: str
    pages: list[Link]


# Groups of the page of links: heading, then the name and label of each page.
GROUPS = (
    (
        _("Contest"),
        (
            ("contests:contest_list", _("All editions")),
            ("contests:challenge_list", _("Problem statements")),
            ("contests:application_list", _("My applications")),
            ("contests:claim_code", _("Take over an application")),
            ("contests:judge_home", _("Judging")),
        ),
    ),
    (
        _("News and documents"),
        (
            ("news:article_list", _("News")),
            ("news:story_list", _("Success stories")),
            ("news:series_list", _("Knowledge series")),
            ("news:coverage", _("In the press")),
            ("news:question_list", _("Questions and answers")),
            ("news:question_create", _("Ask a question")),
            ("news:feed", _("News feed (RSS)")),
            ("site:newsletter", _("Newsletter")),
            ("ecosystem:document_list", _("Documents")),
            ("ecosystem:support_list", _("Support policies")),
            ("site:support_finder", _("What can I get?")),
            ("site:search", _("Search")),
        ),
    ),
    (
        _("Projects, training and figures"),
        (
            ("ecosystem:startup_list", _("Startup projects")),
            ("training:overview", _("Training")),
            ("training:history", _("Training of the past")),
            ("ecosystem:space", _("Co-working space")),
            ("ecosystem:room_search", _("Find a free room")),
            ("ecosystem:booking_list", _("My bookings")),
            ("ecosystem:event_list", _("Events")),
            ("ecosystem:registration_list", _("My events")),
            ("site:figures", _("Figures")),
            ("site:plans", _("Plans and targets")),
            ("site:open_data", _("Open data")),
            ("site:training_figures", _("Figures of training")),
        ),
    ),
    (
        _("Account"),
        (
            ("account_login", _("Sign in")),
            ("account_signup", _("Create account")),
            ("account_reset_password", _("Reset password")),
        ),
    ),
    (
        _("About these pages"),
        (
            ("site:home", _("Home")),
            ("site:about", _("About the portal")),
            ("site:roadmap", _("Roadmap of the ecosystem")),
            ("site:contact", _("Contact")),
            ("site:accessibility", _("Accessibility statement")),
            ("site:privacy", _("Privacy")),
            ("site:display", _("Display options")),
        ),
    ),
)

# Pages of the shell that search engines may list; the rest is for people at work.
INDEXED = (
    "site:home",
    "site:about",
    "site:contact",
    "site:accessibility",
    "site:privacy",
    "site:figures",
    "site:open_data",
    "site:training_figures",
    "news:article_list",
    "news:story_list",
    "news:series_list",
    "news:coverage",
    "news:question_list",
    "ecosystem:directory",
    "ecosystem:locality_list",
    "ecosystem:reorganisation",
    "ecosystem:expert_list",
    "ecosystem:connect",
    "ecosystem:board",
    "ecosystem:startup_list",
    "ecosystem:document_list",
    "ecosystem:support_list",
    "site:support_finder",
    "ecosystem:space",
    "ecosystem:service_list",
    "ecosystem:event_list",
    "training:overview",
)

# What belongs to somebody signed in, or to the staff.
PRIVATE = (
    "/ho-so/",
    "/giam-khao/",
    "/tai-khoan/",
    "/tim-kiem/",
    "/khu-lam-viec-chung/cua-toi/",
    "/khu-lam-viec-chung/lich/",
    "/su-kien/cua-toi/",
    "/su-kien/dang-ky/",
    "/su-kien/ve/",
    "/ket-noi/da-gui/",
    "/dich-vu-ho-tro/cua-toi/",
    "/ket-noi/tra-loi/",
    "/ket-noi/ket-qua/",
    "/tin-tuc/xem-truoc/",
)
DISALLOWED = ("/admin/", *PRIVATE, *(f"/en{path}" for path in PRIVATE))


class ShellSitemap(Sitemap):
    """The pages that are always there."""

    changefreq = "weekly"

    def items(self):
        return INDEXED

    def location(self, item):
        return reverse(item)


SITEMAPS = {
    "trang": ShellSitemap,
    "cuoc-thi": ContestSitemap,
    "ket-qua": ResultSitemap,
    "tin-tuc": ArticleSitemap,
    "he-sinh-thai": OrganizationSitemap,
    "co-van": ExpertSitemap,
    "du-an": StartupSitemap,
    "van-ban": DocumentSitemap,
    "phong": RoomSitemap,
    "khoa-hoc": CourseSitemap,
    "lop-hoc": RunSitemap,
    "nhu-cau": BoardPostSitemap,
    "dich-vu": ServiceSitemap,
    "su-kien": EventSitemap,
    "chinh-sach-ho-tro": SupportSitemap,
}


def sections() -> list[Section]:
    """The page of links; the ecosystem lists its kinds of actors."""
    found = [
        Section(str(title), [Link(str(label), reverse(name)) for name, label in pages])
        for title, pages in GROUPS
    ]
    kinds = [
        Link(str(OrganizationKind(kind).label), reverse("ecosystem:organization_list", args=[path]))
        for kind, path in KIND_PATHS.items()
    ]
    directory = Link(str(_("Directory of the ecosystem")), reverse("ecosystem:directory"))
    others = [
        Link(str(_("Mentors and experts")), reverse("ecosystem:expert_list")),
        Link(str(_("Connect")), reverse("ecosystem:connect")),
        Link(str(_("Needs and offers")), reverse("ecosystem:board")),
        Link(str(_("My connection requests")), reverse("ecosystem:connection_list")),
        Link(str(_("Support services")), reverse("ecosystem:service_list")),
        Link(str(_("My requests for support")), reverse("ecosystem:service_request_list")),
        Link(str(_("Communes and wards")), reverse("ecosystem:locality_list")),
        Link(str(_("History of the reorganisation")), reverse("ecosystem:reorganisation")),
        Link(str(_("Join the directory")), reverse("ecosystem:profile_register")),
        Link(str(_("My profiles in the directory")), reverse("ecosystem:profile_list")),
    ]
    found.insert(1, Section(str(_("Startup ecosystem")), [directory, *kinds, *others]))
    return found


def sitemap(request: HttpRequest) -> HttpResponse:
    """One map of everything, or an index of maps once the articles fill more than one page."""
    if ArticleSitemap().paginator.num_pages > 1:
        return views.index(request, SITEMAPS, sitemap_url_name="sitemap_section")
    return views.sitemap(request, SITEMAPS)


def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone, and where the map is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in DISALLOWED)]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
