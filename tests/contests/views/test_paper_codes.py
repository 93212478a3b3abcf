"""Where the QR code of a paper sheet leads, and what the judge sees of a typed sheet."""

import pytest
from django.urls import reverse

from contests.domain import judging, paper_sheets
from tests.contests.domain.judging.conftest import scored
from tests.contests.paper_sheets import checked, counted, reading, typed
from tests.factories.portal import UserFactory, secretary

__all__ = ["scored"]

pytestmark = pytest.mark.django_db


def code_url(assignment):
    return reverse("contests:paper_code", args=[paper_sheets.sheet_code(assignment)])


def judge_url(assignment, name="judge_sheet"):
    round_ = assignment.entry.round
    keys = [round_.contest.year, round_.slug, assignment.entry.application.public_id]
    return reverse(f"contests:{name}", args=keys)


def test_the_code_leads_the_office_and_the_judge_to_their_own_pages(scored, client):
    assert "/dang-nhap/" in client.get(code_url(scored)).url
    client.force_login(secretary())
    assert client.get(code_url(scored)).url == reverse(
        "admin:contests_papersheet_sheet", args=[scored.pk]
    )
    client.force_login(scored.judge)
    assert client.get(code_url(scored)).url == judge_url(scored)


def test_the_code_leads_nobody_else_anywhere(scored, client):
    client.force_login(UserFactory(roles=["Giám khảo"]))
    assert client.get(code_url(scored)).status_code == 404
    client.force_login(secretary())
    assert client.get(reverse("contests:paper_code", args=["P999999"])).status_code == 404


def test_the_judge_reads_by_whom_the_own_paper_was_typed_and_its_scan(scored, client):
    client.force_login(scored.judge)
    scan = judge_url(scored, "judge_paper_scan")
    assert client.get(scan).status_code == 404

    paper = typed(scored, reading(scored, 5, 6), actor=secretary(full_name="Hoàng Thị Thư"))
    page = client.get(judge_url(scored)).content.decode()
    assert scan in page
    assert 'name="points_' not in page

    checked(paper, reading(scored, 5, 6), actor=secretary(full_name="Lương Văn Soát"))
    page = client.get(judge_url(scored, "judge_sheet_review")).content.decode()
    assert "Hoàng Thị Thư" in page
    assert "Lương Văn Soát" in page
    assert client.get(scan)["Content-Type"] == "application/pdf"


def test_another_judge_never_reads_the_scan(scored, client):
    typed(scored, reading(scored, 5, 6))
    client.force_login(UserFactory(roles=["Giám khảo"]))
    assert client.get(judge_url(scored, "judge_paper_scan")).status_code == 404


def test_the_judge_is_told_that_an_unlocked_sheet_holds_the_marks_of_the_paper(scored, client):
    counted(scored, 5, 6)
    client.force_login(scored.judge)
    words = "Phiếu của bạn đã được mở lại"
    assert words not in client.get(judge_url(scored, "judge_sheet")).content.decode()

    judging.unlock_sheet(scored, actor=secretary(), reason="Quét nhầm trang")

    assert words in client.get(judge_url(scored, "judge_sheet")).content.decode()
