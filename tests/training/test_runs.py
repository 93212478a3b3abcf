"""Classes: published with what they need, cancelled with a reason, copied to other days and communes."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from portal.audit import SYSTEM
from portal.roles import Role
from portal.workflow import ReasonMissingError, RefusedError, TransitionNotAllowedError
from tests.factories.ecosystem import ExpertFactory, LocalityFactory
from tests.factories.portal import UserFactory
from tests.factories.training import CourseRunFactory, SessionFactory, morning_in
from training.domain import runs as acts
from training.enums import RunState
from training.models import CourseRun, Session, Trainer
from training.workflow import RUN

pytestmark = pytest.mark.django_db


def draft(**values):
    return CourseRunFactory(**{"state": RunState.DRAFT, "sessions": 2, **values})


@pytest.fixture
def officer():
    return UserFactory(roles=[Role.TRAINING_OFFICER])


def test_a_class_with_sessions_and_a_place_is_published(officer):
    run = acts.publish(draft(), actor=officer)

    assert run.state == RunState.PUBLISHED
    assert run in CourseRun.objects.public()


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"sessions": 0}, "buổi học"),
        ({"venue": ""}, "địa điểm"),
        ({"course__is_public": False}, "chưa công khai"),
        ({"sessions__first": morning_in(-2)}, "đã bắt đầu"),
    ],
)
def test_what_a_class_lacks_stands_against_publishing_it(officer, values, word):
    with pytest.raises(RefusedError, match=word):
        acts.publish(draft(**values), actor=officer)


@pytest.mark.parametrize(
    "values", [{"venue": "", "online_url": "https://hop.example"}, {"venue": "", "locality": 1}]
)
def test_a_commune_or_an_online_meeting_is_a_place(officer, values):
    if "locality" in values:
        values = values | {"locality": LocalityFactory()}

    assert acts.publish(draft(**values), actor=officer).state == RunState.PUBLISHED


def test_a_class_is_cancelled_with_a_reason_that_everybody_reads(officer, client):
    run = CourseRunFactory(sessions=1)
    with pytest.raises(ReasonMissingError):
        acts.cancel(run, actor=officer, reason=" ")
    acts.cancel(run, actor=officer, reason="Bão số 3")

    assert "Bão số 3" in client.get(run.get_absolute_url()).content.decode()


def test_a_class_that_is_over_is_not_cancelled(officer):
    run = CourseRunFactory(sessions=1, sessions__first=timezone.now() - timedelta(days=2))

    with pytest.raises(RefusedError, match="kết thúc"):
        acts.cancel(run, actor=officer, reason="Muộn")


ALLOWED = {"publish": {RunState.DRAFT}, "cancel": {RunState.PUBLISHED}}


@pytest.mark.parametrize("state", list(RunState))
@pytest.mark.parametrize("step", [transition.name for transition in RUN])
def test_every_step_from_every_state(state, step):
    run = CourseRunFactory(state=state)
    if state in ALLOWED[step]:
        assert RUN.apply(run, step, actor=SYSTEM, reason="Lý do").state == RUN[step].target
    else:
        with pytest.raises(TransitionNotAllowedError):
            RUN.apply(run, step, actor=SYSTEM, reason="Lý do")


@pytest.mark.parametrize("role", [Role.EDITOR, Role.SECRETARY, Role.SPACE_MANAGER])
def test_nobody_but_training_officers_publishes_or_copies(role):
    actor = UserFactory(roles=[role])
    for act in (
        lambda: acts.publish(draft(), actor=actor),
        lambda: acts.cancel(CourseRunFactory(sessions=1), actor=actor, reason="Lý do"),
        lambda: acts.copy_run(draft(), date(2027, 1, 4), actor=actor),
    ):
        with pytest.raises(PermissionDenied):
            act()


# --- copies -----------------------------------------------------------------------------------


def test_a_copy_keeps_hours_distances_topics_and_trainers(officer):
    run = CourseRunFactory(course__name="Khóa A", name="Lớp sáng")
    first = morning_in(3)
    SessionFactory(run=run, starts_at=first, topic="Một", venue="Phòng 2")
    SessionFactory(run=run, starts_at=first + timedelta(days=7, hours=6), topic="Hai")
    Trainer.objects.create(run=run, expert=ExpertFactory())
    acts.settle(run)

    made = acts.copy_run(run, date(2027, 3, 1), actor=officer)

    assert (made.state, made.name, made.venue) == (RunState.DRAFT, "Lớp sáng", "Hội trường A")
    assert [(row.when, row.topic, row.venue) for row in made.sessions.all()] == [
        ("08:00–11:00 01/03/2027", "Một", "Phòng 2"),
        ("14:00–17:00 08/03/2027", "Hai", ""),
    ]
    assert made.trainers.count() == 1
    assert made.days == "01/03/2027–08/03/2027"
    assert made.slug != run.slug


def test_a_class_without_sessions_is_not_copied(officer):
    with pytest.raises(RefusedError, match="chưa có buổi học"):
        acts.copy_run(draft(sessions=0), date(2027, 3, 1), actor=officer)


def test_a_series_is_a_draft_for_each_commune_so_many_days_apart(officer):
    communes = LocalityFactory.create_batch(3)
    run = draft(venue="Hội trường xã cũ", name="Tên riêng")

    made = acts.make_series(run, communes, date(2027, 3, 1), days_between=7, actor=officer)

    assert [row.locality for row in made] == communes
    assert [row.days[:10] for row in made] == ["01/03/2027", "08/03/2027", "15/03/2027"]
    assert {(row.venue, row.name, row.state) for row in made} == {("", "", RunState.DRAFT)}
    assert len({row.series for row in made}) == 1
    assert len({row.slug for row in made}) == 3


def test_a_series_is_made_whole_or_not_at_all(officer):
    communes = LocalityFactory.create_batch(2)
    run = draft()
    Session.objects.filter(run=run).delete()

    with pytest.raises(RefusedError):
        acts.make_series(run, communes, date(2027, 3, 1), days_between=0, actor=officer)
    with pytest.raises(RefusedError):
        acts.make_series(draft(), [], date(2027, 3, 1), days_between=0, actor=officer)
    assert CourseRun.objects.count() == 2


# --- rows -------------------------------------------------------------------------------------


def test_the_times_of_a_class_are_those_of_its_sessions():
    run = draft()
    first, second = run.sessions.all()
    assert (run.starts_at, run.ends_at) == (first.starts_at, second.ends_at)

    run.sessions.all().delete()
    settled = acts.settle(run)
    assert (settled.starts_at, settled.ends_at, settled.days) == (None, None, "")


def test_a_session_ends_after_it_starts_and_no_two_start_at_once():
    session = SessionFactory()
    with pytest.raises(ValidationError, match="sau"):
        Session(run=session.run, starts_at=session.ends_at, ends_at=session.ends_at).full_clean()
    with pytest.raises(ValidationError, match="thời gian này"):
        Session(run=session.run, starts_at=session.starts_at, ends_at=session.ends_at).full_clean()


@pytest.mark.parametrize(
    ("has_expert", "name", "is_right"),
    [(True, "", True), (False, "Hà", True), (True, "Hà", False), (False, "", False)],
)
def test_a_trainer_is_an_expert_or_a_name(has_expert, name, is_right):
    trainer = Trainer(
        run=CourseRunFactory(), expert=ExpertFactory() if has_expert else None, name=name
    )
    if is_right:
        trainer.full_clean()
    else:
        with pytest.raises(ValidationError):
            trainer.full_clean()


def test_the_path_of_a_class_is_short_and_its_own():
    commune = LocalityFactory(name="Ba Sơn")
    runs = [CourseRunFactory(slug="", locality=commune) for _n in range(2)]

    assert [run.slug for run in runs] == ["xa-ba-son", "xa-ba-son-2"]
