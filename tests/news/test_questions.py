"""Questions from the public: asked with a consent, answered by a unit, published without the asker."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from news.domain import questions
from news.models import ReaderQuestion
from news.views.questions import ATTEMPTS
from portal.models import Consent, OutgoingMail
from portal.roles import Role
from portal.workflow import RefusedError
from tests.factories.news import ReaderQuestionFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

ASK = "news:question_create"


def entered(**changes):
    return {
        "title": "Học sinh có được dự thi không?",
        "text": "Em học lớp 11, muốn dự thi cùng thầy.",
        "name": "Lý Thị Mai",
        "email": "mai@vidu.vn",
        "consent": "on",
    } | changes


@pytest.fixture
def editor():
    return UserFactory(roles=[Role.EDITOR])


@pytest.fixture
def approver():
    return UserFactory(roles=[Role.PUBLISHER])


def asked(**changes):
    words = {"title": "Hỏi", "text": "Nội dung", "name": "Lý Thị Mai", "email": "mai@vidu.vn"}
    return questions.ask(questions.Asked(**words | changes))


def test_anybody_asks_and_the_consent_is_kept(client):
    response = client.post(reverse(ASK), entered())

    assert response["Location"] == reverse("news:question_sent")
    question = ReaderQuestion.objects.get()
    assert (question.state, question.asked) == ("received", question.text)
    consent = Consent.objects.get()
    assert question.consent == consent
    assert (consent.scope, consent.user) == (f"readerquestion:{question.pk}", None)
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", ""),
        ("title", " \u200b"),
        ("text", ""),
        ("name", ""),
        ("email", "a"),
        ("consent", ""),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(client, name, value):
    response = client.post(reverse(ASK), entered(**{name: value}))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [name]
    assert not ReaderQuestion.objects.exists()


def test_one_address_asks_so_many_questions_an_hour(client):
    for _number in range(ATTEMPTS):
        assert client.post(reverse(ASK), entered()).status_code == 302

    assert client.post(reverse(ASK), entered()).status_code == 422
    assert ReaderQuestion.objects.count() == ATTEMPTS


def test_a_unit_answers_with_its_name_and_day_and_the_asker_gets_the_link(client, editor, approver):
    question = asked()
    question = questions.answer_question(
        question, actor=editor, answer="Được.", answered_by="Sở Khoa học và Công nghệ"
    )
    assert question.answered_on == timezone.localdate()
    assert client.get(question.get_absolute_url()).status_code == 404
    question = questions.publish_question(question, actor=approver)

    page = client.get(question.get_absolute_url()).content.decode()
    assert "Sở Khoa học và Công nghệ" in page
    assert f"{timezone.localdate():%d/%m/%Y}" in page
    mail = OutgoingMail.objects.get()
    assert mail.recipient == "mai@vidu.vn"
    assert question.get_absolute_url() in mail.body_text


def test_who_asked_is_named_nowhere(client, approver):
    question = asked()
    questions.answer_question(question, actor=approver, answer="Được.", answered_by="Sở")
    questions.publish_question(question, actor=approver)

    for url in (question.get_absolute_url(), reverse("news:question_list")):
        page = client.get(url).content.decode()
        assert "Lý Thị Mai" not in page
        assert "mai@vidu.vn" not in page


def test_an_editor_answers_and_does_not_publish(editor):
    question = ReaderQuestionFactory(state="answered")

    with pytest.raises(PermissionDenied):
        questions.publish_question(question, actor=editor)


@pytest.mark.parametrize(("answer", "unit"), [("", "Sở"), (" ", "Sở"), ("Được.", " ")])
def test_an_answer_has_words_and_a_unit(editor, answer, unit):
    with pytest.raises(RefusedError):
        questions.answer_question(asked(), actor=editor, answer=answer, answered_by=unit)


def test_a_question_is_declined_with_a_reason_that_the_asker_reads(editor):
    questions.decline_question(asked(), actor=editor, reason="Ngoài phạm vi của cổng")

    assert "Ngoài phạm vi của cổng" in OutgoingMail.objects.get().body_text


def test_who_left_no_address_gets_no_mail(editor):
    questions.decline_question(asked(email=""), actor=editor, reason="Ngoài phạm vi")

    assert not OutgoingMail.objects.exists()


def test_what_is_no_longer_agreed_to_is_not_shown_and_not_published(client, approver):
    question = asked()
    questions.answer_question(question, actor=approver, answer="Được.", answered_by="Sở")
    question = questions.publish_question(question, actor=approver)
    Consent.objects.update(withdrawn_at=timezone.now())

    assert client.get(question.get_absolute_url()).status_code == 404
    question = questions.take_question_back(question, actor=approver, reason="Sửa")
    with pytest.raises(RefusedError):
        questions.publish_question(question, actor=approver)


def test_the_list_is_searched_whatever_the_marks_and_costs_the_same(
    client, django_assert_max_num_queries
):
    found = ReaderQuestionFactory(state="published", title="Vốn mạo hiểm")
    url = reverse("news:question_list")
    counts = []
    for more in (0, 2):
        ReaderQuestionFactory.create_batch(more, state="published", text="Khác")
        with django_assert_max_num_queries(6) as queries:
            client.get(url)
        counts.append(len(queries))
    ReaderQuestionFactory(state="answered", title="Mạo hiểm khác")

    assert counts[0] == counts[1]
    assert list(client.get(url, {"q": "mao hiem"}).context["questions"]) == [found]


def test_staff_answer_publish_and_take_back_in_the_administration(client, approver):
    question = asked()
    client.force_login(approver)

    def step(name, **data):
        url = reverse("admin:news_readerquestion_step", args=[question.pk, name])
        assert client.get(url).status_code == 200
        assert client.post(url, data).status_code == 302
        question.refresh_from_db()
        return question.state

    assert step("answer", answer="Được.", answered_by="Sở") == "answered"
    assert step("publish") == "published"
    assert step("take_back", reason="Sửa số liệu") == "answered"
    change = reverse("admin:news_readerquestion_change", args=[question.pk])
    client.post(change, {"title": "Hỏi lại", "text": "Không còn tên."})
    question.refresh_from_db()
    assert (question.text, question.asked) == ("Không còn tên.", "Nội dung")


def test_an_answer_is_text(client):
    question = ReaderQuestionFactory(
        state="published",
        answer="<script>alert(1)</script> https://langson.gov.vn",
        text="<b>x</b>",
    )

    page = client.get(question.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert "<b>x</b>" not in page
    assert 'href="https://langson.gov.vn"' in page
