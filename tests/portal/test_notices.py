"""The notice of the whole site: which one stands, for whom, from when to when."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from portal.models import SiteNotice, User
from portal.notices import KEY, standing_notice
from portal.roles import Role
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 30, 5, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _unknown():
    """Here the pages do ask the database."""
    cache.delete(KEY)


def notice(text="Cổng bảo trì tối nay.", **fields):
    return SiteNotice.objects.create(
        text=text, **{"starts_at": timezone.now() - timedelta(hours=1), **fields}
    )


@pytest.mark.parametrize(
    ("seconds", "stands"), [(-3601, False), (-3600, True), (-1, True), (0, False), (1, False)]
)
def test_it_stands_from_its_first_second_to_the_last_before_its_end(seconds, stands, time_machine):
    notice(starts_at=NOON - timedelta(hours=1), ends_at=NOON)

    time_machine.move_to(NOON + timedelta(seconds=seconds), tick=False)

    assert (standing_notice(None) is not None) is stands


def test_what_is_kept_begins_and_ends_in_time(django_assert_num_queries, time_machine):
    notice(starts_at=NOON, ends_at=NOON + timedelta(seconds=2))

    time_machine.move_to(NOON - timedelta(seconds=1), tick=False)
    assert standing_notice(None) is None
    with django_assert_num_queries(0):
        time_machine.move_to(NOON, tick=False)
        assert standing_notice(None) is not None
        time_machine.move_to(NOON + timedelta(seconds=2), tick=False)
        assert standing_notice(None) is None


def test_a_warning_stands_before_an_information_and_the_newest_of_them_first():
    notice("Tin mới", starts_at=timezone.now())
    notice("Bão cũ", tone="warning", starts_at=timezone.now() - timedelta(days=2))
    latest = notice("Bão mới", tone="warning", starts_at=timezone.now() - timedelta(days=1))

    assert standing_notice(None) == latest


@pytest.mark.parametrize(
    ("audience", "stranger", "reader", "administration"),
    [
        ("everybody", True, True, True),
        ("signed_in", False, True, False),
        ("staff", False, False, True),
    ],
)
def test_each_audience_sees_its_own(audience, stranger, reader, administration):
    notice(audience=audience)
    user = User(email="mai@vidu.vn")

    assert (standing_notice(None) is not None) is stranger
    assert (standing_notice(user) is not None) is reader
    assert (standing_notice(user, in_administration=True) is not None) is administration


def test_the_page_says_it_in_its_language(client):
    row = notice("Hạn nộp lùi đến 05/12.", text_en="The deadline is 05/12.", url="/cuoc-thi/")

    vietnamese = client.get(reverse("site:home")).content.decode()
    english = client.get("/en/").content.decode()

    assert "Hạn nộp lùi đến 05/12." in vietnamese
    assert 'href="/cuoc-thi/">Xem thêm</a>' in vietnamese
    assert "The deadline is 05/12." in english
    row.text_en = ""
    row.save()
    cache.delete(KEY)  # the test's transaction never ends
    assert '<span lang="vi">Hạn nộp lùi đến 05/12.</span>' in client.get("/en/").content.decode()


def test_words_of_a_notice_stay_words(client):
    notice("<script>alert(1)</script>")

    assert "<script>alert(1)" not in client.get(reverse("site:home")).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_change_shows_at_the_next_page():
    assert standing_notice(None) is None
    row = notice()

    assert standing_notice(None) == row
    row.delete()
    assert standing_notice(None) is None


def test_a_page_stands_when_the_cache_is_away(monkeypatch):
    notice()
    monkeypatch.setattr("portal.notices.cache.get", lambda key: 1 / 0)

    assert standing_notice(None) is None


def test_it_ends_after_it_starts():
    with pytest.raises(IntegrityError), transaction.atomic():
        notice(ends_at=timezone.now() - timedelta(days=1))


def form(**values):
    return {
        "text": "Cổng bảo trì",
        "text_en": "",
        "url": "",
        "tone": "info",
        "audience": "everybody",
        "starts_at_0": "30/11/2026",
        "starts_at_1": "08:00",
        "ends_at_0": "",
        "ends_at_1": "",
        **values,
    }


def test_who_saves_second_is_told_what_the_first_stored(client):
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR], is_staff=True))
    row = notice("Câu cũ.", starts_at=datetime(2026, 11, 30, 1, 0, tzinfo=UTC))
    page = reverse("admin:portal_sitenotice_change", args=[row.pk])
    seen = row.updated_at.isoformat()
    assert client.post(page, form(text="Câu mới.", seen=seen)).status_code == 302

    told = client.post(page, form(text="Câu cũ.", tone="warning", seen=seen)).content.decode()

    assert "Người khác đã lưu" in told
    assert "Nội dung đang lưu: Câu mới." in told
    assert "Nội dung đang lưu: Thông tin" in told
    assert client.post(page, form(text="Câu mới.", seen=seen)).status_code == 302


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SECRETARY, Role.PUBLISHER])
def test_the_office_writes_one_in_the_administration(client, role):
    client.force_login(UserFactory(roles=[role], is_staff=True))
    add = reverse("admin:portal_sitenotice_add")

    wrong = client.post(add, form(ends_at_0="30/11/2026", ends_at_1="07:59"))
    assert "Thời điểm kết thúc phải sau thời điểm bắt đầu" in wrong.content.decode()
    assert "Cổng bảo trì" in wrong.content.decode()
    bad = client.post(add, form(url="javascript:alert(1)"))
    assert bad.status_code == 200
    assert client.post(add, form()).status_code == 302
    assert (
        "Cổng bảo trì" in client.get(reverse("admin:portal_sitenotice_changelist")).content.decode()
    )
