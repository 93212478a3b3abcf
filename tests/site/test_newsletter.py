"""The newsletter: double opt-in, one letter a week, ended by one click."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from portal import newsletter
from portal.mail import resend
from portal.models import Consent, OutgoingMail, Subscriber
from portal.models.newsletter import NewsletterTopic as Topic
from portal.outbox import deliver
from portal.roles import Role
from portal.site.newsletter import views
from portal.site.newsletter.digest import MOST, items_of, send_digests
from portal.site.tasks import send_newsletter
from tests.factories.contests import ContestFactory
from tests.factories.ecosystem import EventFactory, OpenEventFactory, PolicyDocumentFactory
from tests.factories.news import ArticleFactory
from tests.factories.portal import UserFactory
from tests.factories.training import CourseRunFactory, OpenRunFactory

pytestmark = pytest.mark.django_db
MONDAY = "2026-12-07T07:05:00+07:00"
EMAIL = "hoa@vidu.test"


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(MONDAY, tick=False)
    return time_machine


def reader(email=EMAIL, topics=Topic.values):
    newsletter.ask(email, topics)
    return newsletter.confirm(Subscriber.objects.get(email_key=email.casefold()))


def letters(template="newsletter_digest"):
    return OutgoingMail.objects.filter(template=f"portal/{template}").order_by("pk")


def entered(**values):
    return {"email": EMAIL, "topics": ["news"], "consent": "on", **values}


# --- asking and confirming ---------------------------------------------------------------------


def test_nothing_is_sent_before_the_address_is_confirmed(client):
    OpenEventFactory()
    response = client.post("/ban-tin/", entered(topics=["events"]))

    assertRedirects(response, "/ban-tin/da-gui/")
    assert send_digests() == 0
    page = f"/ban-tin/{Subscriber.objects.get().key}/"
    assert page in letters("newsletter_confirm").get().body_text
    assertContains(client.get(page), "Xác nhận")
    assert Subscriber.objects.get().confirmed_at is None  # mail programs open links
    assertRedirects(client.post(page, {"topics": ["events"]}), page)
    assert send_digests() == 1


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"email": ""}, "Nhập địa chỉ thư điện tử"),
        ({"email": "hoa"}, "ten@vidu.vn"),
        ({"topics": []}, "Chọn ít nhất một nội dung"),
        ({"topics": ["prizes"]}, "prizes"),
        ({"consent": ""}, "Chọn “Tôi đồng ý” để nhận bản tin"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(client, values, error):
    response = client.post("/ban-tin/", entered(**values))

    assert response.status_code == 422
    assertContains(response, error, status_code=422)
    if "email" not in values:
        assertContains(response, EMAIL, status_code=422)
    assert not Subscriber.objects.exists()


def test_the_proof_of_consent_holds_its_words_and_its_way():
    consent = reader().consent

    assert "mỗi tuần một bản tin" in consent.text
    assert consent.subject_name == EMAIL
    assert consent.purpose == "newsletter"


def test_an_address_is_one_reader_however_it_is_written(client):
    client.post("/ban-tin/", entered(email="Hoa@Vidu.test"))
    client.post("/ban-tin/", entered())

    assert Subscriber.objects.count() == 1


def test_a_stranger_cannot_tell_who_reads_nor_change_what(client):
    known = reader(topics=["news"])
    answers = [
        client.post("/ban-tin/", entered(email=email, topics=["events"]))
        for email in (EMAIL, "khac@vidu.test")
    ]

    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    known.refresh_from_db()
    assert known.topics == ["news"]
    assert letters("newsletter_again").get().recipient == EMAIL


def test_asking_again_and_again_fills_nobodys_mailbox(clock):
    for _time in range(5):
        newsletter.ask(EMAIL, ["news"])
    assert letters("newsletter_confirm").count() == 1
    clock.shift(timedelta(hours=1))
    newsletter.ask(EMAIL, ["news"])
    assert letters("newsletter_confirm").count() == 2


def test_one_computer_asks_for_so_many_addresses_and_no_more(client):
    for number in range(views.ATTEMPTS):
        assert client.post("/ban-tin/", entered(email=f"a{number}@vidu.test")).status_code == 302
    braked = client.post("/ban-tin/", entered())

    assert braked.status_code == 422
    assert Subscriber.objects.count() == views.ATTEMPTS


@pytest.mark.parametrize(
    ("moment", "left"),
    [(timedelta(seconds=-1), 1), (timedelta(), 1), (timedelta(seconds=1), 0)],
)
def test_an_address_that_nobody_confirmed_is_forgotten_after_a_week(clock, moment, left):
    newsletter.ask(EMAIL, ["news"])
    reader("b@vidu.test")
    clock.shift(timedelta(days=newsletter.DAYS_TO_CONFIRM) + moment)

    newsletter.forget_unconfirmed()
    assert Subscriber.objects.filter(confirmed_at=None).count() == left
    assert Subscriber.objects.exclude(confirmed_at=None).count() == 1


# --- one's own page ----------------------------------------------------------------------------


def test_a_reader_chooses_other_topics_and_at_least_one(client):
    own = reader(topics=["news"])
    page = f"/ban-tin/{own.key}/"

    assertContains(client.post(page, {"topics": []}), "ít nhất một", status_code=422)
    client.post(page, {"topics": ["calls", "events"]})
    own.refresh_from_db()
    assert own.topics == ["calls", "events"]


def test_ending_deletes_the_address_and_withdraws_the_consent(client):
    own = reader()
    page = f"/ban-tin/{own.key}/ngung/"

    assertContains(client.get(page), EMAIL)
    assert Subscriber.objects.exists()
    assertRedirects(client.post(page), "/ban-tin/da-ngung/")
    assert not Subscriber.objects.exists()
    assert Consent.objects.get().withdrawn_at is not None
    assertNotContains(client.get(f"/ban-tin/{own.key}/"), EMAIL, status_code=410)
    assert client.post(page).status_code == 302  # twice is once


def test_the_button_of_a_mail_program_ends_it_without_cookie_or_token():
    own = reader()
    program = Client(enforce_csrf_checks=True)
    answer = program.post(f"/ban-tin/{own.key}/ngung/", {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert not Subscriber.objects.exists()


def test_nobody_ends_anothers_letter_by_guessing(client):
    reader()
    client.post("/ban-tin/khong-phai-khoa/ngung/")

    assert Subscriber.objects.count() == 1


# --- the letter --------------------------------------------------------------------------------


def test_the_letter_holds_the_chosen_topics_and_how_to_end_it():
    own = reader(topics=["calls", "events"])
    ContestFactory(title="Cuộc thi 2027")
    OpenEventFactory(title="Diễn đàn")
    ArticleFactory(title="Tin mới", state="published")
    assert send_digests() == 1

    row = letters().get()
    text = row.body_text
    assert "Cuộc thi 2027" in text
    assert "Diễn đàn" in text
    assert "Tin mới" not in text
    assert text.index("CUỘC THI VÀ BÀI TOÁN") < text.index("SỰ KIỆN SẮP DIỄN RA")
    deliver(row.pk)
    sent = outbox.outbox[-1]
    address = newsletter.unsubscribe_url(own)
    assert sent.extra_headers["List-Unsubscribe"] == f"<{address}>"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in text


def test_other_mails_carry_no_such_button():
    newsletter.ask(EMAIL, ["news"])
    row = letters("newsletter_confirm").get()
    deliver(row.pk)

    assert "List-Unsubscribe" not in outbox.outbox[-1].extra_headers
    assert resend(OutgoingMail.objects.get(pk=row.pk), actor=UserFactory())


def test_a_task_that_runs_twice_sends_once_and_the_next_week_again(clock):
    reader()
    OpenEventFactory(starts_at=timezone.now() + timedelta(days=20))
    send_newsletter()
    send_newsletter()
    assert letters().count() == 1

    clock.shift(timedelta(days=7))
    send_newsletter()
    assert letters().count() == 2


def test_a_week_without_news_has_no_letter():
    own = reader(topics=["policies"])
    OpenEventFactory()

    assert send_digests() == 0
    own.refresh_from_db()
    assert own.last_digest_at is None


def test_only_what_everybody_may_read_is_in_it():
    now = timezone.now()
    EventFactory(state="draft", starts_at=now + timedelta(days=3))
    ContestFactory(state="draft")
    CourseRunFactory(state="draft", sessions=1)
    OpenRunFactory(sessions=1, state="cancelled")
    ArticleFactory(title="Bản nháp")

    assert [items_of(topic, now) for topic in Topic] == [[]] * len(Topic)


@pytest.mark.parametrize(
    ("moment", "told"),
    [(timedelta(seconds=-1), False), (timedelta(seconds=1), True)],
)
def test_news_are_of_the_last_seven_days(moment, told):
    now = timezone.now()
    ArticleFactory(state="published")
    ArticleFactory._meta.model.objects.update(published_at=now - timedelta(days=7) + moment)

    assert bool(items_of(Topic.NEWS, now)) is told


def test_a_topic_costs_one_query_and_says_six_lines_at_most(django_assert_num_queries):
    makers = {
        Topic.CALLS: ContestFactory,
        Topic.TRAINING: lambda: OpenRunFactory(sessions=1),
        Topic.EVENTS: OpenEventFactory,
        Topic.NEWS: lambda: ArticleFactory(state="published"),
        Topic.POLICIES: lambda: PolicyDocumentFactory(issued_on=timezone.localdate()),
    }
    for topic, make in makers.items():
        for rows in (1, MOST + 1):
            for _row in range(rows):
                make()
            with django_assert_num_queries(1):
                assert 1 <= len(items_of(topic, timezone.now())) <= MOST


# --- the staff ---------------------------------------------------------------------------------


def test_staff_see_the_readers_and_end_the_letter_for_whoever_calls(client):
    own = reader(topics=["news"])
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR], is_staff=True))
    page = "/admin/portal/subscriber/"

    assertContains(client.get(page), "Tin tức và gương khởi nghiệp")
    client.post(page, {"action": "end_newsletter", "_selected_action": own.pk})
    assert not Subscriber.objects.exists()
    assert client.get(f"{page}add/").status_code == 403


def test_the_list_of_readers_costs_the_same_for_one_and_for_three(
    client, django_assert_num_queries
):
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR], is_staff=True))
    reader()
    client.get("/admin/portal/subscriber/")
    with django_assert_num_queries(8):
        client.get("/admin/portal/subscriber/")
    reader("b@vidu.test")
    reader("c@vidu.test")
    with django_assert_num_queries(8):
        client.get("/admin/portal/subscriber/")
