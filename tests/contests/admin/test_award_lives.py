"""Awards in the admin: the list, the ceremony in one go, a revocation, the scan of the decision."""

import pytest
from django.urls import reverse
from django.utils import timezone

from contests.models import Award, OfficialDecision
from tests.contests.rounds import proposed
from tests.factories.files import pdf_bytes, upload
from tests.factories.results import approve, published_round, scored_final

pytestmark = pytest.mark.django_db

LIST = reverse("admin:contests_award_changelist")


@pytest.fixture
def awards():
    published_round(scored_final([90], [80]))
    return list(Award.objects.order_by("pk"))


def step_url(award, step):
    return reverse("admin:contests_award_step", args=[award.pk, step])


def shown(day):
    return f"{day:%d/%m/%Y}"


def test_the_whole_ceremony_is_recorded_in_one_go(office, awards):
    ticked = {"action": "step_hand_over", "_selected_action": [award.pk for award in awards]}
    page = office.post(LIST, ticked)
    assert "receiver" not in page.context["form"].fields
    day = shown(timezone.localdate())

    office.post(
        LIST, {**ticked, "confirm": 1, "handed_over_on": day, "handed_over_by": "Giám đốc Sở"}
    )

    rows = Award.objects.all()
    assert {row.state for row in rows} == {"handed_over"}
    assert {row.receiver for row in rows} == {row.application.addressee for row in rows}


def test_one_award_is_handed_over_with_its_receiver(office, awards):
    url = step_url(awards[0], "hand_over")
    values = {
        "handed_over_on": shown(timezone.localdate()),
        "handed_over_by": "Giám đốc Sở",
        "receiver": "Nông Thị Nhận",
        "paper_number": "01/GCN",
    }

    refused = office.post(url, {**values, "handed_over_on": "31/12/2099"})
    done = office.post(url, values)

    assert (refused.status_code, done.status_code) == (422, 302)
    assert Award.objects.get(pk=awards[0].pk).receiver == "Nông Thị Nhận"


def test_the_board_revokes_and_the_secretariat_does_not(office, client, awards):
    url = step_url(awards[0], "revoke")
    assert office.get(url).status_code == 403


def test_a_revocation_needs_reason_and_document(board, awards):
    url = step_url(awards[0], "revoke")
    values = {
        "reason": "Tranh chấp bản quyền",
        "number": "99/QĐ-UBND",
        "issued_on": shown(timezone.localdate()),
        "signer": "Hoàng Văn Ký",
    }

    assert board.post(url, {}).status_code == 422
    assert board.post(url, values).status_code == 302

    page = board.get(reverse("admin:contests_award_change", args=[awards[0].pk])).content.decode()
    assert "99/QĐ-UBND" in page
    assert "Tranh chấp bản quyền" in page


def test_the_list_costs_the_same_for_one_and_for_three(office, django_assert_num_queries):
    published_round(scored_final([90]))
    with django_assert_num_queries(10):
        office.get(LIST)
    published_round(scored_final([90], [80]), number="77/QĐ-UBND")
    with django_assert_num_queries(10):
        office.get(LIST)


def test_places_left_ask_for_a_reason(office):
    round_ = scored_final([90])
    proposed(round_)
    prize = round_.contest.prizes.get(name="Giải Nhì")
    url = reverse("admin:contests_round_unawarded", args=[round_.pk, prize.pk])

    # proposed already: nothing may be changed
    assert office.post(url, {"reason": "Không đủ điểm"}).status_code == 422
    office.post(
        reverse("admin:contests_round_step", args=[round_.pk, "take_back"]), {"reason": "Bổ sung"}
    )
    assert office.post(url, {"reason": "Không đủ điểm"}).status_code == 302

    page = office.get(reverse("admin:contests_round_step", args=[round_.pk, "propose"]))
    assert "Không đủ điểm" in page.content.decode()


def test_the_scan_is_kept_and_read_by_the_staff(office):
    round_ = scored_final([90])
    proposed(round_)
    url = reverse("admin:contests_round_scan", args=[round_.pk])
    file_url = reverse("admin:contests_round_scan_file", args=[round_.pk])
    assert office.get(url).status_code == 404
    approve(round_)

    refused = office.post(url, {"uploaded": upload(b"MZ hello", "a.pdf")})
    empty = office.post(url, {})
    assert (refused.status_code, empty.status_code) == (422, 422)
    assert office.get(file_url).status_code == 404
    done = office.post(url, {"uploaded": upload(pdf_bytes(), "qd.pdf"), "is_public": "on"})

    assert done.status_code == 302
    assert OfficialDecision.objects.get().is_scan_public
    assert office.get(file_url).status_code == 200
    assert office.get(url).status_code == 200
