"""The province's facts as they stand in the database."""

from datetime import date

import pytest

from ecosystem.domain.facts import load_facts
from ecosystem.domain.loading import Loader
from ecosystem.domain.support_helpers import ROOM_KIND
from ecosystem.models import (
    Indicator,
    Locality,
    Organization,
    PolicyDocument,
    Startup,
    SupportKind,
    SupportOffer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _facts():
    load_facts(Loader())


def test_there_are_65_communes_of_today_and_11_districts_of_yesterday():
    current = Locality.objects.current()

    assert (current.filter(kind="ward").count(), current.filter(kind="commune").count()) == (4, 61)
    assert set(current.values_list("valid_from", flat=True)) == {date(2025, 7, 1)}
    former = Locality.objects.former()
    assert (former.count(), set(former.values_list("valid_to", flat=True))) == (
        11,
        {date(2025, 6, 30)},
    )


@pytest.mark.parametrize(
    ("former", "successor", "until"),
    [
        ("Sở Lao động - Thương binh và Xã hội", "Sở Nội vụ", date(2025, 2, 28)),
        ("Sở Kế hoạch và Đầu tư", "Sở Tài chính", date(2025, 2, 28)),
        ("Sở Thông tin và Truyền thông", "Sở Khoa học và Công nghệ", date(2025, 2, 28)),
        ("Báo Lạng Sơn", "Báo và Đài Phát thanh - Truyền hình Lạng Sơn", None),
    ],
)
def test_merged_agencies_point_to_their_successors(former, successor, until):
    organization = Organization.objects.get(name=former)

    assert organization.successor.name == successor
    assert organization.valid_to == until
    if until is None:
        assert organization.note


def test_nobody_is_invented_where_the_province_has_nobody():
    missing = ["investor", "fund", "incubator", "coordinator"]

    assert not Organization.objects.filter(kind__in=missing).exists()


def test_the_scheme_carries_its_right_number_and_a_remark_on_the_wrong_one():
    document = PolicyDocument.objects.get(number="844/QĐ-TTg")

    assert document.issued_on == date(2016, 5, 18)
    assert "844/QĐ-CP" in document.note
    assert not document.is_provincial


def test_eight_documents_and_no_status_is_guessed():
    statuses = dict(PolicyDocument.objects.values_list("number", "status"))

    assert len(statuses) == 8
    assert statuses["13/2019/NQ-HĐND"] == "unknown"
    assert statuses["201/KH-UBND"] == "expired"
    assert "in_force" not in statuses.values()


def test_targets_keep_their_ranges_and_nothing_is_reached_yet():
    targets = list(
        Indicator.objects.order_by("plan__start_year", "order").values_list(
            "target_from", "target_to", "is_minimum"
        )
    )

    assert targets == [(1, 2, False), (3, 5, False), (1, None, True), (10000, None, False)]
    assert not Indicator.objects.filter(values__isnull=False).exists()


def test_the_four_named_projects_are_featured_and_say_what_is_not_known():
    startups = Startup.objects.public().filter(is_featured=True)

    assert startups.count() == 4
    assert all(startup.note and startup.source for startup in startups)


def test_offers_rest_on_documents_of_the_province_and_promise_no_amounts():
    offers = {offer.slug: offer for offer in SupportOffer.objects.all()}

    assert len(offers) == 8
    assert {offer.amount_text for offer in offers.values()} == {""}
    assert all(offer.source for offer in offers.values())
    legal = offers["ho-tro-phap-ly-doanh-nghiep-nho-va-vua"]
    assert legal.document.number == "07/2022/NQ-HĐND"
    assert legal.for_seekers == ["company"]


def test_programmes_whose_period_ran_out_are_kept_and_not_offered():
    ended = SupportOffer.objects.exclude(pk__in=SupportOffer.objects.offered())

    assert set(ended.values_list("document__number", flat=True)) == {
        "157/KH-UBND",
        "114/KH-UBND",
        "201/KH-UBND",
    }


def test_the_kinds_of_support_that_the_finder_knows_are_among_those_that_are_loaded():
    slugs = set(SupportKind.objects.values_list("slug", flat=True))

    assert {ROOM_KIND, "dao-tao-tap-huan"} <= slugs
