"""What joins the contest and training: coaching lists, and points for attendance."""

from decimal import Decimal

import pytest
from auditlog.models import LogEntry
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from contests.enums import Outcome, RoundState, Scorer
from contests.models import OrganiserScore, RoundResult
from portal.models import OutgoingMail
from portal.roles import Role
from portal.site.training_links import (
    points_for,
    promoted,
    proposals,
    take_over,
)
from portal.workflow import RefusedError
from tests.contests.test_concurrency import at_once
from tests.factories.contests import (
    ApplicationFactory,
    CriterionFactory,
    DecisionFactory,
    RoundEntryFactory,
    RoundFactory,
    TeamMemberFactory,
)
from tests.factories.portal import UserFactory
from tests.factories.training import (
    AttendanceFactory,
    CourseRunFactory,
    OpenRunFactory,
    RegistrationFactory,
)
from training.domain.presence import Share
from training.domain.run_invitations import Guest, answers, invite
from training.models import RunInvitation

pytestmark = pytest.mark.django_db


def signed_in(client, *roles):
    user = UserFactory(roles=roles)
    client.force_login(user)
    return user


def results(*outcomes, state=RoundState.PUBLISHED):
    """A round with an entry for each outcome."""
    round_ = RoundFactory(state=state, decision=DecisionFactory())
    for place, outcome in enumerate(outcomes):
        application = ApplicationFactory(
            contest=round_.contest, title=f"Dự án {place}", contact_email=f"doi{place}@x.vn"
        )
        entry = RoundEntryFactory(round=round_, application=application)
        RoundResult.objects.create(entry=entry, outcome=outcome)
    return round_


def mails():
    return sorted(
        OutgoingMail.objects.filter(template="training/run_invitation").values_list(
            "recipient", flat=True
        )
    )


def guests_page(run):
    return reverse("site_staff:run_guests", args=[run.pk])


# --- the coaching list --------------------------------------------------------------------------


def test_teams_that_went_on_are_listed_once_the_result_is_published():
    outcomes = (Outcome.ADVANCE, Outcome.NOT_ADVANCE, Outcome.RESERVE, Outcome.ADVANCE)

    assert [guest.team for guest in promoted(results(*outcomes))] == ["Dự án 0", "Dự án 3"]
    assert promoted(results(*outcomes, state=RoundState.APPROVED)) == []


def test_a_team_that_left_is_not_invited():
    round_ = results(Outcome.ADVANCE, Outcome.ADVANCE)
    left = round_.entries.first().application
    type(left).objects.filter(pk=left.pk).update(state="withdrawn")

    assert [guest.team for guest in promoted(round_)] == ["Dự án 1"]


def test_the_secretary_sees_the_teams_and_sends_each_one_mail(client):
    signed_in(client, Role.SECRETARY)
    run, round_ = OpenRunFactory(sessions=1), results(Outcome.ADVANCE, Outcome.ADVANCE)

    preview = client.get(guests_page(run), {"round": round_.pk})
    assertContains(preview, "doi0@x.vn")
    assert mails() == []

    for _time in range(2):
        response = client.post(guests_page(run), {"round": round_.pk})
        assertRedirects(response, guests_page(run))
    assert mails() == ["doi0@x.vn", "doi1@x.vn"]
    letter = OutgoingMail.objects.filter(recipient="doi0@x.vn").get()
    assert "Dự án 0" in letter.body_text
    assert run.get_absolute_url() in letter.body_text
    lines = [row.additional_data or {} for row in LogEntry.objects.get_for_object(run)]
    assert [line.get("verb") for line in lines].count("invite_to_run") == 1


def test_the_page_shows_who_registered_and_who_came(client):
    signed_in(client, Role.TRAINING_OFFICER)
    run = OpenRunFactory(sessions=2)
    for place in range(3):
        RunInvitation.objects.create(
            run=run,
            full_name=f"Đội {place}",
            email=f"doi{place}@x.vn",
            email_key=f"doi{place}@x.vn",
        )
    came = RegistrationFactory(run=run, email="Doi0@x.vn", state="attended")
    AttendanceFactory(registration=came)
    RegistrationFactory(run=run, email="doi1@x.vn", state="cancelled")

    first, second, third = answers(run)
    assert (first.registration, first.share.came) == (came, 1)
    assert second.registration is None
    assert third.registration is None
    response = client.get(guests_page(run))
    assertContains(response, "1/2")
    assertContains(response, "Chưa")
    assertNotContains(response, "Gửi thư mời")


def test_who_registered_already_and_who_has_no_address_is_not_asked():
    run = OpenRunFactory(sessions=1)
    RegistrationFactory(run=run, email="doi0@x.vn")
    guests = [
        Guest(full_name="Một", email="DOI0@x.vn"),
        Guest(full_name="Hai", email=""),
        Guest(full_name="Ba", email="doi2@x.vn"),
        Guest(full_name="Ba", email="Doi2@x.vn"),
    ]

    assert invite(run, guests, actor=UserFactory(roles=[Role.SECRETARY])) == 1
    assert mails() == ["doi2@x.vn"]


def test_a_class_that_takes_no_registrations_invites_nobody(client):
    signed_in(client, Role.SECRETARY)
    run, round_ = CourseRunFactory(sessions=1), results(Outcome.ADVANCE)

    response = client.post(guests_page(run), {"round": round_.pk})

    assertContains(response, "Lớp hiện không nhận đăng ký", status_code=422)
    assert mails() == []


@pytest.mark.parametrize(
    ("role", "reads", "sends"),
    [
        (Role.SECRETARY, 200, 302),
        (Role.TRAINING_OFFICER, 200, 403),
        (Role.EDITOR, 403, 403),
        (Role.BOARD, 403, 403),
    ],
)
def test_teams_are_invited_by_those_who_run_rounds(client, role, reads, sends):
    signed_in(client, role)
    run, round_ = OpenRunFactory(sessions=1), results(Outcome.ADVANCE)

    assert client.get(guests_page(run)).status_code == reads
    assert client.post(guests_page(run), {"round": round_.pk}).status_code == sends


@pytest.mark.django_db(transaction=True)
def test_several_who_invite_at_once_send_one_mail_to_each():
    run, round_ = OpenRunFactory(sessions=1), results(Outcome.ADVANCE, Outcome.ADVANCE)
    staff, guests = UserFactory(roles=[Role.SECRETARY]), promoted(round_)

    sent = at_once([lambda: invite(run, guests, actor=staff) for _each in range(6)], workers=3)

    assert sum(sent) == 2
    assert mails() == ["doi0@x.vn", "doi1@x.vn"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_number_of_queries(number, django_assert_num_queries):
    run = OpenRunFactory(sessions=1)
    for place in range(number):
        RunInvitation.objects.create(
            run=run, full_name="Đội", email=f"doi{place}@x.vn", email_key=f"doi{place}@x.vn"
        )
        RegistrationFactory(run=run, email=f"doi{place}@x.vn")

    with django_assert_num_queries(4):
        assert len(answers(run)) == number


# --- points for attendance ----------------------------------------------------------------------


def scored(**values):
    """An open round with a criterion of the organisers up to 10 and one entry; who it belongs to."""
    round_ = RoundFactory(state=RoundState.OPEN)
    criterion = CriterionFactory(
        round=round_,
        scorer=Scorer.ORGANISERS,
        **({"max_points": Decimal(10), "step": Decimal(1)} | values),
    )
    criterion.refresh_from_db()
    application = ApplicationFactory(contest=round_.contest, contact_email="doi@x.vn")
    entry = RoundEntryFactory(round=round_, application=application)
    return round_, criterion, entry


def attended(run, sessions, **values):
    row = RegistrationFactory(run=run, state="attended", **values)
    for session in list(run.sessions.all())[:sessions]:
        AttendanceFactory(registration=row, session=session)
    return row


@pytest.mark.parametrize(
    ("came", "sessions", "points"), [(0, 4, 0), (1, 4, 2), (3, 4, 7), (4, 4, 10), (0, 0, 0)]
)
def test_points_are_the_share_of_the_scale_rounded_down(came, sessions, points):
    _round, criterion, _entry = scored()

    assert points_for(Share(came=came, excused=0, sessions=sessions), criterion) == points
    assert points_for(None, criterion) == 0


def test_points_are_never_below_the_scale_and_keep_its_step():
    _round, criterion, _entry = scored(min_points=Decimal(1), max_points=5, step=Decimal("0.5"))

    assert points_for(None, criterion) == 1
    assert points_for(Share(came=2, excused=0, sessions=3), criterion) == Decimal("3.0")


def test_the_one_who_came_most_speaks_for_the_team():
    round_, criterion, entry = scored()
    TeamMemberFactory(application=entry.application, email="ban@x.vn")
    run = CourseRunFactory(sessions=4)
    attended(run, 1, email="doi@x.vn")
    attended(run, 3, email="BAN@x.vn")
    attended(run, 4, email="nguoi-ngoai@x.vn")

    [proposal] = proposals(round_, criterion, run)
    assert (proposal.share.came, proposal.points, proposal.stored) == (3, 7, None)


def points_page(round_, criterion, run):
    address = reverse("site_staff:attendance_points", args=[round_.pk])
    return f"{address}?criterion={criterion.pk}&run={run.pk}"


def test_nothing_is_written_before_the_officer_saves_and_only_what_is_ticked(client):
    signed_in(client, Role.SECRETARY)
    round_, criterion, entry = scored()
    run = CourseRunFactory(sessions=2)
    attended(run, 1, email="doi@x.vn")

    page = points_page(round_, criterion, run)
    assertContains(client.get(page), "1/2")
    client.post(page, {})
    assert not OrganiserScore.objects.exists()

    [proposal] = proposals(round_, criterion, run)
    assertRedirects(client.post(page, {"take": proposal.key}), page)
    assert OrganiserScore.objects.get(entry=entry).points == 5
    assert proposals(round_, criterion, run)[0].is_news is False


def test_what_changed_since_it_was_looked_at_is_refused(client):
    user = signed_in(client, Role.SECRETARY)
    round_, criterion, entry = scored()
    run = CourseRunFactory(sessions=2)
    row = attended(run, 1, email="doi@x.vn")
    [seen] = proposals(round_, criterion, run)

    AttendanceFactory(registration=row, session=run.sessions.last())
    response = client.post(points_page(round_, criterion, run), {"take": seen.key})
    assertContains(response, "Điểm danh hoặc điểm đã thay đổi", status_code=422)

    [fresh] = proposals(round_, criterion, run)
    OrganiserScore.objects.create(entry=entry, criterion=criterion, points=2)
    with pytest.raises(RefusedError):
        take_over(round_, criterion, run, [fresh.key], actor=user)
    assert OrganiserScore.objects.get().points == 2


def test_points_that_were_entered_are_replaced_only_when_ticked(client):
    signed_in(client, Role.SECRETARY)
    round_, criterion, entry = scored()
    run = CourseRunFactory(sessions=2)
    attended(run, 2, email="doi@x.vn")
    OrganiserScore.objects.create(entry=entry, criterion=criterion, points=3)

    page = points_page(round_, criterion, run)
    assertNotContains(client.get(page), "checked")
    [proposal] = proposals(round_, criterion, run)
    client.post(page, {"take": proposal.key})
    assert OrganiserScore.objects.get().points == 10


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        (Role.SECRETARY, 200, 302),
        (Role.BOARD, 200, 403),
        (Role.TRAINING_OFFICER, 403, 403),
        (Role.EDITOR, 403, 403),
    ],
)
def test_points_are_proposed_to_those_who_enter_them(client, role, reads, writes):
    signed_in(client, role)
    round_, criterion, _entry = scored()
    page = points_page(round_, criterion, CourseRunFactory(sessions=2))

    assert client.get(page).status_code == reads
    assert client.post(page, {}).status_code == writes


def test_a_round_that_is_not_being_scored_takes_no_points(client):
    signed_in(client, Role.SECRETARY)
    round_, criterion, _entry = scored()
    type(round_).objects.filter(pk=round_.pk).update(state=RoundState.CLOSED)
    page = points_page(round_, criterion, CourseRunFactory(sessions=2))

    assertContains(client.get(page), "khi vòng thi đang chấm")
    assert client.post(page, {}).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_proposals_take_the_same_number_of_queries(number, django_assert_num_queries):
    round_, criterion, _entry = scored()
    run = CourseRunFactory(sessions=2)
    for place in range(number):
        application = ApplicationFactory(contest=round_.contest, contact_email=f"doi{place}@x.vn")
        RoundEntryFactory(round=round_, application=application)
        attended(run, 1, email=f"doi{place}@x.vn")

    with django_assert_num_queries(8):
        assert len(proposals(round_, criterion, run)) == number + 1
