"""After publication, an applicant reads the own mean, a band and the judges' words; never before."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from contests.models import Application, RoundResult, ScoreSheet
from tests.factories.results import published_round, scored_round

pytestmark = pytest.mark.django_db


def _page(client, phase):
    call_command("load_langson", verbosity=0)
    call_command("make_demo", phase=phase, year=2031, applications=6, verbosity=0)
    application = Application.objects.filter(
        contest__year=2031, entries__round__kind="final"
    ).first()
    ScoreSheet.objects.filter(assignment__entry__application=application).update(
        comment_for_author="Sản phẩm gọn gàng, nên thử ở chợ phiên"
    )
    client.force_login(application.owner)
    return client.get(
        reverse("contests:application_detail", args=[application.public_id])
    ).content.decode()


def test_published_rounds_release_the_judges_words(client):
    text = _page(client, "published")

    assert text.count("nên thử ở chợ phiên") == 6  # three judges in two rounds
    assert reverse("contests:contest_results", args=[2031]) in text


def test_a_round_that_is_only_approved_releases_nothing(client):
    text = _page(client, "decided")

    assert (
        text.count("nên thử ở chợ phiên") == 3
    )  # the preliminary round is published, the final is not


def test_the_place_on_the_reserve_list_does_not_wait_for_the_feedback(client):
    published_round(scored_round([90], [80], advance_count=1, reserve_count=1, feedback_later=True))
    waits = Application.objects.get(number=2)
    client.force_login(waits.owner)
    url = reverse("contests:application_detail", args=[waits.public_id])

    page = client.get(url)
    RoundResult.objects.filter(entry__application=waits).update(called_up_at=waits.submitted_at)

    assert page.context["feedback"] == []
    assert page.context["reserve_place"].position == 1
    assert "thứ 1 trong danh sách dự bị" in page.content.decode()
    assert client.get(url).context["reserve_place"] is None
