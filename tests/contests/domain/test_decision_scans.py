"""The scan of the document behind a result: private until the office and the publication say so."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from contests.domain import rounds
from contests.domain.decisions import DecisionRefusedError, keep_scan
from contests.models import Round
from portal.audit import SYSTEM
from portal.models import StoredFile
from tests.contests.rounds import proposed, verbs_of
from tests.factories.files import pdf_bytes, upload
from tests.factories.portal import judge, secretary
from tests.factories.results import approve, scored_final

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved():
    round_ = scored_final([90])
    proposed(round_)
    return approve(round_)


def scan():
    return upload(pdf_bytes(), "quyet-dinh.pdf")


def url_of(round_):
    return reverse("contests:round_decision_scan", args=[round_.contest.year, round_.slug])


def test_the_scan_is_public_after_publication_where_the_office_says_so(client, approved):
    keep_scan(approved, actor=secretary(), uploaded=scan(), is_public=True)
    before = client.get(url_of(approved)).status_code

    rounds.publish_round(approved, actor=SYSTEM)

    page = client.get(reverse("contests:contest_results", args=[approved.contest.year]))
    assert before == 404
    assert client.get(url_of(approved)).status_code == 200
    assert url_of(approved) in page.content.decode()
    keep_scan(approved, actor=secretary(), is_public=False)
    page = client.get(reverse("contests:contest_results", args=[approved.contest.year]))
    assert client.get(url_of(approved)).status_code == 404
    assert url_of(approved) not in page.content.decode()


def test_a_new_scan_takes_the_place_of_the_earlier(approved):
    keep_scan(approved, actor=secretary(), uploaded=scan(), is_public=False)

    decision = keep_scan(approved, actor=secretary(), uploaded=scan(), is_public=False)

    assert StoredFile.objects.get() == decision.scan
    assert verbs_of(Round.objects.get(pk=approved.pk)).count("keep_scan") == 2


def test_a_scan_belongs_to_a_recorded_document(approved):
    undecided = scored_final([90])

    with pytest.raises(DecisionRefusedError):
        keep_scan(undecided, actor=SYSTEM, uploaded=scan(), is_public=False)
    with pytest.raises(DecisionRefusedError):
        keep_scan(approved, actor=SYSTEM, is_public=True)
    with pytest.raises(PermissionDenied):
        keep_scan(approved, actor=judge(), uploaded=scan(), is_public=False)
    with pytest.raises(ValidationError):
        keep_scan(approved, actor=SYSTEM, uploaded=upload(b"MZ hello", "a.pdf"), is_public=False)
