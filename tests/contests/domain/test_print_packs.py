"""The print pack of a judge: only assigned dossiers, only what judges may read, one folder each."""

import io
import zipfile

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contests.domain import paper_sheets, print_packs
from contests.enums import ApplicationState, RoundState
from contests.models import ConflictDeclaration, MadePaper, Round
from portal.jobruns import run
from portal.models import BackgroundJob, Consent
from portal.models.jobs import JobState
from portal.workflow import RefusedError
from tests.contests.domain.judging.conftest import scored
from tests.contests.paper_files import squeezed, text_of
from tests.factories.contests import AssignmentFactory, SnapshotFactory
from tests.factories.files import StoredFileFactory
from tests.factories.portal import UserFactory, board_member, secretary
from tests.factories.results import numbered_application

__all__ = ["scored"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def snapshot_content():
    """A version with what judges read and what they do not."""
    stored = StoredFileFactory()
    answer = {"key": "a", "kind": "short", "text": "", "table": None}
    return {
        "title": "Trà hoa hồi",
        "contact": {"full_name": "Hoàng Thị Chủ", "phone": "+84912345678", "email": "chu@x.vn"},
        "members": [],
        "sections": [
            {
                "title": "Ý tưởng",
                "answers": [
                    {**answer, "label": "Điểm mới", "value": "Chưng cất lạnh"},
                    {**answer, "label": "Nợ", "value": "Bí mật", "visible_to_judges": False},
                ],
            }
        ],
        "attachments": [
            {"kind": "slides", "name": "trình bày.pdf", "stored_public_id": str(stored.public_id)},
            {"kind": "guardian", "name": "gia-đình.pdf", "stored_public_id": str(stored.public_id)},
        ],
    }


@pytest.fixture
def given(scored, snapshot_content):
    """The judge's dossier with a submitted version, and another judge with another one."""
    entry = scored.entry
    entry.application = numbered_application(entry.round.contest, 7, state="in_round")
    entry.snapshot = SnapshotFactory(application=entry.application, content=snapshot_content)
    entry.save()
    return scored


def pack_of(assignment, *judges, with_files=True, actor=None):
    """The names inside the pack with the bytes of each, made as the worker makes it."""
    job = print_packs.start_pack(
        assignment.entry.round,
        judges=judges or [assignment.judge],
        with_files=with_files,
        actor=actor or secretary(),
    )
    assert run(job.pk) == JobState.DONE, BackgroundJob.objects.get(pk=job.pk).error
    job.refresh_from_db()
    assert (job.progress, job.total) == (job.total, job.total)
    with zipfile.ZipFile(io.BytesIO(job.result.file.read())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def inside(pack, ending):
    return next(content for name, content in pack.items() if name.endswith(ending))


def test_a_pack_holds_list_sheets_and_the_dossier_as_judges_read_it(given):
    pack = pack_of(given)

    folder = f"{given.entry.application.reference}/"
    assert [name.split("/", 1)[1] for name in list(pack)[:4]] == [
        "00-danh-muc.pdf",
        "01-phieu-cham.pdf",
        f"{folder}00-ho-so.pdf",
        f"{folder}01-bai-trinh-bay-trinh-bay.pdf",
    ]
    dossier = text_of(inside(pack, "00-ho-so.pdf"))
    assert squeezed("Chưng cất lạnh") in dossier
    for hidden in ("Bí mật", "+84912345678", "0912", "chu@x.vn", "gia-đình"):
        assert squeezed(hidden) not in dossier
    assert not any("gia-dinh" in name for name in pack)
    code = paper_sheets.sheet_code(given)
    assert squeezed(code) in text_of(inside(pack, "01-phieu-cham.pdf"))
    assert squeezed(code) in text_of(inside(pack, "00-danh-muc.pdf"))


def test_a_dossier_of_two_judges_is_read_and_set_once(given, monkeypatch):
    set_for = []
    real = print_packs.typeset
    monkeypatch.setattr(
        print_packs,
        "typeset",
        lambda name, paper, **kw: set_for.append(paper["title"]) or real(name, paper, **kw),
    )
    mate = AssignmentFactory(entry=given.entry)

    pack = pack_of(given, given.judge, mate.judge)

    assert sorted(set_for) == sorted([str(given.judge), str(mate.judge), "Trà hoa hồi"])
    dossiers = [content for name, content in pack.items() if name.endswith("00-ho-so.pdf")]
    assert len(dossiers) == 2
    assert dossiers[0] == dossiers[1]


def test_names_are_left_out_where_the_round_hides_them(given):
    assert squeezed("Hoàng Thị Chủ") in text_of(inside(pack_of(given), "00-ho-so.pdf"))

    Round.objects.update(hides_names=True)

    for content in pack_of(given, with_files=False).values():
        assert b"%PDF" not in content[:4] or squeezed("Hoàng Thị Chủ") not in text_of(content)


def test_each_judge_gets_the_own_dossiers_without_those_in_conflict_or_gone(given):
    entry = given.entry
    other = AssignmentFactory(entry__round=entry.round)
    for case in ("conflict", "gone"):
        row = AssignmentFactory(entry__round=entry.round, judge=given.judge)
        row.entry.application.title = case
        row.entry.application.save()
        if case == "gone":
            type(row.entry.application).objects.filter(pk=row.entry.application_id).update(
                state=ApplicationState.WITHDRAWN
            )
        else:
            ConflictDeclaration.objects.create(
                application=row.entry.application,
                judge=given.judge,
                declared_by=given.judge,
                reason="x",
            )

    pack = pack_of(given, given.judge, other.judge)

    dossiers = [name for name in pack if name.endswith("00-ho-so.pdf")]
    folders = {name.split("/")[0] for name in dossiers}
    assert (len(dossiers), len(folders)) == (2, 2)


def test_a_judge_without_a_pledge_finds_it_to_sign(given):
    words = squeezed("cam kết bảo mật")
    assert words not in text_of(inside(pack_of(given), "00-danh-muc.pdf")).lower()
    Consent.objects.all().delete()
    assert words in text_of(inside(pack_of(given), "00-danh-muc.pdf")).lower()


def test_a_pack_is_recorded(given):
    clerk = secretary()
    pack_of(given, actor=clerk)

    entries = LogEntry.objects.get_for_object(given.entry.round)
    entry = next(e for e in entries if e.additional_data["verb"] == "print_pack")
    assert (entry.actor, entry.additional_data["judges"]) == (clerk, str(given.judge))
    assert MadePaper.objects.get().judge == given.judge


@pytest.mark.parametrize("case", ["closed", "unpublished", "nothing"])
def test_nothing_is_printed_that_may_still_change_or_is_empty(given, case):
    round_ = given.entry.round
    if case == "closed":
        round_.state = RoundState.CLOSED
    elif case == "unpublished":
        round_.assignments_published_at = None
    judges = [UserFactory()] if case == "nothing" else [given.judge]

    with pytest.raises(RefusedError):
        print_packs.start_pack(round_, judges=judges, with_files=True, actor=secretary())
    assert not BackgroundJob.objects.exists()


def test_a_round_closed_before_the_worker_comes_prints_nothing(given):
    job = print_packs.start_pack(
        given.entry.round, judges=[given.judge], with_files=True, actor=board_member()
    )
    Round.objects.update(state=RoundState.CLOSED, closed_at=timezone.now())
    assert run(job.pk) == JobState.FAILED


def test_strangers_ask_for_no_pack(given):
    with pytest.raises(PermissionDenied):
        print_packs.start_pack(
            given.entry.round, judges=[given.judge], with_files=True, actor=given.judge
        )
