"""One article from its draft to a correction: author, approver and reader, each in a browser.

Real server, worker, beat and SMTP. Nothing is decided here but the hour, which is moved on.
"""

import re
import time
from datetime import date, timedelta

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.pages import sideways
from tests.browser.stage import Stage, press, sees
from tests.browser.story_office import SUBMIT, written
from tests.browser.test_pages import axe_findings
from tests.factories.files import picture_bytes

AUTHOR, APPROVER = "bientap", "duyetbai"
AUTHOR_NAME, APPROVER_NAME = "Lương Thị Biên", "Vi Văn Duyệt"
TITLE = "Mười hai dự án vào vòng chung kết"
LEAD = "Ban Tổ chức chọn mười hai dự án của các xã, phường vào vòng chung kết diễn ra tuần tới."
ALT = "Ba nhóm dự thi trình bày sản phẩm hồi trước Hội đồng giám khảo"
OLD_SLUG, NEW_SLUG = "muoi-hai-du-an-vao-vong-chung-ket", "chung-ket-nam-nay"
PUBLIC = f"/tin-tuc/cuoc-thi/{OLD_SLUG}/"
PHONE = {"width": 360, "height": 800}
ADMIN = "/admin/news/article/"
EDITOR = ".field-body .ProseMirror[contenteditable=true]"
SAVE_AND_STAY = ".submit-row input[name=_continue]"
OK, MOVED, NOT_FOUND = 200, 301, 404


@pytest.fixture
def stage(start_portal, new_context):
    portal = start_portal("from portal.site.demo import people; people.ensure_staff()")
    return Stage(portal, new_context, settings.BASE_DIR / "var" / "newsroom")


def test_an_article_from_its_draft_to_a_correction(stage):
    author, approver = stage.person(AUTHOR), stage.person(APPROVER)
    write(stage, author)
    change = author.url
    step(stage, author, change, "submit_for_review")
    send_back(stage, approver, change)
    mend_while_somebody_else_writes(stage, author, approver, change)
    step(stage, author, change, "submit_for_review")
    schedule(stage, approver, change)

    reader = stage.stranger()
    reader.set_viewport_size(PHONE)
    read_once_the_hour_has_come(stage, reader)
    move(stage, approver, reader, change)
    correct(stage, approver, reader, change)
    bring_back_what_it_said(stage, approver, change)
    check_the_trail(approver, change)
    assert stage.complaints == []


def look(stage, page, name):
    """As phone or desktop it is not too wide, and nothing stands against it for the blind."""
    stage.shot(page, name)
    assert stands_against(stage, page) == []


def stands_against(stage, page):
    """What axe finds; it measures with styles of its own, of which the policy rightly complains."""
    before = len(stage.complaints)
    found = axe_findings(page)
    del stage.complaints[before:]
    return found


def step(stage, page, change, name, **values):
    """Take a step of the article: its button, the page that says what will happen, the act."""
    page.goto(change)
    press(page, f"a.workflow-step[href$='/step/{name}/']")
    for field, value in values.items():
        page.fill(f"[name={field}]", value)
    look(stage, page, name)
    press(page, SUBMIT)
    sees(page, ".messagelist .success")


def write(stage, page):
    """A draft with text from the editor, and a picture that is refused without its words."""
    page.goto(f"{stage.portal.url}{ADMIN}add/")
    page.fill("[name=title]", TITLE)
    page.select_option("[name=category]", label="Cuộc thi")
    page.fill("[name=lead]", LEAD)
    page.click(EDITOR)
    page.keyboard.type("Ban Tổ chức công bố ")
    page.keyboard.press("Control+b")
    page.keyboard.type("mười dự án")
    page.keyboard.press("Control+b")
    page.keyboard.press("Enter")
    page.click("button[title='Danh sách gạch đầu dòng']")
    page.keyboard.type("Hồi hữu cơ")
    add_picture(page)
    look(stage, page, "viet-bai")
    press(page, SAVE_AND_STAY)
    sees(page, ".messagelist .success")
    sees(page, ".workflow-state", "Bản nháp")
    expect(page.locator(EDITOR).locator("strong")).to_have_text("mười dự án")
    expect(page.locator(EDITOR).locator("li")).to_have_text("Hồi hữu cơ")


def add_picture(page):
    """In the window that the form opens; the picture is chosen in the form afterwards."""
    with page.expect_popup() as opened:
        page.click("#add_id_picture")
    popup = opened.value
    file = {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": picture_bytes(size=(1200, 800))}
    popup.set_input_files("[name=image]", file)
    popup.click(".submit-row input[name=_save]")
    sees(popup, ".field-alt_text .errorlist")
    popup.fill("[name=alt_text]", ALT)
    popup.set_input_files("[name=image]", file)
    with popup.expect_event("close"):
        popup.click(".submit-row input[name=_save]")
    expect(page.locator("[name=picture] option:checked")).to_have_text(ALT)


def send_back(stage, page, change):
    """The approver finds it among the own tasks, says something, and returns it with a reason."""
    page.goto(f"{stage.portal.url}/admin/")
    press(page, "a[href*='/admin/news/article/?state']")
    press(page, f"#result_list a:has-text('{TITLE}')")
    press(page, "a[href$='/comment/']")
    page.fill("[name=text]", "Nên ghi rõ số dự án của từng bảng.")
    press(page, SUBMIT)
    sees(page, ".article-comments", "số dự án của từng bảng")
    step(stage, page, change, "return_to_author", reason="Số dự án chưa khớp thông báo 12/TB-BTC.")
    mail = stage.portal.mailbox.wait_for(f"{AUTHOR}@khoinghiep.test", TITLE)
    assert "chưa khớp thông báo 12/TB-BTC" in mail.get_body(("plain",)).get_content()


def mend_while_somebody_else_writes(stage, author, approver, change):
    """Both have the form open: who saves later is told by whom and what, and loses nothing."""
    author.goto(change)
    sees(author, ".article-comments", "chưa khớp thông báo")
    approver.goto(change)
    approver.fill("[name=source]", "Sở Khoa học và Công nghệ")
    press(approver, SAVE_AND_STAY)

    author.fill("[name=author_name]", "Ban Biên tập")
    author.locator(EDITOR).locator("strong").dblclick()
    author.keyboard.press("Home")
    author.keyboard.type("Sáng nay, ")
    press(author, SAVE_AND_STAY)
    sees(author, ".article-conflict", APPROVER_NAME)
    sees(author, ".article-conflict", "Sở Khoa học và Công nghệ")
    expect(author.locator(EDITOR)).to_contain_text("Sáng nay, Ban Tổ chức")
    look(stage, author, "hai-nguoi-cung-sua")
    author.fill("[name=source]", "Sở Khoa học và Công nghệ")
    press(author, SAVE_AND_STAY)
    sees(author, ".messagelist .success")


def schedule(stage, page, change):
    """Approved by the other pair of eyes; set for tomorrow, so that nobody reads it today."""
    step(stage, page, change, "approve")
    tomorrow = date.today() + timedelta(days=1)  # noqa: DTZ011 -- only the form's day
    hour = {"published_at_0": written(tomorrow), "published_at_1": "08:00"}
    step(stage, page, change, "schedule", **hour)
    sees(page, ".workflow-state", "Đã hẹn giờ")
    press(page, "a[href$='/coming/']")
    sees(page, "#content", TITLE)
    look(stage, page, "lich-dang-bai")
    assert stage.status(stage.stranger(), PUBLIC) == NOT_FOUND


def read_once_the_hour_has_come(stage, reader):
    """The hour comes; what beat starts every minute publishes, and the reader finds it in the list."""
    stage.portal.manage(
        code="from django.utils import timezone; from news.models import Article; "
        f"Article.objects.filter(slug='{OLD_SLUG}').update(published_at=timezone.now())"
    )
    deadline = time.monotonic() + 75
    while stage.status(reader, PUBLIC) != OK:
        assert time.monotonic() < deadline, "beat did not publish it"
        time.sleep(1)
    reader.goto(f"{stage.portal.url}/tin-tuc/")
    sees(reader, ".news-card h2", TITLE)
    expect(reader.locator(f".news-card img[alt='{ALT}']")).to_be_visible()
    check_phone(stage, reader, "tin-tuc-tren-dien-thoai")
    press(reader, f".news-card a:has-text('{TITLE}')")
    sees(reader, "h1", TITLE)
    sees(reader, "article strong", "mười dự án")
    check_phone(stage, reader, "bai-tren-dien-thoai")


def check_phone(stage, page, name):
    assert page.viewport_size["width"] == PHONE["width"]
    assert sideways(page) <= 0
    assert stands_against(stage, page) == []
    stage.album.shot(page, name)


def move(stage, approver, reader, change):
    """Another address: who kept the old one is led to it, for good."""
    approver.goto(change)
    approver.fill("[name=slug]", NEW_SLUG)
    press(approver, SAVE_AND_STAY)
    sees(approver, ".messagelist .success")
    answer = reader.goto(f"{stage.portal.url}{PUBLIC}")
    assert answer.request.redirected_from.response().status == MOVED
    expect(reader).to_have_url(re.compile(f"/tin-tuc/cuoc-thi/{NEW_SLUG}/$"))


def correct(stage, approver, reader, change):
    """The text is mended, and a note says so to readers."""
    approver.goto(change)
    approver.locator(EDITOR).locator("strong").dblclick()
    approver.keyboard.press("End")
    approver.keyboard.type(" theo Thông báo 12/TB-BTC")
    press(approver, SAVE_AND_STAY)
    press(approver, "a[href$='/correct/']")
    approver.fill("[name=text]", "Bản đầu thiếu số thông báo; nay bổ sung 12/TB-BTC.")
    look(stage, approver, "dinh-chinh")
    press(approver, SUBMIT)
    sees(approver, ".messagelist .success")
    reader.reload()
    sees(reader, ".article-corrections", "nay bổ sung 12/TB-BTC")
    sees(reader, "article .prose, article", "theo Thông báo 12/TB-BTC")
    check_phone(stage, reader, "bai-co-dinh-chinh")


def bring_back_what_it_said(stage, page, change):
    """The list of revisions, what one of them changed, and the way back to it."""
    page.goto(change)
    press(page, "a[href$='/revisions/']")
    rows = page.locator("#content tbody tr")
    expect(rows.last).to_contain_text(AUTHOR_NAME)
    expect(rows.first).to_contain_text(APPROVER_NAME)
    look(stage, page, "cac-ban-da-luu")
    press(page, "#content tbody tr:nth-child(2) a")
    expect(page.locator(".differences ins").filter(has_text="12/TB-BTC")).to_be_visible()
    look(stage, page, "khac-biet")
    press(page, SUBMIT)
    sees(page, ".messagelist .success")
    expect(page.locator(EDITOR)).not_to_contain_text("12/TB-BTC")


def check_the_trail(page, change):
    """Every act stands there with whose it was; the hour's own act is the portal's."""
    page.goto(change)
    lines = page.locator("#content tr").filter(has=page.locator("td"))
    for who, what in (
        (AUTHOR_NAME, "Gửi duyệt"),
        (APPROVER_NAME, "Trả lại"),
        (APPROVER_NAME, "Duyệt bài"),
        (APPROVER_NAME, "Hẹn giờ đăng"),
        ("hệ thống", "Đăng bài"),
        (APPROVER_NAME, "Thêm đính chính"),
    ):
        expect(lines.filter(has_text=who).filter(has_text=what).first).to_be_visible()
