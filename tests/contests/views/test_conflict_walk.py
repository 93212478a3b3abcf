"""After a declared conflict the dossier is gone for this judge, wherever it could be met."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from contests.domain import judging
from contests.models import Application, Assignment
from portal.models import StoredFile
from portal.search import index
from tests.factories.contests import (
    AssignmentFactory,
    CriterionFactory,
    RoundEntryFactory,
    RoundFactory,
    SnapshotFactory,
)
from tests.factories.portal import judge

pytestmark = pytest.mark.django_db
TITLE = "Tinh dầu hồi xuất khẩu"
SHEET_PAGES = ("judge_sheet", "judge_sheet_review", "judge_conflict")


@pytest.fixture
def given():
    """Two dossiers of a judge who has pledged; the one named TITLE has a file."""
    round_ = RoundFactory(assignments_published_at=timezone.now())
    CriterionFactory(round=round_)
    person = judge()
    stored = StoredFile.objects.create(
        file=ContentFile(b"%PDF-1.4", name="a.pdf"),
        original_name="a.pdf",
        content_type="application/pdf",
        size=1,
        sha256="0" * 64,
    )
    files = [{"stored_public_id": str(stored.public_id), "kind": "slides", "name": "a.pdf"}]
    for title in (TITLE, "Trà hoa hồi"):
        entry = RoundEntryFactory(round=round_, application__title=title)
        entry.snapshot = SnapshotFactory(
            application=entry.application, content={"title": title, "attachments": files}
        )
        entry.save()
        AssignmentFactory(entry=entry, judge=person)
    judging.pledge(round_, judge=person)
    assignment = Assignment.objects.get(entry__application__title=TITLE)
    assignment.file_id = stored.public_id
    return assignment


def address(name, assignment, *extra):
    round_ = assignment.entry.round
    args = [round_.contest.year, round_.slug]
    if name != "judge_round":
        args.append(assignment.entry.application.public_id)
    return reverse(f"contests:{name}", args=[*args, *extra])


def walk(client, assignment):
    """What the judge meets of the dossier: place -> whether it is there."""
    judge_, application = assignment.judge, assignment.entry.application
    index.rebuild()
    lists = [address("judge_round", assignment), f"{reverse('site:search')}?q=tinh+dau+hoi"]
    texts = [client.get(url).content.decode() for url in lists]
    pages = [address(name, assignment) for name in SHEET_PAGES]
    pages.append(address("judge_file", assignment, assignment.file_id))
    statuses = {url: client.get(url).status_code for url in pages}
    pdf = client.get(reverse("contests:application_pdf", args=[application.public_id]))
    return {
        "list": TITLE in texts[0],
        "search": TITLE in texts[1],
        "pages": {status != 404 for status in statuses.values()},
        "pdf": pdf.status_code != 404,
        "permission": judge_.has_perm("contests.view_application", application),
        "queryset": application in Application.objects.visible_to(judge_),
        "assignments": assignment in Assignment.objects.for_judge(judge_),
        "next dossier": judging.next_assignment(
            Assignment.objects.exclude(pk=assignment.pk).get(judge=judge_)
        )
        == assignment,
    }


def test_the_dossier_leaves_every_place_at_once(client, given):
    client.force_login(given.judge)
    before = walk(client, given)
    # Search is the public's, and PDFs are for teams and staff: no judge meets the dossier there.
    assert [place for place, there in before.items() if not there] == ["search", "pdf"]
    assert before["pages"] == {True}

    client.post(address("judge_conflict", given), {"reason": "Người nhà"})

    after = walk(client, given)
    assert after.pop("pages") == {False}
    assert not any(after.values())


def test_what_counts_is_counted_without_it(client, given):
    client.force_login(given.judge)
    judging.declare_conflict(
        given.entry.application, judge=given.judge, actor=given.judge, reason="Người nhà"
    )

    home = client.get(reverse("contests:judge_home"))
    page = client.get(address("judge_round", given))

    assert [(total, left) for _round, total, left in home.context["rounds"]] == [(1, 1)]
    counter = page.context["counter"]
    assert (counter["total"], counter["left"]) == (1, 1)
    assert [row.assigned for row in judging.progress(given.entry.round)] == [1]
