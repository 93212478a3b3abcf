"""A judge is named in public only after agreeing, and no longer once that is taken back."""

import pytest

from contests.domain import judging
from contests.domain.consents import withdraw_consent
from contests.domain.judging import is_named, set_named, with_naming
from contests.models import Contest, PanelMember
from portal.models import Consent
from portal.workflow import RefusedError
from tests.contests.rounds import verbs_of
from tests.factories.contests import ContestFactory, PanelMemberFactory
from tests.factories.portal import judge

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat():
    return PanelMemberFactory()


def named():
    return [member.is_named for member in with_naming(PanelMember.objects.order_by("pk"))]


def test_agreeing_is_a_consent_with_its_words_for_one_edition(seat):
    contest = seat.panel.round.contest
    PanelMemberFactory(judge=seat.judge)  # in another edition
    assert named() == [False, False]

    for _click in range(2):
        set_named(contest, judge=seat.judge, agrees=True)

    assert Consent.objects.get().text == judging.naming_text()
    assert named() == [True, False]
    assert verbs_of(contest) == ["agree_to_be_named"]


def test_it_is_taken_back_on_the_judges_page_or_among_the_consents(seat):
    contest = seat.panel.round.contest
    for take_back in (
        lambda: set_named(contest, judge=seat.judge, agrees=False),
        lambda: withdraw_consent(Consent.objects.get(withdrawn_at=None), actor=seat.judge),
    ):
        set_named(contest, judge=seat.judge, agrees=True)
        take_back()
        assert not is_named(contest, seat.judge)
        assert named() == [False]


def test_an_edition_is_judged_once_by_who_sits_on_several_panels(seat):
    contest = seat.panel.round.contest
    PanelMemberFactory(judge=seat.judge, panel__round=seat.panel.round)
    PanelMemberFactory()

    assert list(Contest.objects.judged_by(seat.judge)) == [contest]
    assert not Contest.objects.judged_by(judge()).exists()


def test_somebody_without_a_seat_is_not_asked():
    with pytest.raises(RefusedError):
        set_named(ContestFactory(), judge=judge(), agrees=True)
