"""The office's part of the story: the validity check and the rounds, in the administration."""

from datetime import date, timedelta

from playwright.sync_api import expect

from portal.text import slug
from tests.browser.stage import press, sees

ADMIN = "/admin/"
SUBMIT = "#content-main form input[type=submit]"
UNDECIDED = "#content-main td strong:text('Chưa quyết định') >> xpath=../.. >> a"
# Points typed as Vietnamese write them, by the most a criterion gives.
POINTS = {"25": "18,5", "20": "14,5", "15": "11,5", "10": "7,5"}


def written(day):
    """A date as the forms take it."""
    return f"{day.day}/{day.month}/{day.year}"


class Office:
    """The secretary and the Board before one dossier and one round."""

    def __init__(self, stage):
        self.stage = stage
        self.today = date.today()  # noqa: DTZ011 -- only the story's calendar

    @property
    def secretary(self):
        return self.stage.person("thuky")

    @property
    def board(self):
        return self.stage.person("bantochuc")

    # --- validity check -----------------------------------------------------------------------

    def open_application(self, reference):
        page = self.secretary
        page.goto(f"{self.stage.portal.url}{ADMIN}contests/application/?q={reference}")
        press(page, "#result_list tbody th a")
        return page

    def request_supplement(self, reference):
        page = self.open_application(reference)
        self.stage.shot(page, "ho-so-trong-quan-tri")
        press(page, "a.workflow-step[href*=request_supplement]")
        page.fill("[name=text]", "Bổ sung diện tích vùng nguyên liệu.")
        page.fill("[name=due_on]", written(self.today + timedelta(days=3)))
        self.stage.shot(page, "de-nghi-bo-sung")
        press(page, SUBMIT)
        sees(page, ".messagelist .success")

    def mark_valid(self, reference):
        """Confirm a rule, decide every one that waits for a person, then conclude."""
        page = self.open_application(reference)
        self.stage.shot(page, "danh-muc-kiem-tra")
        self._decide(page, "#checks tbody tr")
        while page.locator("tr.check-unclear").count():
            self._decide(page, "tr.check-unclear")
        press(page, "a.workflow-step[href*=mark_valid]")
        press(page, SUBMIT)
        sees(page, ".workflow-state", "Hợp lệ")
        self.stage.shot(page, "hop-le")

    def _decide(self, page, row):
        press(page, f"{row} a[href*='/check/']")
        page.check("input[name=result][value=passed]")
        page.fill("[name=reason]", "Đã đối chiếu với hồ sơ.")
        press(page, SUBMIT)
        sees(page, ".messagelist .success")

    # --- a round ------------------------------------------------------------------------------

    def open_round(self, page, name):
        page.goto(f"{self.stage.portal.url}{ADMIN}contests/round/")
        press(page, f"#result_list tbody th a:has-text('{name}')")
        return page

    def step(self, page, name, step, **values):
        """Take one step of the round through its confirmation page."""
        self.open_round(page, name)
        press(page, f"a.workflow-step[href$='/step/{step}/']")
        for field, value in values.items():
            page.fill(f"[name={field}]", value)
        self.stage.shot(page, f"{step}-{slug(name)}")
        press(page, SUBMIT)
        sees(page, ".messagelist .success")

    def begin(self, name):
        """Start the round, give the dossiers to the panel, publish the assignments."""
        page = self.secretary
        self.step(page, name, "start")
        press(page, ".object-links a[href$='/assign/']")
        press(page, SUBMIT)
        press(page, ".object-tools a[href$='/publish/']")
        self.stage.shot(page, f"cong-bo-phan-cong-{slug(name)}")
        press(page, SUBMIT)
        sees(page, ".messagelist .success")

    def close(self, name):
        """End the scoring; leaves the secretary before the ranking."""
        page = self.secretary
        self.step(page, name, "close")
        press(page, ".object-links a[href$='/ranking/']")
        self.stage.shot(page, f"xep-hang-{slug(name)}")

    def break_tie(self, winner):
        """Two totals are equal: the chair's decision puts ``winner`` first."""
        page = self.secretary
        expect(page.locator(".ties li")).to_have_count(1)
        press(page, ".ties a")
        rows = page.locator("form div:has(> select[name^=place_])")
        for row in rows.all():
            place = "1" if winner in row.inner_text() else "2"
            row.locator("select").select_option(label=place)
        page.fill("[name=number]", "07/BB-HĐGK")
        page.fill("[name=issued_on]", written(self.today))
        page.fill("[name=signer]", "Chủ tịch Hội đồng giám khảo")
        page.fill("[name=reason]", "Dự án đã có khách hàng trả tiền.")
        self.stage.shot(page, "quyet-dinh-khi-bang-diem")
        press(page, SUBMIT)
        sees(page, ".messagelist .success")
        expect(page.locator(".ties")).to_have_count(0)
        sees(page, "#result_list tbody tr", winner)
        sees(page, "#result_list tbody tr", "07/BB-HĐGK")
        self.stage.shot(page, "xep-hang-sau-quyet-dinh")

    def award(self, winner):
        """Propose the first prize of the catalogue."""
        page = self.secretary
        press(page, ".object-tools a[href$='/awards/']")
        label = page.locator("select[name=result] option", has_text=winner).inner_text()
        page.select_option("select[name=result]", label=label)
        page.locator("select[name=prize]").select_option(index=1)
        press(page, "#content-main form:has(select[name=prize]) input[type=submit]")
        sees(page, "#content-main table", winner)
        self.stage.shot(page, "de-xuat-giai")

    def leave_the_rest_empty(self):
        """Decide of every prize without a winner that it stays so: nothing is proposed before."""
        page = self.secretary
        for _prize in range(page.locator(UNDECIDED).count()):
            press(page, f"{UNDECIDED} >> nth=0")
            page.fill("[name=reason]", "Không đủ dự án đạt mức điểm.")
            press(page, SUBMIT)
        expect(page.locator(UNDECIDED)).to_have_count(0)
        self.stage.shot(page, "giai-de-trong")

    def conclude(self, name, number):
        """The secretary proposes; one of the Board records the approval, another publishes."""
        self.step(self.secretary, name, "propose")
        signed = {"issued_on": written(self.today), "signer": "Nông Văn Tổ"}
        self.step(self.board, name, "approve", number=number, **signed)
        self.step(self.stage.person("bantochuc2"), name, "publish")


def score_everything(stage, judge, round_slug, *, favourite=""):
    """Pledge, then draft and score every dossier alike; ``favourite`` gets the most of the last criterion."""
    page = stage.person(judge)
    page.goto(f"{stage.portal.url}/giam-khao/2026/{round_slug}/")
    page.check("input[name=agrees]")
    stage.shot(page, f"cam-ket-{judge}")
    press(page)
    links = page.locator("table th[scope=row] a")
    sees(page, "table th[scope=row] a")
    sheets = [(link.inner_text(), link.get_attribute("href")) for link in links.all()]
    assert len(sheets) == 2
    for title, address in sheets:
        page.goto(f"{stage.portal.url}{address}")
        _save_draft(page)
        _fill_sheet(page, best=bool(favourite) and favourite in title)
        stage.shot(page, f"phieu-cham-{judge}")
        press(page, "button[name=action][value=review]")
        press(page, "main form button.btn-cta")
        sees(page, ".panel-confirm")
    page.goto(f"{stage.portal.url}/giam-khao/2026/{round_slug}/")
    stage.shot(page, f"da-cham-{judge}")


def _save_draft(page):
    """Half a sheet is kept, and nothing about it is refused yet."""
    page.locator("input[name^=points_]").first.fill("3,5")
    press(page, "button[name=action][value=draft]")
    expect(page.locator(".field-error")).to_have_count(0)
    expect(page.locator("input[name^=points_]").first).to_have_value("3,5")


def _fill_sheet(page, *, best):
    boxes = page.locator("input[name^=points_]").all()
    for box in boxes:
        box.fill(POINTS[box.get_attribute("data-max").split(".")[0]])
    if best:
        boxes[-1].fill(boxes[-1].get_attribute("data-max").split(".")[0])
    page.fill("[name=comment_for_author]", "Sản phẩm rõ, cần thêm số liệu về thị trường.")
