"""A connection request from sending to outcome; nobody learns an address before acceptance."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from ecosystem.domain.connection_care import keep_connections
from ecosystem.domain.connections import (
    AddressInTextError,
    LinkGoneError,
    accept_request,
    answer_path,
    cancel_request,
    decline_request,
    find_by_link,
    refuse_request,
    relay_request,
    send_request,
)
from ecosystem.domain.experts import unlist
from ecosystem.enums import ConnectionState, OrganizationKind
from ecosystem.models import ConnectionRequest, Expert
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from portal.roles import Role
from portal.search import index
from portal.site.tasks_board import tasks_for
from portal.workflow import RefusedError
from tests.factories.ecosystem import (
    ConnectionRequestFactory,
    ExpertFactory,
    FieldFactory,
    OrganizationFactory,
    StartupFactory,
)
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

PRIVATE = "rieng-cua-co-van@bimat.test"
PHONE = "0912 345 678"


@pytest.fixture
def founder(client):
    user = UserFactory(verified=True, email="chu-du-an@bimat.test")
    client.force_login(user)
    return user


def entered(startup, **values):
    return {
        "startup": startup.pk,
        "purpose": "mentoring",
        "message": "Nhóm cần người đi trước góp ý về quy trình.",
        "contact_way": "email",
        **values,
    }


def ask(user, asked, **values):
    startup = values.pop("startup", None) or StartupFactory(owner=user)
    given = {"purpose": "advice", "message": "Xin góp ý.", "contact_way": "email", **values}
    return send_request(user, asked, startup=startup, **given)


def mails(address):
    return OutgoingMail.objects.filter(recipient=address).order_by("pk")


def sent_to(address):
    names = mails(address).values_list("template", flat=True)
    return [name.removeprefix("ecosystem/") for name in names]


def link_in(mail):
    return re.search(r"https?://[^/\s]+(/ket-noi/\S+)", mail.body_text)[1]


# --- the whole way -------------------------------------------------------------------------------


class Eye:
    """Opens pages as whoever is signed in, and remembers what they said."""

    def __init__(self, client, *secrets):
        self.client, self.secrets, self.seen = client, secrets, []

    def look(self, *paths):
        for path in paths:
            response = self.client.get(path)
            assert response.status_code == 200, path
            self.seen.append((path, response.content.decode()))
        return self.seen[-1][1]

    def look_around(self, *profiles):
        """What everybody may read: pages, map, feed, search."""
        names = ("expert_list", "connect", "directory", "startup_list")
        index.rebuild()
        self.look(*(f"{reverse('site:search')}?q={word}" for word in ("nong", "bimat")))
        self.look(*map(reverse, ("sitemap", "news:feed", "site:home")))
        self.look(*(reverse(f"ecosystem:{name}") for name in names))
        self.look(*(profile.get_absolute_url() for profile in profiles))

    def assert_saw_no_address(self):
        mailed = [
            (mail.template, f"{mail.subject} {mail.body_text} {mail.body_html} {mail.reply_to}")
            for mail in OutgoingMail.objects.all()
        ]
        assert len(mailed) == 3
        for where, text in [*self.seen, *mailed]:
            assert not [secret for secret in self.secrets if secret in text], where


def founder_asks(eye, startup, expert):
    """Reads why the two fit, and asks."""
    assert "Cùng lĩnh vực: Nông nghiệp" in eye.look(reverse("ecosystem:connect"))
    form = reverse("ecosystem:expert_connect", args=[expert.slug])
    eye.look(form)
    response = eye.client.post(form, entered(startup, contact_way="phone", phone=PHONE))
    request = ConnectionRequest.objects.get()
    assert response.url == request.get_absolute_url()
    eye.look(response.url, reverse("ecosystem:connection_list"))
    assert sent_to(startup.owner.email) == ["connection_received"]
    return request


def office_passes_on(eye, request):
    """Finds the request among its tasks; every page before and after the step is looked at."""
    staff = UserFactory(roles=[Role.EDITOR])
    eye.client.force_login(staff)
    assert {task.key for task in tasks_for(staff)} == {"connections_new"}
    admin = "admin:ecosystem_connectionrequest"
    step, change = (
        reverse(f"{admin}_step", args=[request.pk, "relay"]),
        reverse(f"{admin}_change", args=[request.pk]),
    )
    refusing = reverse(f"{admin}_step", args=[request.pk, "refuse"])
    eye.look(reverse(f"{admin}_changelist"), change, step, refusing)
    eye.client.post(step)
    eye.look(change)


def both_tell_the_outcome(client, *answers):
    """Each through the own link, once."""
    for address, result in answers:
        assert sent_to(address).count("connection_outcome") == 1
        outcome = link_in(mails(address).last())
        assertContains(client.get(outcome), 'name="result"')
        client.post(outcome, {"result": result})
        client.post(outcome, {"result": "not_met"})
        assertNotContains(client.get(outcome), 'name="result"')


def test_from_sending_to_outcome_nobody_sees_an_address_before_acceptance(
    client, founder, time_machine
):
    field = FieldFactory(name="Nông nghiệp")
    startup = StartupFactory(owner=founder, field=field, stage="prototype", is_public=True)
    expert = ExpertFactory(name="Nông Hải Yến", email=PRIVATE)
    expert.fields.add(field)
    eye = Eye(client, PRIVATE, founder.email, PHONE)

    request = founder_asks(eye, startup, expert)
    eye.look_around(expert, startup)
    office_passes_on(eye, request)
    # The mentor has no account; opening the link changes nothing.
    client.logout()
    link = link_in(mails(PRIVATE).get())
    eye.look(link)
    eye.look_around(expert, startup)
    request.refresh_from_db()
    assert request.state == ConnectionState.ACCEPTED
    eye.assert_saw_no_address()

    # Acceptance: each learns the contact that the other chose, and no other.
    assert client.post(link, {"accept": "1", "contact": ""}).status_code == 422
    client.post(link, {"accept": "1", "contact": "0988 111 222"})
    assertContains(client.get(link), "đã nhận lời")
    for address, contact in ((founder.email, "0988 111 222"), (PRIVATE, PHONE)):
        told = mails(address).last().body_text
        assert contact in told
        assert not {PRIVATE, founder.email} & set(told.split())
    client.force_login(founder)
    assertContains(client.get(request.get_absolute_url()), "0988 111 222")

    time_machine.move_to(timezone.now() + timedelta(days=31))
    keep_connections()
    keep_connections()
    client.logout()
    both_tell_the_outcome(client, (founder.email, "useful"), (PRIVATE, "committed"))
    request.refresh_from_db()
    assert request.state == ConnectionState.DONE
    told = request.outcomes.values_list("side", "result")
    assert sorted(told) == [("asked", "committed"), ("founder", "useful")]


# --- sending -------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", ["unverified", "no project", "paused", "oneself", "three open"])
def test_who_cannot_ask_is_told_why_instead_of_being_asked(client, case):
    user = UserFactory(verified=case != "unverified")
    client.force_login(user)
    startup = StartupFactory(owner=None if case == "no project" else user)
    expert = ExpertFactory(user=user) if case == "oneself" else ExpertFactory()
    if case == "paused":
        Expert.objects.update(is_paused=True)
    if case == "three open":
        ConnectionRequestFactory.create_batch(3, founder=user)
    before = ConnectionRequest.objects.count()
    path = reverse("ecosystem:expert_connect", args=[expert.slug])

    assert client.get(path).context["problem"]
    assert client.post(path, entered(startup)).status_code == 422
    assert ConnectionRequest.objects.count() == before


@pytest.mark.parametrize(
    ("words", "is_refused"),
    [
        ("Viết cho tôi: a.b@vidu.vn", True),
        ("Gọi 0912.345.678 nhé", True),
        ("Zalo +84 912 345 678", True),
        ("Cần 1.000.000.000 đồng trước 20/10/2026", False),
        ("Cần 1 000 000 000 đồng cho 2.000 m2", False),
    ],
)
def test_what_strangers_read_tells_no_address(founder, words, is_refused):
    startup = StartupFactory(owner=founder)
    if is_refused:
        with pytest.raises(AddressInTextError):
            ask(founder, ExpertFactory(), startup=startup, message=words)
    else:
        ask(founder, ExpertFactory(), startup=startup, message=words)


def test_the_same_request_twice_is_one(founder):
    startup, expert = StartupFactory(owner=founder), ExpertFactory()
    ask(founder, expert, startup=startup)

    with pytest.raises(RefusedError):
        ask(founder, expert, startup=startup)

    assert sent_to(founder.email) == ["connection_received"]


def test_an_investing_organisation_is_asked_and_its_people_get_the_link(client, founder):
    fund = OrganizationFactory(kind=OrganizationKind.FUND)
    keeper = UserFactory()
    fund.memberships.create(user=keeper)
    path = reverse("ecosystem:organization_connect", args=["quy-ho-tro", fund.slug])
    assertContains(client.get(fund.get_absolute_url()), path)

    client.post(path, entered(StartupFactory(owner=founder)))
    relay_request(ConnectionRequest.objects.get(), actor=SYSTEM)

    assert sent_to(keeper.email) == ["connection_asked"]
    office = OrganizationFactory()
    wrong = reverse("ecosystem:organization_connect", args=["co-quan-quan-ly", office.slug])
    assert client.get(wrong).status_code == 404


# --- answers -------------------------------------------------------------------------------------


def test_the_office_refuses_with_a_reason_and_nobody_else_hears_of_it(client, founder):
    connection = ask(founder, ExpertFactory(email=PRIVATE))
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    step = reverse("admin:ecosystem_connectionrequest_step", args=[connection.pk, "refuse"])

    assert client.post(step, {"reason": ""}).status_code == 422
    client.post(step, {"reason": "Chưa rõ dự án cần gì"})

    assert "Chưa rõ dự án cần gì" in mails(founder.email).last().body_text
    assert sent_to(PRIVATE) == []


def test_a_declined_request_tells_the_words_and_no_address(client, founder):
    connection = relay_request(ask(founder, ExpertFactory(email=PRIVATE)), actor=SYSTEM)
    path = answer_path(connection)

    assert client.post(path, {"decline": "1", "reason": "Gọi 0912345678"}).status_code == 422
    client.post(path, {"decline": "1", "reason": "Tháng này tôi bận"})

    told = mails(founder.email).last()
    assert (told.template, PRIVATE in told.body_text) == ("ecosystem/connection_declined", False)
    assert "Tháng này tôi bận" in told.body_text
    with pytest.raises(RefusedError):
        accept_request(connection, contact="0912 345 678")


def test_a_request_without_an_address_to_pass_it_to_stays_with_the_office(founder):
    connection = ask(founder, ExpertFactory(email=""))

    with pytest.raises(RefusedError):
        relay_request(connection, actor=SYSTEM)

    connection.refresh_from_db()
    assert connection.state == ConnectionState.RECEIVED


@pytest.mark.parametrize("case", ["paused", "no longer listed", "former"])
def test_a_request_is_not_passed_on_to_who_stopped_taking_them(founder, case):
    if case == "former":
        asked = OrganizationFactory(kind=OrganizationKind.INVESTOR, email=PRIVATE)
    else:
        asked = ExpertFactory(email=PRIVATE)
    connection = ask(founder, asked)
    # the row the office has open knows nothing of it
    stored = type(asked).objects.get(pk=asked.pk)
    if case == "former":
        stored.valid_to = timezone.localdate()
    elif case == "paused":
        stored.is_paused = True
    else:
        unlist(stored)
    stored.save()

    with pytest.raises(RefusedError, match="không nhận yêu cầu"):
        relay_request(connection, actor=SYSTEM)

    connection.refresh_from_db()
    assert connection.state == ConnectionState.RECEIVED
    assert sent_to(PRIVATE) == []


def test_a_founder_takes_back_the_own_request_only(client, founder):
    own = relay_request(ask(founder, ExpertFactory(email=PRIVATE)), actor=SYSTEM)
    path = reverse("ecosystem:connection_cancel", args=[own.pk])
    other = reverse("ecosystem:connection_cancel", args=[ConnectionRequestFactory().pk])

    assert client.get(other).status_code == client.post(other).status_code == 404
    client.get(path)
    own.refresh_from_db()
    assert own.state == ConnectionState.ACCEPTED
    client.post(path)

    assert sent_to(PRIVATE) == ["connection_asked", "connection_cancelled"]
    client.logout()
    assertContains(client.get(answer_path(own)), "đã kết thúc")


def test_a_link_that_was_changed_or_is_for_something_else_leads_nowhere(client):
    path = answer_path(ConnectionRequestFactory(state="accepted"))

    with pytest.raises(LinkGoneError):
        find_by_link("1:answer:xyz")
    assert client.get(path[:-2] + "/").status_code == 404
    assert client.get(path.replace("tra-loi", "ket-qua")).status_code == 404


# --- by themselves -------------------------------------------------------------------------------


def test_who_was_asked_is_reminded_before_and_after_the_day_once_each(founder):
    connection = relay_request(ask(founder, ExpertFactory(email=PRIVATE)), actor=SYSTEM)
    today = timezone.localdate()

    told = {
        days: keep_connections(today + timedelta(days=days))["reminded"] for days in (4, 5, 6, 8, 9)
    }

    assert told == {4: 0, 5: 1, 6: 0, 8: 1, 9: 0}
    assert sent_to(PRIVATE) == ["connection_asked", *["connection_reminder"] * 2]
    assert link_in(mails(PRIVATE).last()) == answer_path(connection)


def test_nobody_is_told_of_a_day_long_past(founder):
    relay_request(ask(founder, ExpertFactory(email=PRIVATE)), actor=SYSTEM)
    today = timezone.localdate()

    assert keep_connections(today + timedelta(days=15))["reminded"] == 0
    assert keep_connections(today + timedelta(days=14))["reminded"] == 1


def test_an_outcome_that_nobody_tells_finishes_the_request(founder):
    connection = relay_request(ask(founder, ExpertFactory(email=PRIVATE)), actor=SYSTEM)
    accept_request(connection, contact="0912 345 678")
    today = timezone.localdate()

    assert keep_connections(today + timedelta(days=29))["asked"] == 0
    assert keep_connections(today + timedelta(days=30))["asked"] == 1
    assert keep_connections(today + timedelta(days=44))["finished"] == 0
    assert keep_connections(today + timedelta(days=45))["finished"] == 1


def test_what_is_overdue_stands_among_the_tasks_of_the_office(client, time_machine):
    ConnectionRequestFactory(state="accepted")
    ConnectionRequestFactory(state="in_progress")
    staff = UserFactory(roles=[Role.EDITOR])
    assert tasks_for(staff) == []

    time_machine.move_to(timezone.now() + timedelta(days=4))

    [task] = tasks_for(staff)
    client.force_login(staff)
    assert task.key == "connections_overdue"
    assert client.get(task.url).context["cl"].result_count == task.count == 1


@pytest.mark.parametrize("act", ["cancel", "refuse", "decline"])
def test_an_ended_request_makes_room_for_another(founder, act):
    startup, expert = StartupFactory(owner=founder), ExpertFactory()
    connection = relay_request(ask(founder, expert, startup=startup), actor=SYSTEM)
    {
        "cancel": lambda: cancel_request(connection, actor=founder),
        "refuse": lambda: refuse_request(connection, actor=SYSTEM, reason="Quá hạn"),
        "decline": lambda: decline_request(connection),
    }[act]()

    assert ask(founder, expert, startup=startup).state == ConnectionState.RECEIVED


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_for_one_request_and_three(
    client, django_assert_num_queries, founder, rows
):
    startup = StartupFactory(owner=founder)
    ConnectionRequestFactory.create_batch(rows, founder=founder, startup=startup)

    with django_assert_num_queries(5):
        client.get(reverse("ecosystem:connection_list"))
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    with django_assert_num_queries(8):
        client.get(reverse("admin:ecosystem_connectionrequest_changelist"))
