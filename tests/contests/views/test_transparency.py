"""The page on which an edition lays itself open: complete, and nothing before its time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contests.domain.judging import set_named
from contests.domain.transparency import count_lines, for_transparency
from contests.models import Contest, OfficialDecision, Panel, PanelMember, Round
from portal.audit import SYSTEM
from tests.factories.contests import (
    ApplicationFactory,
    ContestFactory,
    DecisionFactory,
    PetitionFactory,
    RuleSetFactory,
)
from tests.factories.files import StoredFileFactory, pdf_bytes, upload
from tests.factories.portal import judge, secretary
from tests.factories.results import (
    approve,
    award_by_rank,
    published_round,
    rounds,
    scored_final,
    scored_round,
)

pytestmark = pytest.mark.django_db
LATE = timedelta(days=30)


def page(contest):
    return reverse("contests:contest_transparency", args=[contest.year])


def closed_edition(**fields):
    now = timezone.now()
    return ContestFactory(opens_at=now - LATE, deadline_at=now - timedelta(days=1), **fields)


def with_council(round_, name="Đàm Thị Giám Khảo"):
    panel = Panel.objects.create(round=round_, name="Hội đồng")
    member = PanelMember.objects.create(panel=panel, judge=judge(full_name=name), is_chair=True)
    set_named(round_.contest, judge=member.judge, agrees=True)
    return member


def lines(contest):
    found = for_transparency(Contest.objects.filter(pk=contest.pk)).get()
    return [line.value for line in count_lines(found)]


def approved_final(contest):
    """A final whose result waits for its publication."""
    round_ = scored_final([90], [80], contest=contest)
    with_council(round_)
    rounds.close_round(round_, actor=SYSTEM)
    award_by_rank(round_)
    rounds.propose_round(round_, actor=SYSTEM)
    approve(round_)
    return round_


def test_before_publication_no_council_no_decision_and_no_count_of_the_round(client):
    contest = closed_edition()
    approved_final(contest)

    text = client.get(page(contest)).content.decode()

    assert "Đàm Thị Giám Khảo" not in text
    assert "1234" not in text
    assert "Nguyễn Văn Ký" not in text
    assert lines(contest) == [2, 2, None, None]


def test_after_publication_everything_is_there(client):
    contest = closed_edition()
    RuleSetFactory(contest=contest, decision=DecisionFactory(number="05/QĐ-BTC", contest=contest))
    round_ = approved_final(contest)
    rounds.publish_round(round_, actor=SYSTEM)
    PetitionFactory(contest=contest, application=round_.entries.first().application)

    text = client.get(page(contest)).content.decode().replace("\u2060", "")

    for word in ("Đàm Thị Giám Khảo", "1234/QĐ-UBND", "Nguyễn Văn Ký", "05/QĐ-BTC", "Khả thi"):
        assert word in text
    assert lines(contest) == [2, 2, 2, 2]


def test_only_members_who_agreed_are_named_and_the_others_counted(client):
    contest = closed_edition()
    round_ = approved_final(contest)
    silent = PanelMember.objects.create(
        panel=round_.panels.get(), judge=judge(full_name="Lý Văn Kín")
    )
    rounds.publish_round(round_, actor=SYSTEM)

    text = client.get(page(contest)).content.decode()

    assert "Đàm Thị Giám Khảo" in text
    assert silent.judge.full_name not in text
    assert "1 thành viên chưa đồng ý nêu tên" in text


def test_received_is_counted_from_the_deadline_on_and_valid_once_judging_began():
    contest = ContestFactory()
    ApplicationFactory(contest=contest, state="submitted")
    ApplicationFactory(contest=contest, state="draft")
    assert lines(contest)[:2] == [None, None]

    Contest.objects.update(deadline_at=timezone.now() - timedelta(seconds=1))
    assert lines(contest)[:2] == [1, None]

    scored_round([80], contest=contest)
    assert lines(contest)[:2] == [2, 1]


def test_a_disqualified_winner_stays_valid_and_is_no_winner_any_more():
    contest = closed_edition()
    published_round(scored_final([90], [80], contest=contest))
    contest.applications.filter(number=1).update(state="disqualified")

    assert lines(contest) == [2, 2, 2, 1]


def test_petition_answers_and_unpublished_documents_are_no_public_decisions(client):
    contest = closed_edition()
    reply = DecisionFactory(number="77/TB-BTC", contest=contest)
    PetitionFactory(application__contest=contest, contest=contest, reply=reply)

    text = client.get(page(contest)).content.decode().replace("\u2060", "")

    assert "77/TB-BTC" not in text


def test_an_edition_in_preparation_has_no_page_for_the_public(client):
    assert client.get(page(ContestFactory(state="draft"))).status_code == 404


def test_the_page_costs_at_most_eight_queries_at_any_size(client):
    contest = closed_edition()
    counts = []
    for order in (1, 2, 3):
        round_ = (
            scored_round([80], [70], contest=contest, order=order, slug=f"vong-{order}")
            if order == 1
            else scored_round(contest=contest, order=order, slug=f"vong-{order}")
        )
        with_council(round_, name=f"Giám khảo {order}")
        if order == 1:
            published_round(round_)
        else:
            Round.objects.filter(pk=round_.pk).update(
                state="published", published_at=timezone.now(), decision=DecisionFactory()
            )
        client.get(page(contest))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page(contest)).status_code == 200
        counts.append(len(queries))
    assert len(set(counts)) == 1
    assert counts[0] <= 8


def test_a_scan_is_read_once_its_act_is_public_and_the_office_released_it(client):
    contest = closed_edition()
    round_ = approved_final(contest)
    decision = Round.objects.get(pk=round_.pk).decision
    address = reverse("contests:decision_scan", args=[contest.year, decision.pk])
    OfficialDecision.objects.filter(pk=decision.pk).update(scan=StoredFileFactory())

    def status():
        return client.get(address).status_code

    OfficialDecision.objects.update(is_scan_public=True)
    assert status() == 404
    rounds.publish_round(round_, actor=SYSTEM)
    assert status() == 200
    OfficialDecision.objects.update(is_scan_public=False)
    assert status() == 404


def test_staff_add_the_scan_to_a_decision(client):
    decision = DecisionFactory()
    client.force_login(secretary())
    change = reverse("admin:contests_officialdecision_change", args=[decision.pk])
    values = {
        "number": decision.number,
        "issued_on": f"{decision.issued_on:%d/%m/%Y}",
        "signer": decision.signer,
    }

    client.post(change, {**values, "scan_file": upload(b"no pdf", "a.pdf")})
    decision.refresh_from_db()
    assert decision.scan is None
    client.post(change, {**values, "scan_file": upload(pdf_bytes(), "a.pdf")})

    decision.refresh_from_db()
    assert decision.scan.original_name == "a.pdf"
