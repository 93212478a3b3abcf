"""Certificates of awards: numbers without gaps, what is printed, whom the check page names."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from contests.domain.award_lives import revoke_award
from contests.domain.certificates import (
    JOB,
    issue_certificate,
    own_awards,
    start_certificates,
)
from contests.domain.consents import consent_scope
from contests.models import Award
from portal.audit import SYSTEM
from portal.documents import KINDS, DocumentRefusedError, find_by_code, revoke
from portal.jobruns import run
from portal.models import BackgroundJob, Consent, IssuedDocument, OutgoingMail
from portal.models.consent import ConsentPurpose
from tests.contests.rounds import proposed
from tests.factories.portal import UserFactory, judge, secretary
from tests.factories.results import approve, published_round, scored_final

pytestmark = pytest.mark.django_db


@pytest.fixture
def final():
    return published_round(scored_final([90], [80]))


def awards():
    return list(Award.objects.select_related("application").order_by("prize__order", "pk"))


def paper(**kwargs):
    return {
        "issued_on": timezone.localdate(),
        "signer": "Nguyễn Văn Ký",
        "signer_position": "Trưởng ban",
        **kwargs,
    }


def revocation():
    return {
        "number": "99/QĐ-UBND",
        "issued_on": timezone.localdate(),
        "signer": "Hoàng Văn Ký",
        "reason": "Tranh chấp bản quyền",
    }


def words_of(document):
    with document.stored.file.open("rb") as source:
        pages = PdfReader(io.BytesIO(source.read())).pages
        assert len(pages) == 1
        return " ".join(pages[0].extract_text().split())


def test_the_paper_says_who_won_what_by_which_decision(final):
    document = issue_certificate(awards()[0], actor=secretary(), **paper())

    words = words_of(document)
    year = final.contest.year
    assert document.number == f"001/{year}/GCN"
    for expected in (
        "GIẤY CHỨNG NHẬN",
        "Hoàng Thị Số 1",
        "đạt Giải Nhất",
        "1234/QĐ-UBND",
        document.number,
        document.printed_code,
        "Nguyễn Văn Ký",
    ):
        assert expected in words
    assert "Certificate" not in words
    assert document.sha256 == document.stored.sha256
    assert awards()[0].paper_number == document.number


def test_english_is_added_on_request(final):
    document = issue_certificate(awards()[0], actor=secretary(), **paper(language="vi-en"))

    words = words_of(document)
    assert "Certificate" in words
    assert "certifies that" in words
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words


@pytest.mark.parametrize("length", [80, 200])
def test_long_names_stay_on_one_page(final, length):
    award = awards()[0]
    award.application.contact_name = ("Nguyễn Thị Hồng Hạnh " * 20)[: min(length, 100)].strip()
    award.application.title = ("Trà hoa hồi và tinh dầu hồi Mẫu Sơn " * 10)[:length].strip()
    award.application.save()

    document = issue_certificate(award, actor=secretary(), **paper(language="vi-en"))

    assert award.application.contact_name in words_of(document)


def test_numbers_have_no_gaps_and_a_revoked_one_is_not_given_again(final):
    first, second = awards()
    one = issue_certificate(first, actor=secretary(), **paper())
    with pytest.raises(DocumentRefusedError):
        issue_certificate(first, actor=secretary(), **paper())
    with pytest.raises(DocumentRefusedError):
        issue_certificate(
            second, actor=secretary(), **paper(issued_on=timezone.localdate() - timedelta(days=1))
        )
    revoke(one, actor=secretary(), reason="In sai tên")

    again = issue_certificate(first, actor=secretary(), **paper())
    other = issue_certificate(second, actor=secretary(), **paper())

    assert [d.serial for d in (one, again, other)] == [1, 2, 3]
    assert len({d.code for d in (one, again, other)}) == 3


def test_nothing_is_certified_before_the_publication():
    round_ = scored_final([90])
    proposed(round_)
    approve(round_)

    with pytest.raises(DocumentRefusedError):
        issue_certificate(awards()[0], actor=secretary(), **paper())
    with pytest.raises(DocumentRefusedError):
        start_certificates(round_, actor=secretary(), language="vi", **paper())
    assert own_awards(awards()[0].application) == []


def test_a_revoked_award_takes_its_certificate_along(final):
    document = issue_certificate(awards()[0], actor=secretary(), **paper())

    revoke_award(awards()[0], actor=SYSTEM, **revocation())

    document.refresh_from_db()
    assert (document.is_valid, document.revoked_reason) == (False, "Tranh chấp bản quyền")
    with pytest.raises(DocumentRefusedError):
        issue_certificate(awards()[0], actor=secretary(), **paper())


def test_a_judge_issues_nothing(final):
    with pytest.raises(PermissionDenied):
        issue_certificate(awards()[0], actor=judge(), **paper())


# --- all at once -------------------------------------------------------------------------------


def test_all_certificates_in_one_file_issue_only_what_is_missing(final):
    issue_certificate(awards()[0], actor=secretary(), **paper())
    start_certificates(final, actor=secretary(), language="vi", **paper())

    for _time in range(2):
        row = BackgroundJob.objects.filter(kind=JOB).get()
        run(row.pk)

    row.refresh_from_db()
    assert row.state == "done"
    with row.result.file.open("rb") as source:
        assert len(PdfReader(io.BytesIO(source.read())).pages) == 2
    assert list(IssuedDocument.objects.order_by("serial").values_list("serial", flat=True)) == [
        1,
        2,
    ]


# --- the check page ----------------------------------------------------------------------------


def test_the_public_reads_a_name_only_while_its_consent_stands(client, final):
    award = awards()[0]
    document = issue_certificate(award, actor=secretary(), **paper())
    url = document.get_absolute_url()
    name = award.application.contact_name
    assert name not in client.get(url).content.decode()

    consent = Consent.objects.create(
        user=award.application.owner,
        purpose=ConsentPurpose.PUBLICATION,
        scope=consent_scope(award.application),
        text_version="1",
        text="Đồng ý",
    )
    assert name in client.get(url).content.decode()
    consent.withdrawn_at = timezone.now()
    consent.save()
    page = client.get(url).content.decode()

    assert name not in page
    assert award.application.title not in page
    assert document.number in page.replace("\u2060", "")


def test_the_kind_names_its_issuer():
    assert KINDS["contests.award"].issuer


def test_a_code_is_found_however_it_is_typed(final):
    document = issue_certificate(awards()[0], actor=secretary(), **paper())

    for typed in (document.code, document.printed_code, f" {document.code.lower()} "):
        assert find_by_code(typed) == document
    assert find_by_code(document.code[:-1]) is None


# --- the dossier -------------------------------------------------------------------------------


def test_the_people_of_the_dossier_take_their_certificate(client, final):
    award, other = awards()
    document = issue_certificate(award, actor=secretary(), **paper())
    url = reverse(
        "contests:application_certificate", args=[award.application.public_id, document.pk]
    )
    client.force_login(award.application.owner)

    assert url in client.get(award.application.get_absolute_url()).content.decode()
    assert client.get(url).status_code == 200
    wrong = url.replace(award.application.public_id, other.application.public_id)
    assert client.get(wrong).status_code == 404
    client.force_login(UserFactory())
    assert client.get(url).status_code == 404
    client.force_login(award.application.owner)
    revoke_award(award, actor=SYSTEM, **revocation())
    page = client.get(award.application.get_absolute_url()).content.decode()
    assert client.get(url).status_code == 404
    assert url not in page
    assert "99/QĐ-UBND" in page.replace("\u2060", "")
    assert OutgoingMail.objects.filter(template="contests/award_revoked").count() == 1
