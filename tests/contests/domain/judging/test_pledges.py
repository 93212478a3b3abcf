"""The pledge of confidentiality comes before the first dossier."""

import pytest

from contests.domain import judging
from contests.domain.judging import SheetEntry
from portal.models import Consent
from portal.workflow import RefusedError
from tests.contests.sheets import save
from tests.factories.contests import PanelMemberFactory, RoundFactory
from tests.factories.portal import judge

pytestmark = pytest.mark.django_db


def test_a_pledge_is_a_consent_with_its_words_and_marks_the_seat():
    seat = PanelMemberFactory()
    round_ = seat.panel.round

    first = judging.pledge(round_, judge=seat.judge)
    second = judging.pledge(round_, judge=seat.judge)

    seat.refresh_from_db()
    assert first == second == Consent.objects.get()
    assert first.text == judging.pledge_text()
    assert seat.pledged_at is not None
    assert judging.has_pledged(round_, seat.judge)


def test_somebody_who_does_not_judge_the_round_cannot_pledge():
    with pytest.raises(RefusedError):
        judging.pledge(RoundFactory(), judge=judge())


def test_a_sheet_cannot_be_saved_before_the_pledge(scored):
    Consent.objects.all().delete()

    with pytest.raises(judging.PledgeMissingError):
        save(scored, SheetEntry())
