"""The main pages in a real browser: accessible in every theme, narrow and strict.

axe finds only part of what matters (the rest is looked at by people), but what it finds must be
nothing: ten pages, four themes, a telephone and a desk.
"""

import json
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.browser.pages import PASSWORD, THEMES, set_theme, sideways, sign_in

# What the demo set holds, as addresses. The judge pledges and the reading stays put afterwards:
# the pages below must not depend on which test ran first.
FIND = """
import json
from django.urls import reverse
from django.utils import timezone
from contests.domain.judging import pledge
from contests.models import Application, Assignment, OfficialDecision, Round
from ecosystem.models import PolicyDocument
from news.models import Article

year = timezone.localdate().year
drafts = list(
    Application.objects.filter(contest__year=year, state="draft")
    .select_related("owner")
    .order_by("pk")[:2]
)
section = drafts[0].contest.sections.order_by("order").first().slug
open_round = Round.objects.get(contest__year=year - 1, state="open")
unsent = list(
    Assignment.objects.filter(
        entry__round=open_round, judge__email="giamkhao1@khoinghiep.test", sheet=None
    )
    .select_related("judge", "entry__application")
    .order_by("pk")[:2]
)
pledge(open_round, judge=unsent[0].judge)
place = [year - 1, open_round.slug]
article = Article.objects.filter(state="published").order_by("pk").first()
submitted = Application.objects.filter(contest__year=year, state="submitted").first()
print(json.dumps({
    "year": year,
    "applicant": drafts[0].owner.email,
    "draft": drafts[0].get_absolute_url(),
    "section": reverse("contests:application_section", args=[drafts[0].public_id, section]),
    "other_applicant": drafts[1].owner.email,
    "other_draft": drafts[1].get_absolute_url(),
    "other_section": reverse("contests:application_section", args=[drafts[1].public_id, section]),
    "judge_round": reverse("contests:judge_round", args=place),
    "pledge": reverse("contests:judge_pledge", args=place),
    "sheets": [
        reverse("contests:judge_sheet", args=[*place, row.entry.application.public_id])
        for row in unsent
    ],
    "article": article.get_absolute_url(),
    "document": PolicyDocument.objects.first().get_absolute_url(),
    "admin": [
        reverse("admin:index"),
        *[
            reverse(f"admin:{name}_changelist")
            for name in (
                "contests_application", "contests_contest", "contests_round", "news_article",
            )
        ],
        *[
            reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
            for row in (submitted, submitted.contest, open_round, article)
        ],
        reverse("admin:contests_application_step", args=[submitted.pk, "mark_valid"]),
        reverse("admin:news_article_add"),
    ],
}))
"""

# name: (address, who looks); addresses with {…} are filled in from what FIND found.
MAIN = {
    "home": ("/", None),
    "edition": ("/cuoc-thi/{year}/", None),
    "results": ("/cuoc-thi/{results_year}/ket-qua/", None),
    "figures": ("/so-lieu/", None),
    "news": ("/tin-tuc/", None),
    "article": ("{article}", None),
    "directory": ("/he-sinh-thai/", None),
    "task-list": ("{draft}", "applicant"),
    "section": ("{section}", "applicant"),
    "sheet": ("{sheet}", "judge"),
}
ALSO_NARROW = {
    "finder": ("/chinh-sach-ho-tro/tim/?la=person&can=tu-van-phap-ly", None),
    "sign-in": ("/tai-khoan/dang-nhap/", None),
    "sign-up": ("/tai-khoan/tao/", None),
    "documents": ("/van-ban/", None),
    "search": ("/tim-kiem/?q=khởi+nghiệp", None),
}
PUBLIC_TOO = (
    "/cuoc-thi/",
    "/cuoc-thi/{year}/the-le/",
    "/cuoc-thi/{year}/tieu-chi/",
    "/cuoc-thi/{year}/bieu-mau/",
    "/du-an/",
    "/dao-tao/",
    "/khu-lam-viec-chung/",
    "/khu-lam-viec-chung/dang-ky/",
    "/khu-lam-viec-chung/phong/phong-hop-nhom/",
    "{document}",
    "/van-ban/?q=khoi+nghiep",
    "/chinh-sach-ho-tro/",
    "/chinh-sach-ho-tro/tim/",
    "/chinh-sach-ho-tro/tim/?la=person&can=tu-van-phap-ly",
    "/gioi-thieu/",
    "/lien-he/",
    "/tro-nang/",
    "/quyen-rieng-tu/",
    "/so-do-cong/",
    "/tuy-chon-hien-thi/",
    "/khong-co-trang-nay/",
)
APPLICANT_PAGES = (
    "/tai-khoan/",
    "/khu-lam-viec-chung/cua-toi/",
    "/khu-lam-viec-chung/phong/phong-hop-nhom/dang-ky/",
    "/ho-so/",
    "{draft}",
    "{section}",
    "{draft}dieu-kien/",
    "{draft}bang-thi/",
    "{draft}dai-dien/",
    "{draft}thuyet-minh/",
    "{draft}minh-chung/",
    "{draft}kiem-tra/",
    "{draft}xoa/",
)


@pytest.fixture(scope="session")
def places(portal):
    """Where things are in the demo set, and who may see them."""
    found = json.loads(portal.manage(code=FIND).strip().splitlines()[-1])
    found |= {"results_year": found["year"] - 2, "sheet": found["sheets"][0]}
    found |= {"judge": "giamkhao1@khoinghiep.test", "superuser": "quantri@khoinghiep.test"}
    return SimpleNamespace(**found)


@pytest.fixture(scope="session")
def cookies_of(browser, portal, places):
    """Cookies of somebody signed in through the page; each person signs in once for all tests."""
    kept = {}

    def get(who):
        if who not in kept:
            with browser.new_context() as context:
                sign_in(context.new_page(), portal, getattr(places, who))
                kept[who] = context.cookies()
                names = {cookie["name"] for cookie in kept[who]}
                assert "sessionid" in names, f"{who} could not sign in"
        return kept[who]

    return get


@pytest.fixture
def visit(portal, places, cookies_of):
    """Open an address as somebody; the page itself must come, with all its styles and pictures."""

    def open_(page, address, who=None, *, status=200):
        if who:
            page.context.add_cookies(cookies_of(who))
        path = address.format(**vars(places))
        refused = []

        def note(response):
            if response.status >= 400 and not response.request.is_navigation_request():
                refused.append(f"{response.status} {response.url}")

        page.on("response", note)
        answer = page.goto(portal.url + path)
        page.remove_listener("response", note)
        assert answer.status == status, f"{path}: {answer.status}"
        assert unquote(page.url) == portal.url + path
        assert refused == []
        return page

    return open_


def axe_findings(page):
    """What axe has against the page as it stands, one readable line a place."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run()")["violations"]
    return [
        f"{violation['id']} at {' '.join(map(str, node['target']))}: {violation['help']}"
        f" | {_detail(node)}"
        for violation in found
        for node in violation["nodes"]
    ]


def _detail(node):
    checks = [*node["any"], *node["all"], *node["none"]]
    return "; ".join(check["message"] for check in checks)[:200]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", MAIN)
def test_axe_finds_nothing_in_any_theme(page, portal, visit, name, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    findings = []
    for theme in THEMES:
        set_theme(page.context, portal, theme)
        visit(page, *MAIN[name])
        findings += [f"{theme}: {finding}" for finding in axe_findings(page)]

    assert findings == [], "\n" + "\n".join(findings)


@pytest.mark.parametrize("name", [*MAIN, *ALSO_NARROW])
def test_nothing_scrolls_sideways_at_320_pixels(page, visit, name):
    page.set_viewport_size({"width": 320, "height": 700})

    visit(page, *(MAIN | ALSO_NARROW)[name])

    assert sideways(page) <= 0


def test_public_pages_obey_the_content_security_policy(complaints, page, visit):
    for address, who in [*MAIN.values(), *ALSO_NARROW.values()]:
        if who is None:
            visit(page, address)
    for address in PUBLIC_TOO:
        visit(page, address, status=404 if "khong-co" in address else 200)


def test_applicant_pages_obey_the_content_security_policy(complaints, page, visit):
    for address in APPLICANT_PAGES:
        visit(page, address, "applicant")


def test_judge_pages_obey_the_content_security_policy(complaints, page, visit):
    for address in ("/giam-khao/", "{judge_round}", "{pledge}", "{sheet}", "{sheet}xung-dot/"):
        visit(page, address, "judge")


def test_the_administration_obeys_the_content_security_policy(complaints, page, visit, places):
    for address in places.admin:
        visit(page, address, "superuser")

    editor = page.locator(".prose-editor .tiptap").first
    expect(editor).to_be_visible()
    editor.press_sequentially("Ngày hội")
    page.locator('button[title="Chữ đậm"]').first.click()
    editor.press_sequentially(" khởi nghiệp")
    expect(editor.locator("strong")).to_have_count(1)


@pytest.fixture
def plain_page(browser):
    """A page of a browser without scripts."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


def test_without_scripts_a_visitor_filters_documents(plain_page, visit):
    visit(plain_page, "/van-ban/")
    rows = plain_page.locator("main tbody tr")
    everything = rows.count()

    plain_page.fill(".filter-form input[name=q]", "khởi nghiệp")
    plain_page.click(".filter-form button[type=submit]")

    assert "q=" in plain_page.url
    assert plain_page.input_value(".filter-form input[name=q]") == "khởi nghiệp"
    assert 0 < rows.count() < everything


def test_without_scripts_the_display_bar_enlarges_the_text(plain_page, visit):
    plain_page.set_viewport_size({"width": 1280, "height": 800})
    visit(plain_page, "/van-ban/")
    before = plain_page.locator("html").get_attribute("data-co-chu")

    plain_page.click(".display-bar button[value=size-up]")

    assert plain_page.url.endswith("/van-ban/")
    assert int(plain_page.locator("html").get_attribute("data-co-chu")) == int(before) + 1


def test_without_scripts_an_applicant_signs_in_and_saves_a_section(plain_page, portal, places):
    sign_in(plain_page, portal, places.other_applicant, PASSWORD)
    plain_page.goto(portal.url + places.other_section)
    answer = plain_page.locator("main form textarea").first
    answer.fill("Chế biến hồng vành khuyên sấy dẻo cùng các hộ trồng ở Văn Lãng.")
    field = answer.get_attribute("name")

    plain_page.click("main form button[value=later]")

    assert plain_page.url == portal.url + places.other_draft
    plain_page.goto(portal.url + places.other_section)
    saved = plain_page.locator(f"main form textarea[name='{field}']")
    assert "hồng vành khuyên" in saved.input_value()


def test_without_scripts_a_judge_saves_a_draft_sheet(plain_page, portal, visit, places):
    visit(plain_page, places.sheets[1], "judge")
    points = plain_page.locator("fieldset.criterion").first.locator("input[type=text]").first
    field = points.get_attribute("name")
    points.fill("18,5")

    plain_page.click("main form button[value=draft]")

    assert plain_page.locator(".field-error").count() == 0
    plain_page.goto(portal.url + places.sheets[1])
    assert plain_page.input_value(f"input[name='{field}']") == "18,5"
