"""Site visits: saved, guarded between windows, with photographs that tell nothing of the camera."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from PIL import Image

from contests.domain import judging
from contests.domain.judging import VisitEntry
from contests.enums import RoundState
from contests.models import SiteVisit, SiteVisitPhoto
from portal.models import StoredFile
from tests.contests.sheets import set_round
from tests.factories.contests import AssignmentFactory
from tests.factories.files import picture_bytes, upload
from tests.factories.portal import board_member, judge, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def visited(scored):
    set_round(scored, has_site_visits=True, visit_checklist="Có xưởng\n\n Có nhãn hiệu \nCó xưởng")
    return scored


def save(assignment, version=0, **values):
    return judging.save_visit(
        assignment, judge=assignment.judge, written=VisitEntry(**values), version=version
    )


def add(assignment, data=None, name="xuong.png"):
    return judging.add_photo(
        assignment, judge=assignment.judge, uploaded=upload(data or picture_bytes(), name)
    )


def test_the_checklist_is_the_round_s_lines(visited):
    assert judging.checklist(visited.entry.round) == ["Có xưởng", "Có nhãn hiệu"]


def test_a_visit_is_kept_whole_and_grows_its_version(visited):
    moment = timezone.now()

    visit = save(
        visited,
        visited_at=moment,
        place="Thôn Nà Lốc",
        latitude=Decimal("21.85310"),
        longitude=Decimal("106.76120"),
        checked=["Có xưởng"],
        notes="Máy sấy chạy tốt",
    )
    visit.refresh_from_db()

    assert (visit.version, visit.visited_at, visit.place) == (1, moment, "Thôn Nà Lốc")
    assert (str(visit.latitude), str(visit.longitude)) == ("21.85310", "106.76120")
    assert (visit.checked, visit.notes) == (["Có xưởng"], "Máy sấy chạy tốt")


def test_another_window_is_told_and_the_same_text_may_come_twice(visited):
    save(visited, notes="A")

    assert save(visited, notes="A").version == 1
    with pytest.raises(judging.VisitChangedError):
        save(visited, notes="B")
    assert SiteVisit.objects.get().notes == "A"


def test_only_the_judge_writes_only_where_there_are_visits_and_while_scoring_is_open(visited):
    with pytest.raises(PermissionDenied):
        judging.save_visit(visited, judge=judge(), written=VisitEntry(), version=0)
    set_round(visited, state=RoundState.CLOSED)
    with pytest.raises(judging.SheetLockedError):
        save(visited)
    set_round(visited, state=RoundState.OPEN, has_site_visits=False)
    with pytest.raises(judging.NoVisitsError):
        save(visited)
    assert not SiteVisit.objects.exists()


def test_a_photograph_is_re_encoded_and_loses_what_the_camera_wrote(visited):
    image, data = Image.new("RGB", (40, 30), "green"), Image.Exif()
    data[0x010F] = "MayAnhBiMat"
    out = BytesIO()
    image.save(out, "JPEG", exif=data)
    assert b"MayAnhBiMat" in out.getvalue()

    photo = add(visited, out.getvalue(), "anh.jpg")

    with photo.stored.file.open("rb") as kept:
        assert b"MayAnhBiMat" not in kept.read()
    assert photo.stored.uploaded_by == visited.judge


def test_the_same_photograph_sent_twice_is_kept_once(visited):
    assert add(visited) == add(visited)
    assert StoredFile.objects.count() == SiteVisitPhoto.objects.count() == 1


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"khong phai anh"])
def test_what_is_no_picture_is_refused(visited, data):
    with pytest.raises(ValidationError):
        add(visited, data)
    assert not StoredFile.objects.exists()


def test_a_picture_over_the_edition_s_limit_is_refused(visited):
    visited.entry.round.contest.max_image_mb = 0

    with pytest.raises(ValidationError):
        add(visited)


def test_a_visit_takes_so_many_photographs_and_no_more(visited, monkeypatch):
    monkeypatch.setattr("contests.domain.judging.visits.MAX_PHOTOS", 1)
    add(visited)

    with pytest.raises(ValidationError, match="1"):
        add(visited, picture_bytes(size=(9, 9)))


def test_the_last_photograph_sent_again_is_the_one_that_is_kept(visited, monkeypatch):
    monkeypatch.setattr("contests.domain.judging.visits.MAX_PHOTOS", 1)

    assert add(visited) == add(visited)


def test_removing_a_photograph_takes_its_file_and_is_harmless_twice(visited):
    photo = add(visited)

    for _twice in range(2):
        judging.remove_photo(visited, photo.pk, judge=visited.judge)

    assert not StoredFile.objects.exists()


def test_a_photograph_of_another_visit_is_not_removed(visited):
    photo = add(visited)
    other = AssignmentFactory(entry=visited.entry)
    judging.pledge(visited.entry.round, judge=other.judge)

    judging.remove_photo(other, photo.pk, judge=other.judge)

    assert SiteVisitPhoto.objects.exists()


def test_visits_are_read_by_judges_of_the_entry_and_the_staff(visited):
    visit = save(visited, notes="A")
    mate = AssignmentFactory(entry=visited.entry).judge

    for person in (visited.judge, mate, secretary(), board_member()):
        assert list(SiteVisit.objects.visible_to(person)) == [visit]
    for person in (judge(), visited.entry.application.owner):
        assert not SiteVisit.objects.visible_to(person).exists()
