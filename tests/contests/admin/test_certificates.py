"""The page of a final's certificates: one by one, all at once, never before the publication."""

import pytest
from django.urls import reverse
from django.utils import timezone

from contests.models import Award
from portal.models import BackgroundJob, IssuedDocument
from tests.contests.rounds import proposed
from tests.factories.results import approve, published_round, scored_final

pytestmark = pytest.mark.django_db


def url_of(round_):
    return reverse("admin:contests_round_certificates", args=[round_.pk])


def values(**kwargs):
    return {
        "issued_on": f"{timezone.localdate():%d/%m/%Y}",
        "signer": "Nguyễn Văn Ký",
        "signer_position": "Trưởng ban",
        "language": "vi",
        **kwargs,
    }


def test_one_certificate_by_its_button(office):
    round_ = published_round(scored_final([90], [80]))
    award = Award.objects.order_by("pk").first()

    refused = office.post(url_of(round_), values(award=award.pk, signer=""))
    done = office.post(url_of(round_), values(award=award.pk))

    assert (refused.status_code, done.status_code) == (422, 302)
    document = IssuedDocument.objects.get()
    assert document.subject == award
    file_url = reverse("admin:portal_issueddocument_file", args=[document.pk])
    assert file_url in office.get(url_of(round_)).content.decode()


def test_all_that_are_missing_become_a_job(office):
    round_ = published_round(scored_final([90], [80]))

    response = office.post(url_of(round_), values())

    job = BackgroundJob.objects.get()
    assert response.url == reverse("admin:portal_backgroundjob_change", args=[job.pk])


def test_before_the_publication_there_is_nothing_to_issue(office):
    round_ = scored_final([90])
    proposed(round_)
    approve(round_)
    award = Award.objects.get()

    assert office.get(url_of(round_)).context["rows"] == []
    assert office.post(url_of(round_), values(award=award.pk)).status_code == 404
    assert office.post(url_of(round_), values()).status_code == 422
    assert not IssuedDocument.objects.exists()
