"""An article from its draft to its correction, walked by author, approver and reader."""

import datetime as dt
import json

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.stage import Stage, press

TITLE = "Chợ phiên khởi nghiệp mở cửa cuối tuần"
LEAD = "Sáng thứ Bảy này, các dự án của tỉnh bày bán sản phẩm tại phố đi bộ Kỳ Lừa, mời bạn đọc đến thăm."
STEP = "#content-main form input[type=submit]"
SAVE = "input[name=_continue]"
# What the portal did with the article by itself, run beside the journey instead of waiting a day.
PASS_TIME = """
from datetime import timedelta
from django.utils import timezone
from news.domain.articles import publish_due
from news.models import Article
from portal.page_cache import begin_generation
print(publish_due(timezone.now() + timedelta(days=2)))
# The hour that was set lies ahead of the real clock: from here on it has come.
Article.objects.filter(published_at__gt=timezone.now(), state="published").update(
    published_at=timezone.now())
begin_generation()
"""
TELL = """
import json
from auditlog.models import LogEntry
from news.models import Article
article = Article.objects.get(title="%s")
lines = LogEntry.objects.get_for_object(article).order_by("pk")
told = [[line.additional_data["verb"], line.actor.email if line.actor else ""]
        for line in lines if line.additional_data]
print(json.dumps({"told": told, "revisions": article.revisions.count(),
                  "redirects": [row.path for row in article.redirects.all()],
                  "path": article.path}))
"""


@pytest.fixture
def stage(portal, new_context):
    return Stage(portal, new_context, settings.BASE_DIR / "var" / "newsroom", scripts=False)


def step(page, label):
    """Press the button of a step, read what will happen, and take it."""
    page.get_by_role("link", name=label, exact=True).click()
    press(page, STEP)


OLD = "/tin-tuc/hoat-dong-cua-tinh/cho-phien-khoi-nghiep-mo-cua-cuoi-tuan/"
NEW = "/tin-tuc/hoat-dong-cua-tinh/cho-phien-khoi-nghiep/"


def test_an_article_goes_out_at_its_time_moves_and_is_corrected(stage):
    edit = write(stage, stage.person("bientap"))
    send_back_and_forth(stage, edit)
    set_its_time(stage, edit)
    let_time_pass(stage)
    correct(stage, edit)

    left = json.loads(stage.portal.manage(code=TELL % TITLE))
    assert left["told"] == [
        ["submit_for_review", "bientap@khoinghiep.test"],
        ["return_to_author", "duyetbai@khoinghiep.test"],
        ["submit_for_review", "bientap@khoinghiep.test"],
        ["approve", "duyetbai@khoinghiep.test"],
        ["schedule", "duyetbai@khoinghiep.test"],
        ["publish", ""],
        ["correct", "duyetbai@khoinghiep.test"],
    ]
    assert left["revisions"] == 3
    assert left["redirects"] == ["hoat-dong-cua-tinh/cho-phien-khoi-nghiep-mo-cua-cuoi-tuan"]
    assert [line for line in stage.complaints if "404" not in line] == []


def write(stage, author):
    """The author's draft, read by somebody without an account; returns where it is edited."""
    author.goto(f"{stage.portal.url}/admin/news/article/add/")
    author.fill("#id_title", TITLE)
    author.fill("#id_lead", LEAD)
    author.fill("#id_body", "<p>Chợ phiên mở từ bảy giờ.</p>")
    author.select_option("#id_category", label="Hoạt động của tỉnh")
    author.fill("#id_author_name", "Ban biên tập")
    press(author, SAVE)
    edit = author.url
    reader = stage.stranger()
    reader.goto(author.locator(".article-preview-link").get_attribute("href"))
    expect(reader.locator("h1")).to_have_text(TITLE)
    stage.shot(reader, "xem-truoc")
    step(author, "Gửi duyệt")
    return edit


def send_back_and_forth(stage, edit):
    """The approver wants more, the author adds it."""
    author, approver = stage.person("bientap"), stage.person("duyetbai")
    approver.goto(edit)
    approver.get_by_role("link", name="Trả lại người viết", exact=True).click()
    approver.fill("#id_reason", "Ghi thêm giờ đóng cửa.")
    press(approver, STEP)
    author.goto(edit)
    expect(author.locator(".article-comments")).to_contain_text("Ghi thêm giờ đóng cửa.")
    author.fill("#id_body", "<p>Chợ phiên mở từ bảy giờ đến mười một giờ.</p>")
    press(author, SAVE)
    stage.shot(author, "trao-doi")
    step(author, "Gửi duyệt")


def set_its_time(stage, edit):
    approver = stage.person("duyetbai")
    approver.goto(edit)
    step(approver, "Duyệt bài")
    tomorrow = timezone.localtime() + dt.timedelta(days=1)
    approver.get_by_role("link", name="Hẹn giờ đăng", exact=True).click()
    approver.fill("#id_published_at_0", f"{tomorrow:%d/%m/%Y}")
    approver.fill("#id_published_at_1", "07:30")
    press(approver, STEP)
    approver.goto(f"{stage.portal.url}/admin/news/article/coming/")
    expect(approver.locator("#content-main")).to_contain_text(TITLE)
    stage.shot(approver, "lich-dang")


def let_time_pass(stage):
    """Readers find nothing before; afterwards the page is there."""
    reader = stage.stranger()
    assert stage.status(reader, OLD) == 404
    assert stage.portal.manage(code=PASS_TIME).strip().endswith("1")
    assert stage.status(reader, OLD) == 200
    stage.shot(reader, "da-dang")


def correct(stage, edit):
    """The approver mends the words and the address; readers of the old one are led on."""
    approver, reader = stage.person("duyetbai"), stage.stranger()
    approver.goto(edit)
    approver.fill("#id_slug", "cho-phien-khoi-nghiep")
    approver.fill("#id_body", "<p>Chợ phiên mở từ tám giờ đến mười một giờ.</p>")
    press(approver, SAVE)
    approver.get_by_role("link", name="Thêm đính chính", exact=True).click()
    approver.fill("#id_text", "Bản đầu ghi mở cửa từ bảy giờ; đúng là tám giờ.")
    press(approver, STEP)
    reader.goto(f"{stage.portal.url}{OLD}")
    assert reader.url.endswith(NEW)
    expect(reader.locator(".article-corrections")).to_contain_text("đúng là tám giờ")
    stage.shot(reader, "dinh-chinh")
    approver.goto(edit.replace("/change/", "/revisions/3/"))
    expect(approver.locator("ins").first).to_contain_text("tám")
    stage.shot(approver, "ban-da-luu")
