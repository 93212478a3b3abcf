"""The day of a final with eight judges on phones, one of whom loses the network in mid-sheet.

Real server, real pages: no score is lost or doubled, the lamp waits for the last sheet, and the
hall never learns of any.
"""

import json
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.pages import sideways
from tests.browser.stage import press
from tests.browser.test_pages import axe_findings
from tests.factories.files import picture_bytes

PHONE = {"width": 360, "height": 740}
OFFLINE = "Mất kết nối."
ON_STAGE = "Máy sấy hồng"


@pytest.fixture
def final(portal, new_context):
    """Browsers of eight judges, of the secretary and of the hall."""
    code = "from tests.browser.final_day import make; print(make())"
    made = json.loads(portal.manage(code=code).strip().splitlines()[-1])
    complaints = []

    def browser(session, size):
        context = new_context(viewport=size)
        if session:
            context.add_cookies([{"name": "sessionid", "value": session, "url": portal.url}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        return page

    found = SimpleNamespace(
        **{name: portal.url + made[name] for name in ("stage", "table", "visit", "desk", "hall")},
        boxes=made["boxes"],
        judges=[browser(session, PHONE) for session in made["judges"]],
        office=browser(made["office"], {"width": 1280, "height": 800}),
        screen=browser(None, {"width": 1280, "height": 800}),
        stored=lambda: json.loads(
            portal.manage(
                code="from tests.browser.final_day import sheets; print(sheets())"
            ).splitlines()[-1]
        ),
    )
    yield found
    assert complaints == []


def open_own_sheet(page, final):
    """From the stage to the sheet of the project on it."""
    page.goto(final.stage)
    press(page, "#phieu-tren-san-khau")
    assert sideways(page) <= 0


def fill(page, final, *points):
    for name, value in zip(final.boxes, points, strict=False):
        page.fill(f"input[name={name}]", value)


def review_and_send(page):
    press(page, "button[name=action][value=review]")
    press(page, "main form button.btn-cta")
    expect(page.locator(".panel-confirm")).to_be_visible()


def lose_the_network(page, final):
    """Half a sheet is saved; the rest is typed while there is no network."""
    fill(page, final, "20,5")
    page.locator("[name=note_for_council]").focus()
    expect(page.locator("[data-autosave-status]")).to_contain_text("Đã lưu lúc")
    page.context.set_offline(True)
    fill(page, final, "21,5", "60")
    page.locator("[name=note_for_council]").fill("Giải trình tốt")
    expect(page.locator("[data-autosave-status]")).to_contain_text(OFFLINE)


def find_the_network(page):
    """What was kept is saved without a word from the judge."""
    page.context.set_offline(False)
    expect(page.locator("[data-autosave-status]")).to_contain_text("Đã lưu lúc", timeout=30_000)


def photograph_without_network(page, final):
    """A photograph taken offline waits on the phone, and is sent by itself when the network is back."""
    page.goto(final.visit)
    page.context.set_offline(True)
    waiting = page.locator("[data-waiting-photos]")
    photo = {"name": "xuong.png", "mimeType": "image/png", "buffer": picture_bytes()}
    page.set_input_files("[name=photo]", photo)
    page.fill("[name=caption]", "Xưởng sấy")
    page.click("button[name=action][value=photo]")
    expect(waiting).to_contain_text("Xưởng sấy (xuong.png)")
    assert findings_of({"visit, offline": page}) == {}

    page.context.set_offline(False)
    expect(waiting).to_be_hidden()
    page.goto(final.visit)
    expect(page.locator(".visit-photos img")).to_have_count(1)
    # With a network the page shows it at once.
    page.set_input_files("[name=photo]", {**photo, "buffer": picture_bytes(size=(50, 30))})
    page.click("button[name=action][value=photo]")
    expect(page.locator(".visit-photos img")).to_have_count(2)


def refused_photograph(page, final):
    """One that the portal does not take says so and holds up no other."""
    page.goto(final.visit)
    page.context.set_offline(True)
    for number in (1, 2):
        data = picture_bytes(size=(40, 20 + number))
        photo = {"name": f"{number}.png", "mimeType": "image/png", "buffer": data}
        page.set_input_files("[name=photo]", photo)
        page.click("button[name=action][value=photo]")
        expect(page.locator("[data-waiting-photos] li")).to_have_count(number)

    # A page of the server before the portal, which knows no JSON: as for a body that is too large.
    def refuse_the_first(route):
        if "1.png" in (route.request.post_data_buffer or b"").decode("latin-1"):
            route.fulfill(status=413, content_type="text/html", body="<h1>413</h1>")
        else:
            route.continue_()

    page.route(final.visit, refuse_the_first)
    page.context.set_offline(False)

    waiting = page.locator("[data-waiting-photos] li")
    expect(waiting).to_have_count(1)
    expect(waiting).to_contain_text("1.png")
    expect(waiting).to_contain_text("Cổng không nhận ảnh này")
    shown = page.locator(".visit-photos img")
    before = shown.count()
    page.unroute(final.visit)
    # Asked again with the next page, which shows what had arrived already.
    page.goto(final.visit)
    form = page.locator("form[data-photos]")
    expect(form.locator("[role=status]")).to_contain_text(form.get_attribute("data-sent"))
    expect(shown).to_have_count(before + 1)
    page.goto(final.visit)
    expect(shown).to_have_count(before + 2)


def findings_of(pages):
    """What axe has against each page, wide and narrow; none may be wider than a phone."""
    found = {}
    for name, page in pages.items():
        found[name] = axe_findings(page)
        page.set_viewport_size(PHONE)
        found[f"{name}, narrow"] = axe_findings(page)
        assert sideways(page) <= 0, name
    return {name: lines for name, lines in found.items() if lines}


def test_a_final_with_eight_judges_of_whom_one_loses_the_network(final):
    office, screen, lost = final.office, final.screen, final.judges[-1]
    lamp = office.locator("[data-all-in]")
    screen.goto(final.hall)
    lost.goto(final.stage)
    office.goto(final.desk)
    expect(lamp).to_have_attribute("data-all-in", "no")

    press(office, "button[value=next]")
    press(office, "button[value=start]")

    # Pages that were open follow by themselves.
    expect(screen.locator(".hall-title")).to_contain_text(ON_STAGE)
    press(lost, "#phieu-tren-san-khau")
    lose_the_network(lost, final)
    for number, page in enumerate(final.judges[:-1], start=1):
        open_own_sheet(page, final)
        fill(page, final, f"1{number},5", f"5{number}")
        review_and_send(page)
    expect(office.locator(".lamp-current .lamp-count")).to_contain_text("7/8")
    find_the_network(lost)
    expect(lamp).to_have_attribute("data-all-in", "no")
    review_and_send(lost)

    expect(lamp).to_have_attribute("data-all-in", "yes")
    expect(lamp).to_contain_text("Đã đủ phiếu")
    expected = [["sent", f"1{n}.50", f"5{n}.00"] for n in range(1, 8)]
    assert final.stored() == [*expected, ["sent", "21.50", "60.00"]]
    shown = screen.locator("body").inner_text()
    assert not any(mark in shown for mark in ("17,25", "21,5", "81,5", "60", "chung-ket-"))
    final.judges[0].goto(final.stage)
    final.judges[1].goto(final.table)
    pages = {"stage": final.judges[0], "table": final.judges[1], "desk": office, "hall": screen}
    assert findings_of(pages) == {}
    photograph_without_network(final.judges[2], final)
    refused_photograph(final.judges[2], final)
