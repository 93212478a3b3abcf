"""The story in browsers that run no script, and what it leaves out: nothing needs JavaScript.

Founder, judges, secretariat and Organising Board keep to the forms and links of the pages.
"""

import pytest
from playwright.sync_api import expect

from tests.browser import story
from tests.browser.stage import Stage, press, sees
from tests.browser.story_office import SUBMIT

SCRIPT = "data:text/html,<title>as written</title><script>document.title = 'changed'</script>"


@pytest.fixture
def stage(story_portal, new_context):
    """The story's portal before browsers that run no script, which the first page proves."""
    made = Stage(story_portal, new_context, scripts=False)
    page = made.stranger()
    page.goto(SCRIPT)
    expect(page).to_have_title("as written")
    return made


def test_an_edition_reaches_its_award_without_javascript(stage):
    story.walk(stage)

    assert stage.complaints == []


@pytest.fixture
def demo(portal, new_context):
    return Stage(portal, new_context, scripts=False)


def test_a_judge_declares_a_conflict_of_interest_without_javascript(demo):
    page = demo.person("giamkhao2")
    page.goto(f"{demo.portal.url}/giam-khao/")
    press(page, ".card:not(:has(.tag)) .card-title a")
    if page.locator("input[name=agrees]").count():
        page.check("input[name=agrees]")
        press(page)
    unscored = page.locator("tbody tr:has(.tag-neutral) th a")
    before = unscored.count()
    title = unscored.first.inner_text()
    press(page, "tbody tr:has(.tag-neutral) th a")
    press(page, ".conflict-link a")
    page.fill("[name=reason]", "Tôi góp vốn vào dự án này.")

    press(page)

    sees(page, ".messages", "Đã ghi nhận")
    expect(unscored).to_have_count(before - 1)
    assert title not in unscored.all_inner_texts()


def test_the_secretary_prepares_an_edition_without_javascript(demo):
    """Copied from an earlier one, and one prize more: there is an empty row to write it in."""
    page = demo.person("thuky")
    # Beside the editions of the contest stand those of problem statements, which are made anew.
    page.goto(f"{demo.portal.url}/admin/contests/contest/?kind__exact=contest")
    press(page, "#result_list tbody th a")
    press(page, "a[href$='/copy/']")
    press(page, SUBMIT)
    sees(page, ".workflow-state", "Đang chuẩn bị")
    row = f"prizes-{int(page.input_value('[name=prizes-TOTAL_FORMS]')) - 1}"
    expect(page.locator(f"[name={row}-name]")).to_have_value("")
    page.fill(f"[name={row}-name]", "Giải dự án cộng đồng")
    page.fill(f"[name={row}-amount]", "5.000.000")

    press(page, "#content-main input[name=_continue]")

    sees(page, ".messagelist .success")
    expect(page.locator("[name^=prizes-][value='Giải dự án cộng đồng']")).to_have_count(1)
