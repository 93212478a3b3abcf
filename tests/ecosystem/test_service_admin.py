"""A unit's staff answer requests for support in the administration."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ecosystem.domain.services import cancel_request
from ecosystem.models import Service, ServiceRequest
from portal.models import OutgoingMail
from portal.roles import Role
from tests.factories.ecosystem import ServiceFactory, ServiceRequestFactory, unit_person
from tests.factories.files import StoredFileFactory, pdf_bytes, upload
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return ServiceFactory()


@pytest.fixture
def officer(client, service):
    user = unit_person(service.organization, Role.UNIT_STAFF, full_name="Vi Văn Trợ")
    client.force_login(user)
    return user


def url(page, *args, model="servicerequest"):
    return reverse(f"admin:ecosystem_{model}_{page}", args=args)


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def day(days):
    return f"{timezone.localdate() + timedelta(days=days):%d/%m/%Y}"


def test_a_request_is_answered_by_buttons_that_say_what_follows(client, service, officer):
    request = ServiceRequestFactory(service=service, subject="Nợ hàng", text="Bạn hàng nợ tiền")

    page = text(client.get(url("change", request.pk)))
    assert "Bạn hàng nợ tiền" in page
    assert url("step", request.pk, "accept") in page
    assert url("step", request.pk, "finish") not in page
    accept = url("step", request.pk, "accept")
    assert request.requester.email in text(client.get(accept))
    assert client.post(accept, {"assignee": "", "due_on": "x"}).status_code == 422
    client.post(accept, {"assignee": officer.pk, "due_on": day(4)})
    client.post(url("step", request.pk, "start"))
    finish = url("step", request.pk, "finish")
    assert client.post(finish, {"outcome": "", "outcome_text": ""}).status_code == 422
    client.post(finish, {"outcome": "solved", "outcome_text": "Nên gửi thư đòi nợ"})

    request.refresh_from_db()
    assert (request.state, request.assignee) == ("done", officer)
    trail = text(client.get(url("change", request.pk)))
    assert all(word in trail for word in ("Nhận giải quyết", "Vi Văn Trợ", "Nên gửi thư đòi nợ"))


def test_messages_files_another_day_and_another_person(client, service, officer):
    colleague = unit_person(service.organization)
    request = ServiceRequestFactory(service=service, state="accepted", assignee=officer)
    request.messages.create(author=request.requester, text="Tôi gửi thêm hóa đơn")
    stored = StoredFileFactory()
    row = request.files.create(stored=stored)

    shown = text(client.get(url("change", request.pk)))
    assert "Tôi gửi thêm hóa đơn" in shown
    assert url("file", request.pk, row.pk) in shown
    assert client.post(url("message", request.pk), {"text": ""}).status_code == 422
    client.post(
        url("message", request.pk),
        {"text": "Cảm ơn", "files": [upload(pdf_bytes(), "tra-loi.pdf")], "send_key": "m"},
    )
    assert client.post(url("due", request.pk), {"due_on": day(9)}).status_code == 422
    client.post(url("due", request.pk), {"due_on": day(9), "due_reason": "Chờ luật sư"})
    client.post(url("reassign", request.pk), {"assignee": colleague.pk})

    request.refresh_from_db()
    assert (request.assignee, f"{request.due_on:%d/%m/%Y}") == (colleague, day(9))
    answer = request.messages.get(is_from_staff=True)
    assert answer.files.get().stored.original_name == "tra-loi.pdf"
    assert request.messages.get(is_from_staff=False).read_at is not None
    assert OutgoingMail.objects.filter(template="ecosystem/service_message").count() == 1


def test_a_request_that_was_taken_back_is_a_shell(client, service, officer):
    request = ServiceRequestFactory(service=service, subject="Nợ hàng", text="Bạn hàng nợ tiền")
    request.messages.create(author=request.requester, text="Lời nhắn kín")
    row = request.files.create(stored=StoredFileFactory())
    cancel_request(request, actor=request.requester)

    pages = (url("change", request.pk), url("changelist"))
    shown = " ".join(text(client.get(page)) for page in pages)

    assert request.code in shown
    secrets = ("Nợ hàng", "Bạn hàng nợ tiền", "Lời nhắn kín", request.requester.email)
    assert not [secret for secret in secrets if secret in shown]
    assert client.get(url("file", request.pk, row.pk)).status_code == 404


@pytest.mark.parametrize(
    ("role", "list_status", "catalogue_status"),
    [
        (Role.ADMINISTRATOR, 200, 200),
        (Role.SECRETARY, 403, 200),
        (Role.EDITOR, 403, 403),
        (Role.BOARD, 403, 403),
        (Role.SPACE_MANAGER, 403, 403),
    ],
)
def test_who_else_reads_requests_and_the_catalogue(client, role, list_status, catalogue_status):
    client.force_login(UserFactory(roles=[role]))

    assert client.get(url("changelist")).status_code == list_status
    assert client.get(url("changelist", model="service")).status_code == catalogue_status


@pytest.mark.parametrize("count", [1, 3])
def test_lists_and_pages_cost_the_same_for_one_and_for_three(
    count, client, service, officer, django_assert_num_queries
):
    for _each in range(count):
        ServiceFactory(organization=service.organization)
        request = ServiceRequestFactory(
            service=ServiceFactory(organization=service.organization),
            state="accepted",
            assignee=officer,
        )
        message = request.messages.create(author=request.requester, text="Xin chào")
        message.files.create(request=request, stored=StoredFileFactory())

    client.get(url("change", request.pk))  # reads the kinds of objects once for all
    costs = {
        url("changelist"): 11,
        url("changelist", model="service"): 10,
        url("change", request.pk): 13,
    }
    for path, cost in costs.items():
        with django_assert_num_queries(cost):
            assert client.get(path).status_code == 200


def test_a_service_is_entered_with_its_stages_and_stays_with_its_unit(client, service, officer):
    other = ServiceFactory().organization
    values = {
        "organization": service.organization_id,
        "name": "Góp ý hợp đồng",
        "kind": "phap-ly",
        "is_public": "on",
        "is_open": "on",
        "summary": "Đọc hợp đồng",
        "stages": ["selling"],
        "what_you_get": "Bản góp ý",
        "answer_days": "7",
        "cost": "Miễn phí",
        "questions": "\n".join(f"Câu {number}?" for number in range(6)),
    }
    add = url("add", model="service")

    assert "tối đa 5 câu hỏi" in text(client.post(add, values))
    client.post(add, values | {"questions": "Câu?"})

    made = Service.objects.get(name="Góp ý hợp đồng")
    assert [stage.value for stage in made.stages] == ["selling"]
    change = url("change", made.pk, model="service")
    client.post(change, values | {"questions": "", "organization": other.pk, "is_open": ""})
    made.refresh_from_db()
    assert (made.organization, made.is_open) == (service.organization, False)
    assert client.post(url("delete", made.pk, model="service"), {"post": "yes"}).status_code == 403


def test_lists_are_narrowed_by_what_waits(client, service, officer):
    late = ServiceRequestFactory(service=service, due_on=timezone.localdate() - timedelta(days=1))
    mine = ServiceRequestFactory(service=service, state="accepted", assignee=officer)
    written = ServiceRequestFactory(service=service)
    written.messages.create(author=written.requester, text="Xin chào")

    for waiting, wanted in {"overdue": late, "mine": mine, "unread": written}.items():
        rows = client.get(f"{url('changelist')}?waiting={waiting}").context["cl"].queryset
        assert list(rows) == [wanted]


def test_requests_are_never_typed_or_deleted(client, service, officer):
    request = ServiceRequestFactory(service=service)

    assert client.get(url("add")).status_code == 403
    assert client.post(url("change", request.pk), {"subject": "Khác"}).status_code == 403
    assert client.post(url("delete", request.pk), {"post": "yes"}).status_code == 403
    assert ServiceRequest.objects.get().subject == request.subject
