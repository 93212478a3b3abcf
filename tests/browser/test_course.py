"""A course from the call to the certificate, and the last place of a class that is full.

Officer, trainees and trainer each in a browser of their own, with real mails: the 51st person on 50
places waits, is offered a place after a cancellation and lets it lapse; the next is offered it.
"""

import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.conftest import _is_complaint
from tests.browser.pages import Album, sideways, sign_in
from tests.browser.stage import press, sees
from tests.browser.test_pages import axe_findings

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
PLACES = 50
COURSE, RUN = "Xây dựng mô hình kinh doanh", "Lớp khởi nghiệp số 1"
LAST, FIRST_WAITING, NEXT_WAITING = (
    ("Lộc Thị Năm Mươi", "nam-muoi@daotao.test"),
    ("Vi Văn Chờ", "cho-mot@daotao.test"),
    ("Đàm Thị Kế", "cho-hai@daotao.test"),
)
TRAINER = ("Hoàng Văn Giảng", "giang-khoa-hoc@daotao.test")
QUESTION = "Ông/Bà đang ở giai đoạn nào?"
SUBMIT = "#content-main form input[type=submit]"


class Journey:
    """Browsers of everybody, what axe has against their pages, and pictures of them."""

    def __init__(self, portal, new_context):
        self.portal, self.new_context = portal, new_context
        self.album = Album(settings.BASE_DIR / "var" / "course")
        self.complaints, self.is_looking = [], False
        self.officer = self.browser(DESK)
        self.run = ""

    def browser(self, size=PHONE):
        page = self.new_context(viewport=size).new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: self._listen(page, message))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        return page

    def fits(self, page, name):
        """No page is wider than a telephone."""
        if sideways(page) > 0:
            self.complaints.append(f"{name}: wider than the window by {sideways(page)}")

    def look(self, page, name):
        """A key page: nothing for axe, narrow enough, a picture."""
        self.album.shot(page, name)
        if page.viewport_size == PHONE:
            self.fits(page, name)
        # What axe itself writes into the page is refused by the policy, and is no fault of ours.
        self.is_looking = True
        self.complaints += [f"{name}: {line}" for line in axe_findings(page)]
        self.is_looking = False

    def later(self, act):
        """Do what no browser can."""
        return self.portal.manage(code=f"from tests.browser.course_day import *; {act}").strip()

    def mailed_link(self, address, subject, part):
        """The link in the newest such mail to ``address`` whose path holds ``part``."""
        body = self.portal.mailbox.wait_for(address, subject).get_body(("plain",)).get_content()
        [link, *_more] = [one for one in re.findall(r"https?://\S+", body) if part in one]
        return link

    def admin(self, path):
        self.officer.goto(f"{self.portal.url}/admin/training/{path}")
        return self.officer

    def _listen(self, page, message):
        if _is_complaint(message) and not self.is_looking:
            self.complaints.append(f"{page.url}: {message.text}")


@pytest.fixture
def journey(portal, new_context):
    made = Journey(portal, new_context)
    yield made
    assert made.complaints == []


# --- the call ----------------------------------------------------------------------------------


def make_course(journey):
    sign_in(journey.officer, journey.portal, "daotao@khoinghiep.test")
    page = journey.admin("course/add/")
    page.fill("[name=name]", COURSE)
    page.fill("[name=summary]", "Từ ý tưởng đến bản mô tả mô hình kinh doanh đầu tiên.")
    page.fill("[name=outcomes]", "Lập được mô hình kinh doanh\nTính được giá thành")
    page.fill("[name=min_attendance]", "80")
    press(page, "[name=_save]")
    sees(page, ".messagelist .success", COURSE)


def make_run(journey):
    """Fifty places, one session next week, a trainer and a question."""
    page = journey.admin("courserun/add/")
    page.select_option("[name=course]", label=COURSE)
    page.fill("[name=name]", RUN)
    page.fill("[name=venue]", "Hội trường Sở Khoa học và Công nghệ")
    page.check("[name=takes_registrations]")
    page.fill("[name=capacity]", str(PLACES))
    day = date.today() + timedelta(days=7)  # noqa: DTZ011 -- only the calendar of the journey
    for name, hour in (("starts_at", "08:00"), ("ends_at", "11:30")):
        page.fill(f"[name=sessions-0-{name}_0]", f"{day:%d/%m/%Y}")
        page.fill(f"[name=sessions-0-{name}_1]", hour)
    page.fill("[name=sessions-0-topic]", "Mô hình kinh doanh")
    page.fill("[name=trainers-0-name]", TRAINER[0])
    page.fill("[name=questions-0-text]", QUESTION)
    page.select_option("[name=questions-0-kind]", "choice")
    page.fill("[name=questions-0-choices]", "Mới có ý tưởng\nĐã có sản phẩm")
    page.check("[name=questions-0-is_required]")
    journey.look(page, "quan-tri-lop-moi")
    # The rows of sessions, trainers and questions are seen whole.
    for box in page.locator(".inline-group .tabular").all():
        assert box.evaluate("box => box.scrollWidth - box.clientWidth") <= 0
    press(page, "[name=_continue]")
    sees(page, ".messagelist .success", RUN)
    journey.run = re.search(r"courserun/(\d+)/", page.url)[1]


def publish_run(journey):
    page = journey.officer
    press(page, "a.workflow-step[href$='/step/publish/']")
    press(page, SUBMIT)
    sees(page, ".messagelist .success")


def read_the_call(journey):
    """Whoever reads the pages of training finds the class; returns its address."""
    page = journey.browser()
    page.goto(f"{journey.portal.url}/dao-tao/")
    journey.fits(page, "dao-tao")
    press(page, f"main a:has-text('{RUN}')")
    sees(page, "main", f"{PLACES}/{PLACES}")
    journey.look(page, "lop")
    run_url = page.url
    press(page, "main p > a:has-text('khóa học')")
    sees(page, "main", RUN)
    journey.fits(page, "khoa-hoc")
    return run_url


# --- places ------------------------------------------------------------------------------------


def register(journey, run_url, who, *, look=""):
    """Register without an account, and confirm through the mailed link; returns the own page."""
    name, address = who
    page = journey.browser()
    page.goto(run_url)
    press(page, "main a[href$='/dang-ky/']")
    page.fill("[name=full_name]", name)
    page.fill("[name=email]", address)
    page.fill("[name=phone]", "0912 345 678")
    page.fill("[name=organization_name]", "Hợp tác xã Hồi Xứ Lạng")
    page.select_option("[name=sex]", "female")
    page.fill("[name=birth_year]", "1990")
    page.get_by_label("Đã có sản phẩm").check()
    page.check("[name=consent]")
    if look:
        journey.look(page, f"dang-ky-{look}")
    press(page)
    sees(page, "h1", "hộp thư")
    link = journey.mailed_link(address, "Xác nhận đăng ký học", "/dao-tao/dang-ky/")
    page.goto(link)
    if look:
        journey.fits(page, f"xac-nhan-{look}")
    press(page, "main form[method=post] button")
    return page


def fill_the_class(journey, run_url):
    """The 50th gets the last place with a ticket; the two after them wait in turn."""
    journey.later(f"fill({journey.run}, {PLACES - 1})")
    last = register(journey, run_url, LAST, look="cuoi")
    expect(last.locator(".ticket-code")).to_be_visible()
    journey.look(last, "ve")
    ticket = last.locator(".ticket-code").inner_text()
    journey.portal.mailbox.wait_for(LAST[1], f"[{ticket}]")
    waiting = []
    for turn, who in enumerate((FIRST_WAITING, NEXT_WAITING), start=1):
        page = register(journey, run_url, who)
        sees(page, "main", f"số {turn} trong danh sách chờ")
        expect(page.locator(".ticket-code")).to_have_count(0)
        waiting.append(page)
    journey.look(waiting[1], "danh-sach-cho")
    return last, *waiting


def give_the_place_on(journey, last, first, second):
    """The 50th cancels; the 51st is offered the place and lets it lapse; the 52nd takes it."""
    press(last, "main a[href$='/huy/']")
    journey.fits(last, "huy")
    press(last, "main form[method=post] button")
    sees(last, "main", "hủy")
    journey.portal.mailbox.wait_for(FIRST_WAITING[1], "Có chỗ cho Ông/Bà")
    assert not [m for m in journey.portal.mailbox.to(NEXT_WAITING[1]) if "Có chỗ" in m["Subject"]]
    first.reload()
    sees(first, "main form button", "Nhận chỗ")
    journey.look(first, "moi-nhan-cho")
    second.reload()
    sees(second, "main", "số 1 trong danh sách chờ")

    journey.later(f"let_lapse({FIRST_WAITING[1]!r})")

    journey.portal.mailbox.wait_for(FIRST_WAITING[1], "đã được mời cho người khác")
    first.reload()
    sees(first, "main", "không còn hiệu lực")
    expect(first.locator("main form button")).to_have_count(0)
    journey.look(first, "het-han")
    second.goto(journey.mailed_link(NEXT_WAITING[1], "Có chỗ cho Ông/Bà", "/dao-tao/dang-ky/"))
    press(second, "main form[method=post] button")
    expect(second.locator(".ticket-code")).to_be_visible()


def look_at_the_list(journey):
    page = journey.admin(f"courserun/{journey.run}/change/")
    figures = page.locator(".counts dd").all_inner_texts()
    # Places, registered, confirmed; nobody waits or is asked; two are gone.
    assert figures == [f"{PLACES}/{PLACES}", str(PLACES), str(PLACES), "0", "0", "0", "0", "2"]
    journey.look(page, "quan-tri-lop-day")
    press(page, f"a[href$='?run__id__exact={journey.run}']")
    journey.look(page, "quan-tri-dang-ky")
    page.fill("#searchbar", "dam thi ke")
    press(page, "#changelist-search input[type=submit]")
    press(page, f"#result_list a:has-text('{NEXT_WAITING[0]}')")
    sees(page, "#content-main", "Đã có sản phẩm")


# --- the class ---------------------------------------------------------------------------------


def hold_the_class(journey):
    """The trainer opens the mailed link on a telephone and marks everybody, then one as absent."""
    page = journey.admin(f"courserun/{journey.run}/trainers/")
    page.fill("[name=email]", TRAINER[1])
    press(page, SUBMIT)
    sees(page, ".messagelist .success")
    journey.later(f"move_start({journey.run}, hours=-0.5)")
    trainer = journey.browser()
    trainer.goto(journey.mailed_link(TRAINER[1], "Đường dẫn điểm danh", "/giang-vien/"))
    journey.fits(trainer, "giang-vien-lop")
    press(trainer, ".session-list a.btn")
    trainer.click("button[name=all]")
    expect(trainer.locator("[data-roll-status]")).to_contain_text("Đã lưu tất cả")
    absent = trainer.locator(".roll > li").filter(has_text="Nông Thị Học 07")
    with trainer.expect_response(lambda answer: answer.request.method == "POST"):
        absent.locator("button[name=mark][value$=':absent']").click()
    expect(trainer.locator("[data-roll-status]")).to_contain_text("Đã lưu tất cả")
    journey.look(trainer, "giang-vien-diem-danh")
    journey.later(f"move_start({journey.run}, hours=-5)")


def issue_the_certificates(journey):
    """One batch for whoever came, while its page tells how far it is."""
    page = journey.admin(f"courserun/{journey.run}/certificates/")
    expect(page.locator("[name=person]:checked")).to_have_count(PLACES - 1)
    page.fill("[name=basis]", "Quyết định số 12/QĐ-SKHCN ngày 05/10/2026")
    page.fill("[name=signer]", "Nông Văn Tổ")
    journey.look(page, "quan-tri-giay-chung-nhan")
    press(page, "input[type=submit].default")
    expect(page.locator("progress")).to_be_visible()
    journey.look(page, "quan-tri-dang-cap")
    expect(page.locator("[data-job-state]")).to_contain_text("Đã xong", timeout=60_000)


def check_the_certificate(journey):
    """The 52nd opens the paper of the mail; anybody reads valid, then revoked, or unknown."""
    trainee = journey.browser()
    link = journey.mailed_link(NEXT_WAITING[1], "Giấy chứng nhận", "/giay-chung-nhan/")
    answer = trainee.request.get(link)
    assert answer.body().startswith(b"%PDF")
    check = journey.mailed_link(NEXT_WAITING[1], "Giấy chứng nhận", "/kiem-tra/")
    trainee.goto(check)
    sees(trainee, "main", "còn hiệu lực")
    sees(trainee, "main", "Đ. T. Kế")
    journey.look(trainee, "kiem-tra-con-gia-tri")

    page = journey.admin(f"courserun/{journey.run}/certificates/")
    press(page, f"tr:has-text('{NEXT_WAITING[0]}') a[href$='/revoke/']")
    page.fill("[name=reason]", "Cấp nhầm cho người không học hết lớp.")
    press(page, SUBMIT)
    sees(page, ".messagelist .success")
    trainee.reload()
    sees(trainee, "main", "đã bị thu hồi")
    journey.look(trainee, "kiem-tra-thu-hoi")
    trainee.goto(f"{journey.portal.url}/kiem-tra/KHONGCO12345/")
    sees(trainee, "main", "Không có giấy nào")
    journey.look(trainee, "kiem-tra-khong-co")


def test_a_course_from_the_call_to_the_certificate(journey):
    make_course(journey)
    make_run(journey)
    publish_run(journey)
    run_url = read_the_call(journey)

    last, first, second = fill_the_class(journey, run_url)
    give_the_place_on(journey, last, first, second)
    look_at_the_list(journey)

    hold_the_class(journey)
    issue_the_certificates(journey)
    check_the_certificate(journey)
