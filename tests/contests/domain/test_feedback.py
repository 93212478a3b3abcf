"""What a round lets its authors read: switches, the later act, and nothing of the judges."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from contests.domain import rounds
from contests.domain.feedback import FeedbackRefusedError, release_feedback, set_feedback
from contests.domain.results import released_feedback
from contests.models import Application, Round, ScoreSheet
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from tests.contests.rounds import proposed, verbs_of
from tests.factories.portal import judge, secretary
from tests.factories.results import approve, scored_round

pytestmark = pytest.mark.django_db

COMMENT = "Nên thử ở chợ phiên"


@pytest.fixture
def approved():
    """Two entries, approved; the first has a comment for its author."""
    round_ = scored_round([90], [40])
    sheet = ScoreSheet.objects.filter(assignment__entry__application__number=1).get()
    sheet.comment_for_author = COMMENT
    sheet.save()
    proposed(round_)
    return approve(round_)


def publish(round_, **switches):
    set_feedback(round_, actor=secretary(), switches=switches)
    return rounds.publish_round(round_, actor=SYSTEM)


def feedback():
    return released_feedback(Application.objects.get(number=1))


def mail(template="contests/result_advanced"):
    reference = Application.objects.get(number=1).reference
    return OutgoingMail.objects.get(template=template, about=reference).body_text


def test_as_usual_mean_band_and_comments_and_no_rank(approved):
    publish(approved)

    (found,) = feedback()
    assert (found.mean, found.comments) == (Decimal(90), (COMMENT,))
    assert found.band is not None
    assert (found.criteria, found.rank) == ((), None)
    assert "90/100" in mail()
    assert "Thứ hạng" not in mail()


@pytest.mark.parametrize(
    ("switch", "words"),
    [("feedback_mean", "90/100"), ("feedback_band", "Hồ sơ thuộc"), ("feedback_comments", COMMENT)],
)
def test_what_is_switched_off_is_neither_shown_nor_mailed(approved, switch, words):
    publish(approved, **{switch: False})

    (found,) = feedback()
    hidden = {"feedback_mean": found.mean, "feedback_band": found.band}
    assert not hidden.get(switch, found.comments)
    assert words not in mail()


def test_criteria_and_rank_where_the_round_says_so(approved):
    publish(approved, feedback_criteria=True, feedback_rank=True)

    (found,) = feedback()
    assert [(c.name, c.mean, c.most) for c in found.criteria] == [
        ("Tính mới", Decimal(25), Decimal(25)),
        ("Khả thi", Decimal(65), Decimal(75)),
    ]
    assert (found.rank, found.ranked) == (1, 2)
    assert "Tính mới: 25/25" in mail()
    assert "Thứ hạng: 1/2" in mail()


def test_later_means_neither_in_the_mail_nor_on_the_page_until_the_act(approved):
    round_ = publish(approved, feedback_later=True)
    assert feedback() == []
    for words in (COMMENT, "90/100", "Hồ sơ thuộc"):
        assert words not in mail()

    told = release_feedback(round_, actor=secretary())

    assert told == 2
    assert feedback()[0].comments == (COMMENT,)
    assert COMMENT in mail("contests/feedback_released")
    assert OutgoingMail.objects.filter(template="contests/feedback_released").count() == 2
    assert verbs_of(Round.objects.get())[-1] == "release_feedback"


def test_feedback_is_released_once_and_never_before_the_result(approved):
    set_feedback(approved, actor=SYSTEM, switches={"feedback_later": True})
    with pytest.raises(FeedbackRefusedError):
        release_feedback(approved, actor=SYSTEM)
    rounds.publish_round(approved, actor=SYSTEM)
    release_feedback(approved, actor=SYSTEM)

    with pytest.raises(FeedbackRefusedError):
        release_feedback(approved, actor=SYSTEM)
    with pytest.raises(FeedbackRefusedError):
        set_feedback(approved, actor=SYSTEM, switches={"feedback_rank": True})


def test_between_result_and_release_the_rest_may_still_change(approved):
    round_ = publish(approved, feedback_later=True)

    with pytest.raises(FeedbackRefusedError):
        set_feedback(round_, actor=SYSTEM, switches={"feedback_later": False})
    set_feedback(round_, actor=SYSTEM, switches={"feedback_comments": False})

    release_feedback(round_, actor=SYSTEM)
    assert feedback()[0].comments == ()


def test_who_left_is_not_written_to(approved):
    round_ = publish(approved, feedback_later=True)
    Application.objects.filter(number=2).update(state="withdrawn")

    assert release_feedback(round_, actor=SYSTEM) == 1


def test_a_judge_neither_sets_nor_releases(approved):
    for act in (
        lambda: set_feedback(approved, actor=judge(), switches={"feedback_rank": True}),
        lambda: release_feedback(approved, actor=judge()),
    ):
        with pytest.raises(PermissionDenied):
            act()
