"""A request for a support service from sending to satisfaction: what each side may do, and when."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from ecosystem.domain.service_care import MIN_RATINGS, keep_services, public_rating
from ecosystem.domain.service_messages import MAX_A_DAY, open_thread, send_message
from ecosystem.domain.service_work import (
    accept_request,
    finish_request,
    move_due,
    reassign_request,
    refuse_request,
    start_request,
)
from ecosystem.domain.services import (
    MAX_FILES_AT_ONCE,
    MAX_OPEN,
    cancel_request,
    may_rate,
    rate_request,
    send_request,
)
from ecosystem.models import Service, ServiceRequest
from portal.dates import add_working_days
from portal.models import Consent, OutgoingMail
from portal.roles import Role
from portal.workflow import RefusedError, TransitionNotAllowedError
from tests.factories.ecosystem import (
    OrganizationFactory,
    PolicyDocumentFactory,
    ServiceFactory,
    ServiceRequestFactory,
    StartupFactory,
    unit_person,
)
from tests.factories.files import StoredFileFactory, pdf_bytes, upload
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

PRIVATE = "Bạn hàng nợ tiền ba tháng nay"


@pytest.fixture
def service():
    return ServiceFactory()


@pytest.fixture
def officer(service):
    return unit_person(service.organization, full_name="Đàm Thị Hội")


@pytest.fixture
def asker(client):
    user = UserFactory(verified=True)
    client.force_login(user)
    return user


def ask(user, service, **values):
    return send_request(user, service, **{"subject": "Nợ hàng", "text": PRIVATE, **values})


def mailed(template):
    rows = OutgoingMail.objects.filter(template=f"ecosystem/{template}")
    return sorted(rows.values_list("recipient", flat=True))


def page(name, *args):
    return reverse(f"ecosystem:{name}", args=args)


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def tomorrow(days=1):
    return timezone.localdate() + timedelta(days=days)


def entered(**values):
    return {"subject": "Nợ hàng", "text": PRIVATE, "consent": "on", "send_key": "k1", **values}


# --- the whole way -------------------------------------------------------------------------------


def test_a_request_goes_from_the_form_to_satisfaction_and_no_mail_says_what_was_written(
    client, service, officer, asker
):
    Service.objects.filter(pk=service.pk).update(questions="Đã đăng ký kinh doanh chưa?")
    form = page("service_request_create", service.slug)
    sent = entered(question_0="Chưa", files=[upload(pdf_bytes(), "hop-dong-mat.pdf")])

    answer = client.post(form, sent)

    request = ServiceRequest.objects.get()
    assert answer["Location"] == request.get_absolute_url()
    assert request.answers == [["Đã đăng ký kinh doanh chưa?", "Chưa"]]
    assert request.due_on == add_working_days(timezone.localdate(), service.answer_days)
    assert (mailed("service_received"), mailed("service_to_staff")) == (
        [asker.email],
        [officer.email],
    )
    accept_request(request, actor=officer, assignee=officer, due_on=tomorrow(9))
    start_request(request, actor=officer)
    send_message(request, actor=officer, text=PRIVATE)
    client.post(request.get_absolute_url(), {"text": PRIVATE, "send_key": "m1"})
    finish_request(request, actor=officer, outcome="solved", outcome_text=PRIVATE)
    shown = text(client.get(request.get_absolute_url()))
    assert PRIVATE in shown
    assert "Đã có kết quả" in shown
    client.post(page("service_request_rate", request.pk), {"rating": "5", "text": PRIVATE})

    request.refresh_from_db()
    assert (request.state, request.rating) == ("done", 5)
    steps = ("accepted", "started", "message", "message_staff", "done")
    assert all(len(mailed(f"service_{step}")) == 1 for step in steps)
    # Who takes a request on oneself needs no mail about it.
    assert mailed("service_assigned") == []
    for mail in OutgoingMail.objects.all():
        words = f"{mail.subject} {mail.body_text} {mail.body_html}"
        assert not [secret for secret in (PRIVATE, "Nợ hàng", "hop-dong-mat") if secret in words]


def test_the_words_agreed_to_are_kept_and_taking_back_withdraws_them(
    client, service, officer, asker
):
    request = ask(asker, service)
    consent = Consent.objects.get(user=asker)
    assert "rút yêu cầu" in consent.text
    assert request.consent == consent
    assertContains(client.get("/tai-khoan/dong-y/"), "Yêu cầu dịch vụ hỗ trợ")

    client.post(page("service_request_cancel", request.pk))

    request.refresh_from_db()
    consent.refresh_from_db()
    assert request.state == "cancelled"
    assert consent.withdrawn_at is not None
    assert mailed("service_cancelled") == [officer.email]


# --- sending -------------------------------------------------------------------------------------


def test_a_double_click_makes_one_request(client, service, officer, asker):
    form = page("service_request_create", service.slug)

    answers = [client.post(form, entered()) for _click in range(2)]

    assert ServiceRequest.objects.count() == 1
    assert answers[0]["Location"] == answers[1]["Location"]
    assert ask(asker, service, send_key="k1").pk == ServiceRequest.objects.get().pk


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("subject", "Nhập tóm tắt yêu cầu"),
        ("text", "Nhập nội dung cần hỗ trợ"),
        ("consent", "Chọn ô đồng ý để đơn vị được đọc yêu cầu"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    field, words, client, service, officer, asker
):
    response = client.post(page("service_request_create", service.slug), entered(**{field: ""}))

    assert response.status_code == 422
    shown = text(response)
    assert shown.count(words) == 2  # in the summary and at the field
    assert {"subject": PRIVATE, "text": "Nợ hàng", "consent": PRIVATE}[field] in shown
    assert not ServiceRequest.objects.exists()


def test_a_file_of_another_kind_is_refused_at_its_field(client, service, officer, asker):
    sent = entered(files=[upload(b"MZ\x90\x00 program", "hop-dong.pdf")])

    response = client.post(page("service_request_create", service.slug), sent)

    assert response.status_code == 422
    assert response.context["form"].errors["files"]
    assert not ServiceRequest.objects.exists()


def test_more_files_than_allowed_are_refused_by_form_and_domain(client, service, officer, asker):
    many = [upload(pdf_bytes(), f"{n}.pdf") for n in range(MAX_FILES_AT_ONCE + 1)]

    response = client.post(page("service_request_create", service.slug), entered(files=many))

    assert response.context["form"].errors["files"]
    with pytest.raises(ValidationError):
        ask(asker, service, files=many)
    assert not ServiceRequest.objects.exists()


def test_the_limit_of_open_requests_counts_what_has_not_ended(service, officer, asker):
    ServiceRequestFactory.create_batch(MAX_OPEN - 1, service=service, requester=asker)
    ServiceRequestFactory(service=service, requester=asker, state="done", outcome="solved")
    ask(asker, service)

    with pytest.raises(RefusedError, match=str(MAX_OPEN)):
        ask(asker, service)


CLOSED = {
    "closed": lambda service, user: Service.objects.filter(pk=service.pk).update(is_open=False),
    "nobody left": lambda service, user: service.organization.memberships.update(is_active=False),
    "only who keeps the profile": lambda service, user: service.organization.memberships.update(
        is_profile_only=True
    ),
    "address not confirmed": lambda service, user: user.emailaddress_set.update(verified=False),
}


@pytest.mark.parametrize("why", CLOSED)
def test_the_form_says_why_no_request_can_be_sent(why, client, service, officer, asker):
    CLOSED[why](service, asker)
    form = page("service_request_create", service.slug)

    shown = client.get(form)
    assert shown.context["problem"]
    assertNotContains(shown, 'name="subject"')
    response = client.post(form, entered())

    assert response.status_code == 422
    assert response.context["form"].non_field_errors()
    assert not ServiceRequest.objects.exists()


def test_a_request_is_sent_for_ones_own_project_only(client, service, officer, asker):
    own, other = StartupFactory(owner=asker), StartupFactory()
    form = page("service_request_create", service.slug)

    assert client.post(form, entered(startup=other.pk)).status_code == 422
    with pytest.raises(PermissionDenied):
        ask(asker, service, startup=other)
    client.post(form, entered(startup=own.pk))

    assert ServiceRequest.objects.get().startup == own


# --- one's own pages -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["detail", "cancel", "rate"])
def test_somebody_elses_request_does_not_exist(name, client, asker):
    request = ServiceRequestFactory()

    assert client.get(page(f"service_request_{name}", request.pk)).status_code == 404
    assert client.post(page(f"service_request_{name}", request.pk)).status_code == 404


def test_files_of_a_request_are_private(client, service, officer, asker):
    request = ask(asker, service, files=[upload(pdf_bytes(), "a.pdf")])
    path = page("service_request_file", request.pk, request.files.get().stored.public_id)

    assert client.get(path).status_code == 200
    client.force_login(UserFactory())
    assert client.get(path).status_code == 404
    client.logout()
    assert client.get(path).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_one_and_for_three(
    count, client, service, officer, asker, django_assert_num_queries
):
    for _each in range(count):
        request = ServiceRequestFactory(service=service, requester=asker)
        unit = ServiceFactory().organization
        ServiceRequestFactory(service__organization=unit, requester=asker)
    for _each in range(count):
        message = request.messages.create(author=officer, is_from_staff=True, text="Xin chào")
        for owner in (None, message):
            request.files.create(message=owner, stored=StoredFileFactory())
    costs = {
        page("service_request_list"): 5,
        page("service_request_detail", request.pk): 9,
    }

    for path, cost in costs.items():
        with django_assert_num_queries(cost):
            assert client.get(path).status_code == 200
    client.logout()
    costs = {page("service_list"): 4, page("service_detail", service.slug): 4}
    for path, cost in costs.items():
        with django_assert_num_queries(cost):
            assert client.get(path).status_code == 200


# --- the catalogue -------------------------------------------------------------------------------


def test_the_catalogue_is_narrowed_by_kind_unit_and_stage_with_counts(client):
    legal = ServiceFactory(name="Tư vấn pháp lý")
    brand = ServiceFactory(name="Nhãn hiệu", kind="so-huu-tri-tue")
    brand.served_stages.create(stage="prototype")
    ServiceFactory(name="Ẩn", is_public=False)
    ServiceFactory(name="Của đơn vị cũ", organization__valid_to=timezone.localdate())

    def found(query):
        return [
            row.name for row in client.get(f"{page('service_list')}{query}").context["services"]
        ]

    assert found("") == ["Nhãn hiệu", "Tư vấn pháp lý"]
    assert found("?loai=phap-ly") == ["Tư vấn pháp lý"]
    assert found(f"?don-vi={legal.organization.slug}") == ["Tư vấn pháp lý"]
    assert found("?giai-doan=prototype") == ["Nhãn hiệu"]
    assert found("?q=nhan+hieu") == ["Nhãn hiệu"]
    assert found("?loai=bay") == ["Nhãn hiệu", "Tư vấn pháp lý"]
    shown = text(client.get(f"{page('service_list')}?giai-doan=prototype"))
    assert "Sở hữu trí tuệ (1)" in shown
    assert "Tư vấn pháp lý (" not in shown


def test_a_service_page_tells_what_it_costs_on_what_basis_and_where(client, officer, service):
    document = PolicyDocumentFactory(number="07/2022/NQ-HĐND")
    Service.objects.filter(pk=service.pk).update(legal_basis=document, is_demo=True)

    shown = text(client.get(service.get_absolute_url()))

    assert all(word in shown for word in ("Miễn phí", document.subject, "Dữ liệu minh họa"))
    assert page("service_request_create", service.slug) in shown
    assertContains(client.get(service.organization.get_absolute_url()), service.name)


def test_a_hidden_service_is_shown_to_its_unit_only(client, officer, service):
    Service.objects.filter(pk=service.pk).update(is_public=False)

    assert client.get(service.get_absolute_url()).status_code == 404
    client.force_login(unit_person(OrganizationFactory()))
    assert client.get(service.get_absolute_url()).status_code == 404
    client.force_login(officer)
    assert client.get(service.get_absolute_url()).status_code == 200
    assertNotContains(client.get(page("service_list")), service.name)


# --- the unit's work -----------------------------------------------------------------------------


def test_a_request_is_given_to_people_of_the_unit_only(service, officer):
    request = ServiceRequestFactory(service=service)
    strangers = {
        "of another unit": unit_person(OrganizationFactory()),
        "keeps the profile only": UserFactory(roles=[Role.UNIT_STAFF]),
        "without the role": UserFactory(),
    }
    service.organization.memberships.create(
        user=strangers["keeps the profile only"], is_profile_only=True
    )
    service.organization.memberships.create(user=strangers["without the role"])

    for person in strangers.values():
        with pytest.raises(RefusedError):
            accept_request(request, actor=officer, assignee=person, due_on=tomorrow())
        with pytest.raises(PermissionDenied):
            accept_request(request, actor=person, assignee=officer, due_on=tomorrow())
    request.refresh_from_db()
    assert request.state == "received"


@pytest.mark.parametrize("days", [-1, 181])
def test_no_day_of_the_past_or_far_away_is_promised(days, service, officer):
    request = ServiceRequestFactory(service=service)

    with pytest.raises(RefusedError):
        accept_request(request, actor=officer, assignee=officer, due_on=tomorrow(days))


@pytest.mark.parametrize("days", [0, 180])
def test_today_and_the_last_day_allowed_may_be_promised(days, service, officer):
    request = ServiceRequestFactory(service=service)

    accepted = accept_request(request, actor=officer, assignee=officer, due_on=tomorrow(days))

    assert accepted.due_on == tomorrow(days)


def test_a_refusal_has_a_reason_and_may_name_another_service(client, service, officer, asker):
    request, other = ask(asker, service), ServiceFactory()

    with pytest.raises(RefusedError):
        refuse_request(request, actor=officer, reason=" ")
    with pytest.raises(RefusedError):
        refuse_request(request, actor=officer, reason="Không", referred_to=service)
    refuse_request(request, actor=officer, reason="Ngoài phạm vi", referred_to=other)

    shown = text(client.get(request.get_absolute_url()))
    assert "Ngoài phạm vi" in shown
    assert other.name in shown
    assert (
        "Ngoài phạm vi"
        not in OutgoingMail.objects.get(template="ecosystem/service_refused").body_text
    )


def test_another_person_and_another_day_are_told(client, service, officer, asker):
    colleague = unit_person(service.organization)
    request = ask(asker, service)
    with pytest.raises(RefusedError):
        reassign_request(request, actor=officer, assignee=colleague)
    accept_request(request, actor=officer, assignee=officer, due_on=tomorrow(3))

    reassign_request(request, actor=officer, assignee=colleague)
    with pytest.raises(RefusedError):
        move_due(request, actor=officer, due_on=tomorrow(9), due_reason=" ")
    with pytest.raises(RefusedError):
        move_due(request, actor=officer, due_on=tomorrow(3), due_reason="Chờ luật sư")
    move_due(request, actor=colleague, due_on=tomorrow(9), due_reason="Chờ luật sư")

    assert mailed("service_assigned") == [colleague.email]
    assert mailed("service_due_moved") == [asker.email]
    shown = text(client.get(request.get_absolute_url()))
    assert "Chờ luật sư" in shown
    assert f"{tomorrow(9):%d/%m/%Y}" in shown


def test_an_end_needs_an_answer_and_a_referral_says_to_whom(service, officer):
    request = ServiceRequestFactory(service=service, state="in_progress", assignee=officer)

    with pytest.raises(RefusedError):
        finish_request(request, actor=officer, outcome="solved", outcome_text=" ")
    with pytest.raises(RefusedError):
        finish_request(request, actor=officer, outcome="referred", outcome_text="")
    done = finish_request(
        request,
        actor=officer,
        outcome="referred",
        outcome_text="Xin liên hệ Sở",
        referred_to=ServiceFactory(),
    )

    assert done.referred_to is not None
    assert done.ended_at is not None


# --- messages ------------------------------------------------------------------------------------


def test_messages_are_for_both_sides_while_the_request_is_open(service, officer, asker):
    request = ask(asker, service)

    first = send_message(request, actor=asker, text="Xin chào", send_key="m")
    assert send_message(request, actor=asker, text="Xin chào", send_key="m") == first
    for stranger in (UserFactory(), unit_person(OrganizationFactory())):
        with pytest.raises(PermissionDenied):
            send_message(request, actor=stranger, text="Xin chào")
    cancel_request(request, actor=asker)

    with pytest.raises(RefusedError):
        send_message(request, actor=officer, text="Xin chào")
    assert mailed("service_message_staff") == [officer.email]


def test_nobody_fills_the_mailbox_of_a_unit(service, officer, asker):
    request = ask(asker, service)
    for number in range(MAX_A_DAY):
        send_message(request, actor=asker, text=f"{number}")

    with pytest.raises(RefusedError):
        send_message(request, actor=asker, text="Thêm một lời nhắn")
    send_message(request, actor=officer, text="Đã nhận đủ")


def test_only_the_other_side_opens_a_message(service, officer, asker):
    request = ask(asker, service)
    message = send_message(request, actor=asker, text="Xin chào")

    for reader in (asker, UserFactory(roles=[Role.ADMINISTRATOR])):
        open_thread(request, reader=reader)
        message.refresh_from_db()
        assert message.read_at is None
    open_thread(request, reader=officer)

    message.refresh_from_db()
    assert message.read_at is not None


# --- satisfaction and reminders ------------------------------------------------------------------


def done_request(days=0, **fields):
    ended = timezone.now() - timedelta(days=days)
    return ServiceRequestFactory(state="done", outcome="solved", ended_at=ended, **fields)


@pytest.mark.parametrize(("days", "asked"), [(2, 0), (3, 1), (89, 1), (90, 0)])
def test_satisfaction_is_asked_for_some_days_after_the_end_and_once(days, asked):
    done_request(days)

    assert keep_services()["asked"] == asked
    assert keep_services()["asked"] == 0
    assert len(mailed("service_rating")) == asked


def test_a_rating_is_given_once_done_and_changed_for_two_weeks(client, asker, time_machine):
    request = done_request(requester=asker)
    path = page("service_request_rate", request.pk)
    assert client.post(path, {"rating": ""}).status_code == 422
    assert client.post(path, {"rating": "6"}).status_code == 422
    client.post(path, {"rating": "2"})
    start = timezone.now()

    time_machine.move_to(start + timedelta(days=13))
    rate_request(request, actor=asker, rating=4)
    time_machine.move_to(start + timedelta(days=15))
    with pytest.raises(RefusedError):
        rate_request(request, actor=asker, rating=5)

    request.refresh_from_db()
    assert request.rating == 4
    assert not may_rate(ServiceRequestFactory())
    with pytest.raises(PermissionDenied):
        rate_request(done_request(), actor=asker, rating=5)


def test_the_mean_is_public_from_five_answers(client, service, officer):
    for number in range(MIN_RATINGS):
        assert public_rating(service) is None
        assertNotContains(client.get(service.get_absolute_url()), "lượt đánh giá")
        done_request(service=service, rating=5 if number else 4)
    done_request(service=service)
    done_request(rating=1)

    rating = public_rating(service)

    assert (str(rating.mean), rating.answers) == ("4.8", MIN_RATINGS)
    assertContains(client.get(service.get_absolute_url()), "4,8/5 theo 5 lượt đánh giá")


def test_an_overdue_request_reminds_once_for_each_day_that_was_promised(service, officer):
    yesterday = tomorrow(-1)
    request = ServiceRequestFactory(service=service, due_on=yesterday)
    ServiceRequestFactory(service=service, due_on=timezone.localdate())
    done_request(service=service, due_on=yesterday)

    assert keep_services()["reminded"] == 1
    keep_services()
    assert mailed("service_overdue") == [officer.email]
    ServiceRequest.objects.filter(pk=request.pk).update(due_on=tomorrow(-2))
    keep_services()

    assert mailed("service_overdue") == [officer.email] * 2


def test_the_requester_reads_that_the_answer_is_late(client, asker):
    request = ServiceRequestFactory(requester=asker, due_on=tomorrow(-1))

    assertContains(client.get(request.get_absolute_url()), "Đã quá hạn trả lời")


def test_a_step_from_a_wrong_state_is_refused(service, officer):
    with pytest.raises(TransitionNotAllowedError):
        start_request(ServiceRequestFactory(service=service), actor=officer)


VIEWERS = {
    "requester": lambda request: request.requester,
    "stranger": lambda request: UserFactory(),
    "of the unit": lambda request: unit_person(request.unit),
    "of the unit, staff of departments": lambda request: unit_person(request.unit, Role.UNIT_STAFF),
    "of the unit without a role": lambda request: unit_person(request.unit, Role.EDITOR),
    "of another unit": lambda request: unit_person(OrganizationFactory()),
    **{role.name.lower(): lambda request, role=role: UserFactory(roles=[role]) for role in Role},
}


@pytest.mark.parametrize("viewer", VIEWERS)
def test_requests_listed_are_the_requests_that_may_be_viewed(viewer):
    request = ServiceRequestFactory()
    user = VIEWERS[viewer](request)

    listed = ServiceRequest.objects.visible_to(user).filter(pk=request.pk).exists()

    assert listed is user.has_perm("ecosystem.view_servicerequest", request)
    assert listed is (
        viewer in {"requester", "of the unit", "of the unit, staff of departments", "administrator"}
    )
