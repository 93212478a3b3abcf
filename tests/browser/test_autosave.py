"""Saving in the background while the network, the server or the session is away.

What is typed must survive: on the page, in the browser after a reload, and it must be said in words.
"""

import json
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.pages import PASSWORD, sideways, sign_in
from tests.browser.test_pages import axe_findings

OFFLINE = "Mất kết nối. Nội dung đang được giữ trên máy này và sẽ tự lưu khi có mạng lại."
EMAIL = "mat-mang@khoinghiep.test"

# A dossier of its own, with one section that holds a question of every kind.
MAKE = """
import json
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone
from contests.enums import QuestionKind
from contests.models import Application, Contest, Question, Section
from contests.forms.applicant_questions import _MAKERS
from portal.models import User

contest = Contest.objects.contests().get(year=timezone.localdate().year)
user = User.objects.create_user(email="{email}", password="{password}", full_name="Hoàng Thị Lý")
EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
section = Section.objects.create(
    contest=contest, slug="moi-loai-cau-hoi", title="Mọi loại câu hỏi", order=99
)
kinds = [QuestionKind(k) for k in _MAKERS]
for order, kind in enumerate(kinds):
    Question.objects.create(
        section=section, key=f"cau-{{order}}", label=f"Câu hỏi: {{kind.label}}", kind=kind,
        order=order, is_required=False, max_words=200, help_text="Trả lời ngắn gọn.",
        choices="Có sẵn\\nĐang làm\\nChưa có",
        columns="Tên sản phẩm | text\\nSố lượng | number\\nDoanh thu | money",
    )
draft = Application.objects.create(
    contest=contest, owner=user, title="Trà hoa hồi", applicant_type="individual"
)
print(json.dumps({{
    "draft": draft.get_absolute_url(),
    "section": reverse("contests:application_section", args=[draft.public_id, section.slug]),
    "kinds": kinds,
    "long": f"q{{section.questions.get(kind='long_text').pk}}",
    "short": f"q{{section.questions.get(kind='short_text').pk}}",
}}))
"""

# Somebody of the team saves the same answer meanwhile.
OVERTAKE = """
from contests.models import Answer, Application, Question
draft = Application.objects.get(owner__email="{email}")
question = Question.objects.get(pk={question})
Answer.objects.update_or_create(
    application=draft, question=question, defaults={{"value": "{value}"}}
)
"""


@pytest.fixture(scope="session")
def dossier(portal):
    made = portal.manage(code=MAKE.format(email=EMAIL, password=PASSWORD))
    return SimpleNamespace(**json.loads(made.strip().splitlines()[-1]))


@pytest.fixture
def section(page, portal, dossier):
    """The section in a browser whose clock the test turns."""
    page.clock.install()
    sign_in(page, portal, EMAIL)
    page.goto(portal.url + dossier.section)
    return SimpleNamespace(
        page=page,
        url=portal.url + dossier.section,
        long=page.locator(f"textarea[name={dossier.long}]"),
        short=page.locator(f"input[name={dossier.short}]"),
        status=page.locator("[data-autosave-status]"),
        offer=page.locator("[data-kept]"),
    )


def kept(page):
    """What this browser keeps, as texts."""
    return page.evaluate(
        "Object.keys(localStorage).filter(k => k.startsWith('luu-tam:')).map(k => localStorage[k])"
    )


def break_saving(page, **answer):
    """From now on saves in the background fail: no answer at all, or ``answer``."""

    def fail(route):
        if route.request.method != "POST":
            route.continue_()
        elif answer:
            route.fulfill(**answer)
        else:
            route.abort()

    page.route("**/moi-loai-cau-hoi/", fail)


def mend_saving(page):
    page.unroute("**/moi-loai-cau-hoi/")


def run_until_saved(section, *, minutes=3):
    """Let the page's time pass until a save is asked for, then wait for its answer.

    Pauses keep the page's clock and requests keep real time. The clock goes in steps that are
    shorter than the page's patience: a longer one would end a request before it can be answered.
    """
    asked = []
    section.page.on("request", lambda request: asked.append(request.method == "POST"))
    for _step in range(minutes * 12):
        section.page.clock.run_for(5_000)
        if any(asked):
            break
    expect(section.status).to_contain_text("Đã lưu lúc")


def test_ten_minutes_without_network_lose_nothing_and_are_told(complaints, section):
    page = section.page
    page.set_viewport_size({"width": 360, "height": 740})
    section.long.fill("Sấy hồng vành khuyên bằng năng lượng mặt trời.")
    page.context.set_offline(True)
    section.short.focus()
    expect(section.status).to_have_text(OFFLINE)

    for minute in range(10):
        page.clock.run_for(60_000)
        section.short.fill(f"Phút thứ {minute + 1}")
    expect(section.status).to_have_text(OFFLINE)
    assert section.status.get_attribute("role") == "status"
    assert "Phút thứ 10" in kept(page)[0]
    assert axe_findings(page) == []
    assert sideways(page) <= 0

    page.context.set_offline(False)
    expect(section.status).to_contain_text("Đã lưu lúc")
    assert kept(page) == []
    page.reload()
    expect(section.short).to_have_value("Phút thứ 10")
    expect(section.long).to_have_value("Sấy hồng vành khuyên bằng năng lượng mặt trời.")
    expect(section.offer).to_be_hidden()
    # what the browser itself says of a request without network is no complaint about the page
    complaints[:] = [line for line in complaints if "ERR_INTERNET_DISCONNECTED" not in line]


def test_a_server_that_breaks_is_asked_again_with_growing_pauses(section):
    page = section.page
    break_saving(page, status=502, body="<h1>Bad gateway</h1>")
    section.short.fill("Máy chủ bận")
    section.long.focus()
    expect(section.status).to_have_text(OFFLINE)

    with page.expect_response(lambda answer: answer.status == 502):
        page.clock.run_for(2_000)
    mend_saving(page)
    run_until_saved(section)


def test_a_quarter_of_an_hour_later_it_is_still_asked_again(section):
    page = section.page
    break_saving(page)
    section.short.fill("Mười lăm phút")
    section.long.focus()
    expect(section.status).to_have_text(OFFLINE)
    for _minute in range(15):
        page.clock.run_for(60_000)

    mend_saving(page)
    run_until_saved(section)


def test_kept_text_is_offered_when_the_page_is_opened_again(section):
    page = section.page
    page.set_viewport_size({"width": 360, "height": 740})
    section.long.fill("Bản đã lưu")
    section.short.focus()
    expect(section.status).to_contain_text("Đã lưu lúc")
    break_saving(page)
    section.long.fill("Chưa tới được máy chủ")
    section.short.focus()
    expect(section.status).to_have_text(OFFLINE)

    page.reload()
    expect(section.offer).to_be_visible()
    expect(section.offer).to_contain_text("Có nội dung chưa lưu từ")
    expect(section.long).to_have_value("Bản đã lưu")
    assert axe_findings(page) == []
    mend_saving(page)
    section.offer.get_by_role("button", name="Dùng lại").click()

    expect(section.long).to_have_value("Chưa tới được máy chủ")
    expect(section.status).to_contain_text("Đã lưu lúc")
    expect(section.offer).to_be_hidden()
    assert kept(page) == []


def test_kept_text_can_be_dropped(section):
    page = section.page
    break_saving(page)
    section.long.fill("Viết nhầm")
    section.short.focus()
    expect(section.status).to_have_text(OFFLINE)
    page.reload()

    section.offer.get_by_role("button", name="Bỏ").click()

    expect(section.offer).to_be_hidden()
    assert kept(page) == []
    mend_saving(page)
    page.reload()
    expect(section.offer).to_be_hidden()


def test_a_page_sent_with_its_button_is_not_offered_again(section, dossier, portal):
    page = section.page
    section.short.fill("Gửi bằng nút bấm")
    page.click("main form button[value=later]")
    assert page.url == portal.url + dossier.draft

    page.goto(section.url)

    expect(section.short).to_have_value("Gửi bằng nút bấm")
    expect(section.offer).to_be_hidden()
    assert kept(page) == []


def test_the_button_leads_nowhere_while_the_network_is_away(section):
    page = section.page
    section.short.fill("Bấm nút khi mất mạng")
    page.context.set_offline(True)

    page.click("main form button[value=later]")

    expect(section.status).to_have_text(OFFLINE)
    assert page.url == section.url
    page.context.set_offline(False)
    expect(section.status).to_contain_text("Đã lưu lúc")


def test_a_session_that_ended_is_told_with_a_way_back(section, portal):
    page = section.page
    page.context.clear_cookies(name="sessionid")
    section.short.fill("Hết phiên đăng nhập")
    section.long.focus()
    expect(section.status).to_contain_text("Phiên đăng nhập đã hết.")

    section.status.get_by_role("link", name="Đăng nhập lại để lưu").click()
    page.fill("input[name=login]", EMAIL)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form[method=post] button[type=submit]")
    page.wait_for_url(section.url)
    section.offer.get_by_role("button", name="Dùng lại").click()

    expect(section.short).to_have_value("Hết phiên đăng nhập")
    expect(section.status).to_contain_text("Đã lưu lúc")


def test_signing_out_leaves_nothing_behind(section):
    page = section.page
    break_saving(page)
    section.short.fill("Máy tính dùng chung")
    section.long.focus()
    expect(section.status).to_have_text(OFFLINE)
    assert len(kept(page)) == 1

    with page.expect_navigation():
        page.locator("form[data-sign-out] button").first.click()

    assert kept(page) == []


def test_signing_out_saves_first_what_was_typed_last(section, portal):
    page = section.page
    section.short.fill("Câu cuối trước khi đăng xuất")

    with page.expect_navigation():
        page.locator("form[data-sign-out] button").first.click()

    assert kept(page) == []
    sign_in(page, portal, EMAIL)
    page.goto(section.url)
    expect(section.short).to_have_value("Câu cuối trước khi đăng xuất")


def test_what_others_saved_meanwhile_is_told_and_not_replaced(section, dossier, portal):
    page = section.page
    overtake = OVERTAKE.format(
        email=EMAIL, question=dossier.long.removeprefix("q"), value="Bản của đồng đội"
    )
    portal.manage(code=overtake)
    section.long.fill("Bản của tôi")
    section.short.focus()
    expect(section.status).to_contain_text("sau khi bạn mở trang")
    assert len(kept(page)) == 1

    page.reload()
    expect(section.long).to_have_value("Bản của đồng đội")
    section.offer.get_by_role("button", name="Dùng lại").click()

    expect(section.status).to_contain_text("sau khi bạn mở trang")
    expect(section.long).to_have_value("Bản của tôi")
    page.reload()
    expect(section.long).to_have_value("Bản của đồng đội")


def test_every_kind_of_question_is_accessible_on_a_telephone_without_scripts(page, portal, dossier):
    page.set_viewport_size({"width": 360, "height": 740})
    # axe is a script itself: the page's own are kept from it instead of all scripts
    page.route("**/*.js", lambda route: route.abort())
    sign_in(page, portal, EMAIL)
    page.goto(portal.url + dossier.section)

    assert page.locator("main form .field, main form fieldset").count() >= len(dossier.kinds)
    expect(page.locator("[data-kept]")).to_be_hidden()
    assert sideways(page) <= 0
    assert axe_findings(page) == []
