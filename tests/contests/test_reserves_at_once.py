"""Staff at once: a place that became free goes to one reserve, who is asked once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contests.domain import rounds
from contests.models import Application, Participation, Round
from portal.models import OutgoingMail
from portal.workflow import RefusedError
from tests.contests.rounds import minutes, proposed
from tests.contests.test_concurrency import at_once
from tests.factories.portal import secretary
from tests.factories.results import approve, results_of, scored_round


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "called", [(1, 1), (1, 2)], ids=["the same reserve twice", "two reserves for one place"]
)
def test_of_two_staff_who_call_up_at_once_one_fills_the_place(called):
    # The second and the third share a place on the list: either may be called up.
    round_ = scored_round([90], [70], [70], advance_count=1, reserve_count=2)
    proposed(round_)
    approve(round_)
    rows = results_of(round_)
    # As after the publication, whose article needs rows that tests with threads do not keep.
    Round.objects.update(state="published", published_at=timezone.now())
    Application.objects.filter(number=1).update(state="withdrawn")
    Application.objects.exclude(number=1).update(state="not_advanced")
    people = [secretary(), secretary()]
    by = timezone.now() + timedelta(days=4)

    answers = at_once(
        [
            lambda n=n, p=p: rounds.call_up_reserve(
                rows[n], actor=p, confirm_by=by, **minutes(number="05/BB-HĐGK")
            )
            for n, p in zip(called, people, strict=True)
        ],
        workers=2,
    )

    assert sum(isinstance(answer, RefusedError) for answer in answers) == 1
    assert Application.objects.filter(state="advanced").count() == 1
    assert Participation.objects.count() == 1
    assert OutgoingMail.objects.filter(template="contests/result_called_up").count() == 1
