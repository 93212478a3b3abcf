"""The longest dossier that a shipped set of rules asks for, page by page, as its applicant meets it.

Of the five provinces' rules those of Huế ask the most: 6 sections with 13 questions of four kinds,
2 divisions, 3 rounds, teams of up to 10 people. Quảng Ngãi has 5 sections with 10 questions (one
section opens in the semi-final only), Hà Tĩnh 5 with 11, Bắc Kạn and Tây Ninh 4 with 9 and no
division. An enterprise with a member below 18 adds every page that depends on who enters.
"""

import json
from types import SimpleNamespace

import pytest
import typst
from playwright.sync_api import expect

from tests.browser.pages import PASSWORD, sideways, sign_in
from tests.browser.stage import press, sees
from tests.browser.test_autosave import OFFLINE, kept
from tests.browser.test_pages import axe_findings

EMAIL = "doanh-nghiep-hue@khoinghiep.test"
PHONE = {"width": 360, "height": 740}
CONTINUE = "button[name=action][value=continue]:not([aria-hidden])"
TEXT = "Sấy hồng vành khuyên bằng năng lượng mặt trời cùng các hộ trồng ở Văn Lãng."

# An edition of a year that nothing else in the demo set uses, open now, and a draft to type in.
MAKE = """
import json
from datetime import timedelta
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone
from contests.domain.editions import create_edition, publish_contest
from contests.domain.presets import presets
from contests.models import Application, Contest, OfficialDecision
from portal.audit import SYSTEM
from portal.models import User

contest = create_edition(2020, actor=SYSTEM, preset=presets()["hue"])
now = timezone.now()
Contest.objects.filter(pk=contest.pk).update(
    is_demo=True, opens_at=now - timedelta(days=1), deadline_at=now + timedelta(days=9),
    screening_until=(now + timedelta(days=20)).date(), contact_name="Tổ Thư ký",
    contact_email="thuky@khoinghiep.test",
)
contest.rule_sets.update(
    decision=OfficialDecision.objects.create(
        contest=contest, number="20/QĐ-BTC", issued_on=now.date(), signer="Nông Văn Tổ"
    )
)
contest.refresh_from_db()
publish_contest(contest, actor=SYSTEM)
user = User.objects.create_user(email="{email}", password="{password}", full_name="Hoàng Thị Lý")
EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
draft = Application.objects.create(
    contest=contest, owner=user, title="Hồng sấy Văn Lãng", applicant_type="individual"
)
section = contest.sections.get(slug="kinh-doanh")
fields = {{row.key: f"q{{row.pk}}" for row in section.questions.all()}}
print(json.dumps({{
    "start": reverse("contests:application_start", args=[contest.year]),
    "sections": list(contest.sections.order_by("order").values_list("slug", flat=True)),
    "typing": reverse("contests:application_section", args=[draft.public_id, section.slug]),
    **{{key.replace("-", "_"): name for key, name in fields.items()}},
}}))
"""

COMPANY = {"organization_name": "Công ty TNHH Hồng Văn Lãng", "tax_code": "4900123456"}
PUPIL = {
    "full_name": "Lý Văn Sơn",
    "birth_date": "2/9/2012",
    "role": "Ảnh và trang mạng",
    "contribution": "Chụp ảnh, viết bài giới thiệu sản phẩm",
    "guardian_name": "Lý Văn Hải",
    "guardian_relation": "Bố",
    "guardian_phone": "0912 345 679",
}
REPRESENTATIVE = {
    "contact_name": "Hoàng Thị Lý",
    "contact_birth_date": "27/3/1990",
    "contact_phone": "0912 345 678",
    "contact_email": EMAIL,
}


@pytest.fixture(scope="module")
def edition(portal):
    made = portal.manage(code=MAKE.format(email=EMAIL, password=PASSWORD))
    return SimpleNamespace(**json.loads(made.strip().splitlines()[-1]))


class Walk:
    """One way through the dossier on a telephone; keeps what was wrong with the pages it met.

    axe is a script itself, and its page runs none: it looks at the same HTML in a ``mirror``, a
    browser that may run scripts but gets none of the portal's.
    """

    def __init__(self, page, mirror):
        self.page = page
        self.mirror = mirror
        self.findings = []
        self.seen = []

    def look(self, name):
        """The page as it stands: within its window, and without a finding of axe."""
        self.seen.append(name)
        if sideways(self.page) > 0:
            self.findings.append(f"{name}: wider than the window by {sideways(self.page)} px")
        url, body = self.page.url, self.page.content()
        self.mirror.route(url, lambda route: route.fulfill(body=body, content_type="text/html"))
        self.mirror.goto(url)
        self.mirror.unroute(url)
        self.findings += [f"{name}: {finding}" for finding in axe_findings(self.mirror)]

    def fill(self, values):
        for name, value in values.items():
            self.page.fill(f"[name={name}]", value)

    def save(self, name, *, button=CONTINUE):
        """Look at the filled page and send it; what it refuses is a finding too."""
        self.look(name)
        press(self.page, button)
        for summary in self.page.locator(".error-summary").all():
            self.findings.append(f"{name}: {summary.inner_text()}")

    def upload(self, name, *, button="button[value=upload]"):
        """Add a PDF, and look at the page that then lists it."""
        content = typst.compile(b"= Tai lieu")
        file = {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": content}
        self.page.set_input_files("input[type=file]", file)
        press(self.page, button)
        sees(self.page, "main", f"{name}.pdf")
        self.look(name)


@pytest.fixture
def walk(new_context):
    page = new_context(java_script_enabled=False, viewport=PHONE).new_page()
    page.set_default_timeout(10_000)
    mirror = new_context(viewport=PHONE).new_page()
    mirror.route("**/*.js", lambda route: route.abort())
    return Walk(page, mirror)


def begin(walk, edition, portal):
    """From the edition's page to the task list of a new draft."""
    page = walk.page
    sign_in(page, portal, EMAIL)
    page.goto(portal.url + edition.start)
    walk.look("bat-dau")
    press(page, "main a.btn-cta")
    for question in page.locator("main fieldset").all():
        question.locator("input[value=yes]").check()
    walk.save("dieu-kien", button="main form button[type=submit]")
    page.fill("input[name=title]", "Hồng vành khuyên sấy dẻo")
    walk.save("ten-du-an", button="main form button[type=submit]")
    walk.look("danh-sach")
    return page.url


def name_the_people(walk, dossier):
    """Everything that depends on who enters: an enterprise, its people, a guardian."""
    page = walk.page
    page.goto(f"{dossier}bang-thi/")
    page.check("input[name=applicant_type][value=enterprise]")
    page.locator("input[name=division]").last.check()
    page.locator("select[name=field]").select_option(index=1)
    walk.save("bang-thi")
    walk.fill(REPRESENTATIVE)
    page.locator("select[name=locality]").select_option(index=1)
    walk.save("dai-dien")
    page.goto(f"{dossier}thanh-vien/them/")
    walk.fill(PUPIL)
    walk.save("them-thanh-vien", button="main form button[type=submit]")
    page.check("input[name=is_complete][value=yes]")
    walk.save("thanh-vien")
    walk.fill(COMPANY | {"registered_on": "15/8/2024"})
    walk.save("to-chuc")
    walk.upload("giam-ho")
    page.goto(f"{dossier}de-cu/")
    walk.save("de-cu")


def meet_errors(walk, url):
    """A page of questions sent empty."""
    walk.page.goto(url)
    press(walk.page, CONTINUE)
    sees(walk.page, ".error-summary", "Có lỗi cần kiểm tra lại")
    walk.look("lỗi")


def answer_section(walk, url):
    page, name = walk.page, url.rstrip("/").rsplit("/", 1)[-1]
    page.goto(url)
    for box in page.locator("main form textarea").all():
        box.fill(TEXT)
    for box in page.locator("main form input[type=text]").all():
        box.fill("12")
    for choice in page.locator("main form fieldset").all():
        choice.locator("input[type=radio]").first.check()
    walk.save(name)


def test_the_longest_dossier_is_filled_in_and_submitted_without_javascript(walk, edition, portal):
    page = walk.page
    dossier = begin(walk, edition, portal)
    name_the_people(walk, dossier)
    meet_errors(walk, f"{dossier}{edition.sections[0]}/")
    for section in edition.sections:
        answer_section(walk, f"{dossier}{section}/")
    page.goto(f"{dossier}thuyet-minh/")
    walk.upload("thuyet-minh")
    page.goto(f"{dossier}minh-chung/")
    page.select_option("select[name=kind]", "evidence")
    walk.upload("minh-chung")
    page.goto(dossier)
    walk.look("danh-sach-du")

    press(page, "main .task-list a[href$='/kiem-tra/']")
    walk.look("kiem-tra")
    press(page, "main a.btn-cta")
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    walk.save("cam-ket", button="main form button[type=submit]")
    sees(page, ".panel-confirm", "LS20-")
    walk.look("da-nop")

    assert set(edition.sections) <= set(walk.seen)
    assert walk.findings == [], "\n" + "\n".join(walk.findings)


def test_ten_minutes_without_network_while_typing_lose_no_answer(page, edition, portal):
    page.set_viewport_size(PHONE)
    page.clock.install()
    sign_in(page, portal, EMAIL)
    page.goto(portal.url + edition.typing)
    market, plan, capital = (
        page.locator(f"[name={name}]")
        for name in (edition.thi_truong, edition.ke_hoach, edition.von_can)
    )
    status = page.locator("[data-autosave-status]")
    market.fill("Khách du lịch qua cửa khẩu.")
    plan.focus()
    expect(status).to_contain_text("Đã lưu lúc")

    page.context.set_offline(True)
    market.fill("Khách du lịch qua cửa khẩu và chợ Kỳ Lừa.")
    plan.focus()
    expect(status).to_have_text(OFFLINE)
    typed = ""
    for minute in range(10):
        typed += f"Tháng {minute + 1}: thêm một lò sấy. "
        plan.fill(typed)
        page.clock.run_for(60_000)
    capital.fill("150.000.000")
    expect(status).to_have_text(OFFLINE)
    assert "Tháng 10" in kept(page)[0]
    assert axe_findings(page) == []
    assert sideways(page) <= 0

    page.context.set_offline(False)
    expect(status).to_contain_text("Đã lưu lúc")
    page.reload()
    expect(market).to_have_value("Khách du lịch qua cửa khẩu và chợ Kỳ Lừa.")
    expect(plan).to_have_value(typed.strip())
    expect(capital).to_have_value("150.000.000")
    assert kept(page) == []
