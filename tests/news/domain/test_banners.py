"""Banners: when each stands, how many at once, and that their files go with them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import override

from news.domain import renditions
from news.domain.banners import drop_banners, files_of, keep_banner, link_here
from news.enums import BannerStage
from news.models import Banner
from tests.factories.files import picture_bytes
from tests.factories.news import BannerFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 30, 5, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def stage_of(banner, now):
    return Banner.objects.with_stage(now).get(pk=banner.pk).stage


@pytest.mark.parametrize(
    ("seconds", "stage"),
    [
        (-3601, BannerStage.PLANNED),
        (-3600, BannerStage.SHOWN),
        (-3599, BannerStage.SHOWN),
        (-1, BannerStage.SHOWN),
        (0, BannerStage.OVER),
        (1, BannerStage.OVER),
    ],
)
def test_it_stands_from_its_first_second_to_the_last_before_its_end(seconds, stage):
    banner = BannerFactory(starts_at=NOON - HOUR, ends_at=NOON)
    now = NOON + timedelta(seconds=seconds)

    assert stage_of(banner, now) == stage
    assert (banner in Banner.objects.shown(now)) is (stage == BannerStage.SHOWN)


def test_three_stand_at_once_and_the_next_takes_the_place_of_one_that_is_over():
    last = BannerFactory(order=3, starts_at=NOON)
    first = BannerFactory(order=1, starts_at=NOON, ends_at=NOON + HOUR)
    old = BannerFactory(order=2, starts_at=NOON - HOUR)
    new = BannerFactory(order=2, starts_at=NOON)

    assert list(Banner.objects.shown(NOON)) == [first, new, old]
    assert stage_of(last, NOON) == BannerStage.WAITING
    assert list(Banner.objects.shown(NOON + HOUR)) == [new, old, last]
    assert stage_of(last, NOON + HOUR) == BannerStage.SHOWN


@pytest.mark.parametrize(
    "wrong",
    [{"starts_at": NOON, "ends_at": NOON}, {"alt_text": "", "is_decoration": False}],
)
def test_the_database_refuses_what_no_form_lets_through(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        BannerFactory(**wrong)


@pytest.mark.parametrize(
    ("url", "english"),
    [
        ("/cuoc-thi/", "/en/cuoc-thi/"),
        ("/cuoc-thi/?nam=2026", "/en/cuoc-thi/?nam=2026"),
        ("/media/tap-gap.pdf", "/media/tap-gap.pdf"),
        ("https://langson.gov.vn/", "https://langson.gov.vn/"),
    ],
)
def test_a_link_stays_in_the_language_of_the_page(url, english):
    assert link_here(url) == url
    with override("en"):
        assert link_here(url) == english


def kept_files():
    """Everything below the storage, as the storage names it."""
    folders, found = [""], set()
    for folder in folders:
        inside, files = default_storage.listdir(folder)
        folders += [f"{folder}/{name}".lstrip("/") for name in inside]
        found |= {f"{folder}/{name}".lstrip("/") for name in files}
    return found


def seen(banner):
    """As pages and the administration make its sizes."""
    for use in renditions.WIDTHS:
        assert renditions.shown(banner, use)
    return banner


def test_the_files_go_with_the_banner(django_capture_on_commit_callbacks):
    other = seen(BannerFactory())
    gone = [seen(BannerFactory()), seen(BannerFactory())]

    with django_capture_on_commit_callbacks(execute=True):
        drop_banners(gone)

    assert list(Banner.objects.all()) == [other]
    assert kept_files() == {name for name in files_of(other) if default_storage.exists(name)}


def test_nothing_is_lost_while_the_deletion_is_not_committed(django_capture_on_commit_callbacks):
    banner = seen(BannerFactory())
    before = kept_files()

    with django_capture_on_commit_callbacks(execute=False):
        drop_banners([banner])

    assert kept_files() == before


def test_another_picture_takes_the_place_of_the_first(django_capture_on_commit_callbacks):
    banner = seen(BannerFactory())
    before = kept_files()

    banner.image = ContentFile(picture_bytes(size=(960, 540)), name="moi.png")
    with django_capture_on_commit_callbacks(execute=True):
        keep_banner(banner)
    seen(banner)

    assert kept_files().isdisjoint(before)
    assert default_storage.exists(banner.image.name)


def test_another_focus_drops_the_sizes_and_keeps_the_picture(django_capture_on_commit_callbacks):
    banner = seen(BannerFactory())
    before = kept_files()

    banner.focus_x = 10
    with django_capture_on_commit_callbacks(execute=True):
        keep_banner(banner)

    assert kept_files() == {banner.image.name}
    assert banner.image.name in before


def test_other_words_keep_every_file(django_capture_on_commit_callbacks):
    banner = seen(BannerFactory())
    before = kept_files()

    banner.title = "Tên khác"
    with django_capture_on_commit_callbacks(execute=True):
        keep_banner(banner)

    assert kept_files() == before
