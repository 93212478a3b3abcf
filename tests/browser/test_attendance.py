"""A class marked by three telephones, one of which has no network for five minutes.

Real server, real pages: no tap is lost, none counts twice, and of two the later one stands.
"""

import json
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.pages import sideways
from tests.browser.test_pages import axe_findings

PHONE = {"width": 360, "height": 740}
FIVE_MINUTES = 5 * 60_000


@pytest.fixture(scope="session")
def made(portal):
    code = "from tests.browser.attendance_day import make; print(make())"
    return json.loads(portal.manage(code=code).strip().splitlines()[-1])


@pytest.fixture
def lesson(portal, made, new_context):
    """Three telephones at the list: the officer's, and those of two trainers."""
    complaints = []

    def browser(*, scripts=True):
        page = new_context(viewport=PHONE, java_script_enabled=scripts).new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        return page

    def officer(page):
        cookie = {"name": "sessionid", "value": made["officer"], "url": portal.url}
        page.context.add_cookies([cookie])
        return page

    def stored():
        code = "from tests.browser.attendance_day import stored; print(stored())"
        return json.loads(portal.manage(code=code).splitlines()[-1])

    yield SimpleNamespace(
        browser=browser,
        officer=officer,
        stored=stored,
        people=made["people"],
        tickets=made["tickets"],
        links=[portal.url + link for link in made["links"]],
        **{name: portal.url + made[name] for name in ("list", "screen", "self")},
    )
    assert complaints == []


def tap(page, person, mark):
    page.click(f'button[name=mark][value="{person}:{mark}"]')
    expect(pressed(page, person)).to_have_attribute("value", f"{person}:{mark}")


def pressed(page, person):
    return page.locator(f'[data-person="{person}"] [aria-pressed=true]')


def status(page):
    return page.locator("[data-roll-status]")


def walk_in(page, name, phone):
    page.click(".roll-door summary")
    page.fill("[name=full_name]", name)
    page.fill("[name=phone]", phone)
    page.check("[name=agrees]")
    page.click("button[name=walk_in]")


def open_lists(lesson):
    """The officer's telephone and those of two trainers, of which the last will lose its network."""
    officer, second, lost = lesson.officer(lesson.browser()), lesson.browser(), lesson.browser()
    lost.clock.install()
    officer.goto(lesson.list)
    for page, link in zip((second, lost), lesson.links, strict=True):
        page.goto(link)
        assert link not in page.url  # the key does not stay in the address bar
        page.goto(lesson.list)
    assert sideways(officer) <= 0
    assert axe_findings(officer) == []
    return officer, second, lost


def mark_offline(lost, people):
    """Four taps and a walk-in without a network; all are told, and wait."""
    for person in people[8:11]:
        tap(lost, person, "late")
    tap(lost, people[0], "absent")
    expect(status(lost)).to_contain_text("Chưa gửi: 4.")
    expect(status(lost)).to_contain_text("Mất mạng")
    assert axe_findings(lost) == []
    walk_in(lost, "Phùng Thị Tươi", "0912 345 678")
    expect(status(lost)).to_contain_text("Chưa gửi: 5.")


def close_and_come_back(lost, lesson):
    """The page is closed while there is no network; what was tapped waits in the browser."""
    context = lost.context
    lost.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(lesson.list)
    # Once everything is sent the page comes anew by itself, with a line for who was added.
    expect(page.locator(".roll")).to_contain_text("Phùng Thị Tươi", timeout=15_000)
    expect(status(page)).to_be_empty()
    return page


def test_three_telephones_of_which_one_is_offline_for_five_minutes(lesson):
    people = lesson.people
    before = lesson.stored()["rows"]
    officer, second, lost = open_lists(lesson)
    lost.context.set_offline(True)
    tap(officer, people[0], "present")
    tap(second, people[1], "present")
    mark_offline(lost, people)  # later than the officer's tap: there “absent” stands
    tap(officer, people[8], "excused")  # later than the lost telephone's: this one stands
    tap(second, people[2], "absent")
    lost.clock.run_for(FIVE_MINUTES)
    expect(status(lost)).to_contain_text("Chưa gửi: 5.")
    expect(status(officer)).to_have_text("Đã lưu tất cả.")
    assert lesson.stored()["rows"] == before + 4

    lost = close_and_come_back(lost, lesson)
    expect(pressed(lost, people[8])).to_have_attribute("value", f"{people[8]}:excused")
    second.click("button[name=all]")
    expect(status(second)).to_contain_text("Đã lưu tất cả.")

    found = lesson.stored()
    names = [name for name, _code in lesson.tickets]
    assert found["marks"] == dict.fromkeys(names, "present") | {
        names[0]: "absent",
        names[2]: "absent",
        names[8]: "excused",
        names[9]: "late",
        names[10]: "late",
        "Phùng Thị Tươi": "present",
    }
    assert (found["rows"], found["people"]) == (13, 13)
    assert found["by"][names[0]] == found["by"]["Phùng Thị Tươi"] == "Giảng viên 2"


def test_the_list_works_without_scripts(lesson):
    page = lesson.officer(lesson.browser(scripts=False))
    page.goto(lesson.list)
    person = lesson.people[11]
    for mark in ("late", "present"):
        page.click(f'button[name=mark][value="{person}:{mark}"]')
        expect(pressed(page, person)).to_have_attribute("value", f"{person}:{mark}")

    page.fill("#id_q", "so 12")
    page.click("[data-roll-search] button")
    expect(page.locator("[data-person]")).to_have_count(1)


def test_a_trainee_scans_the_screen_and_a_photograph_of_it_is_stale(lesson):
    screen, trainee = lesson.officer(lesson.browser()), lesson.browser()
    screen.goto(lesson.screen)
    code = screen.locator(".screen-code").inner_text().replace(" ", "")
    assert sideways(screen) <= 0
    assert axe_findings(screen) == []

    trainee.goto(f"{lesson.self}?ma={code}")
    assert "ma=" not in trainee.url
    name, ticket = lesson.tickets[4]
    trainee.fill("[name=ticket]", ticket)
    trainee.fill("[name=full_name]", name)
    assert sideways(trainee) <= 0
    assert axe_findings(trainee) == []
    trainee.click("main form[method=post] button")
    expect(trainee.locator("h1")).to_have_text("Đã ghi nhận")
    assert lesson.stored()["marks"][name] == "present"

    late = lesson.browser()
    late.goto(f"{lesson.self}?ma=000000")
    expect(late.locator("[name=code]")).to_be_visible()
