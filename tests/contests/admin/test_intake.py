"""The intake in the admin: paper, more time, hand-overs, and every surface that a seal covers."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from contests.domain.applications import submit_application
from contests.domain.claims import open_claim
from contests.domain.seals import open_seal
from contests.enums import Channel
from contests.models import Application, Contest, Extension
from portal.models import OutgoingMail
from portal.search import index
from tests.contests.dossiers import contest_with_rules, pdf_upload, ready_application
from tests.contests.intake import entered
from tests.factories.contests import ApplicationFactory, LookAlikeFactory
from tests.factories.portal import UserFactory, board_member, judge, secretary

pytestmark = pytest.mark.django_db

LIST = "admin:contests_application_changelist"
ENTER = "admin:contests_application_enter"


def page(name, application):
    return reverse(f"admin:contests_application_{name}", args=[application.pk])


def signed_in(client, user):
    client.force_login(user)
    return user


def letter(contest, **fields):
    received = timezone.localtime() - timedelta(hours=2)
    values = {
        "contest": contest.pk,
        "channel": Channel.PAPER,
        "received_on": f"{received:%d/%m/%Y}",
        "received_time": f"{received:%H:%M}",
        "title": "Mật ong Hữu Lũng",
        "contact_name": "Hoàng Thị Lan",
        "contact_phone": "0912 345 678",
        "scans": [pdf_upload("trang-1.pdf"), pdf_upload("trang-2.pdf")],
        "entry_key": "k1",
    }
    return values | fields


# --- paper --------------------------------------------------------------------------------------


def test_a_letter_is_entered_and_its_pages_open(client):
    typist, contest = signed_in(client, secretary()), contest_with_rules()
    assert client.get(reverse(LIST)).content.decode().count(reverse(ENTER)) == 1
    assert client.get(reverse(ENTER)).status_code == 200

    response = client.post(reverse(ENTER), letter(contest), follow=True)

    draft = Application.objects.get()
    assert (draft.entered_by, draft.contact_phone) == (typist, "+84912345678")
    assert draft.attachments.count() == 2
    assert response.redirect_chain[-1][0] == draft.get_absolute_url()
    assert "Hoàng Thị Lan" in response.content.decode()
    assert client.get(draft.get_absolute_url() + "minh-chung/").context["attachments"] == []
    contact = client.get(draft.get_absolute_url() + "dai-dien/").context["form"]
    assert not contact.fields["contact_email"].required


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("received_on", "31/12/2099", "received_on"),
        ("received_on", "hôm qua", "received_on"),
        ("received_time", "", "received_time"),
        ("scans", [], "scans"),
        ("scans", [SimpleUploadedFile("a.pdf", b"MZ")], "scans"),
        ("channel", "online", "channel"),
        ("title", " ", "title"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_stays(client, field, value, error):
    signed_in(client, secretary())

    response = client.post(reverse(ENTER), letter(contest_with_rules(), **{field: value}))

    assert response.status_code == 422
    assert error in response.context["form"].errors
    assert "Hoàng Thị Lan" in response.content.decode()
    assert not Application.objects.exists()


def test_a_letter_before_the_opening_is_refused_at_its_day(client):
    signed_in(client, secretary())
    contest = contest_with_rules()
    early = timezone.localtime(contest.opens_at) - timedelta(days=1)

    response = client.post(reverse(ENTER), letter(contest, received_on=f"{early:%d/%m/%Y}"))

    assert "received_on" in response.context["form"].errors


def test_a_letter_that_came_too_late_is_recorded_with_a_warning(client):
    signed_in(client, secretary())
    contest = contest_with_rules()
    Contest.objects.filter(pk=contest.pk).update(deadline_at=timezone.now() - timedelta(hours=5))

    response = client.post(reverse(ENTER), letter(contest), follow=True)

    assert Application.objects.count() == 1
    assert any("gia hạn" in str(message) for message in response.context["messages"])


@pytest.mark.parametrize("person", [board_member, judge, UserFactory])
def test_nobody_else_enters_letters(client, person):
    user = signed_in(client, person())
    user.is_staff = True
    user.save()

    assert client.get(reverse(ENTER)).status_code == 403
    assert client.post(reverse(ENTER), letter(contest_with_rules())).status_code == 403
    assert not Application.objects.exists()


def test_what_was_entered_is_submitted_through_the_dossiers_pages(client):
    typist = signed_in(client, secretary())
    application = entered(actor=typist)
    url = reverse("contests:application_declare", args=[application.public_id])

    response = client.post(url, {"declaration": "on", "contest": "on"}, follow=True)

    application.refresh_from_db()
    assert application.state == "submitted"
    assert application.reference in response.content.decode()
    assert client.get(page("change", application)).status_code == 200


def test_the_board_opens_no_page_of_a_dossier_on_paper(client):
    signed_in(client, board_member())

    assert client.get(entered().get_absolute_url()).status_code == 404


# --- more time ----------------------------------------------------------------------------------


def until(application):
    later = timezone.localtime(application.contest.deadline_at) + timedelta(days=2)
    return {"until_on": f"{later:%d/%m/%Y}", "until_time": "17:00", "reason": "Mưa lũ"}


@pytest.mark.parametrize("person", [secretary, board_member])
def test_more_time_is_granted_and_revoked(client, person):
    signed_in(client, person())
    application = ready_application()
    assert (
        page("extension", application) in client.get(page("change", application)).content.decode()
    )
    assert client.get(page("extension", application)).status_code == 200

    client.post(page("extension", application), until(application))
    assert Extension.objects.get().reason == "Mưa lũ"
    shown = client.get(page("change", application)).content.decode()
    assert "Mưa lũ" in shown
    assert page("revoke", application) in shown

    assert client.post(page("revoke", application), {"reason": ""}).status_code == 422
    client.post(page("revoke", application), {"reason": "Nhầm"})
    assert Extension.objects.get().revoked_at is not None


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"until_on": "1/1/2020"}, "until_on"),
        ({"reason": ""}, "reason"),
        ({"until_on": ""}, "until_on"),
    ],
)
def test_an_extension_form_tells_what_is_wrong(client, typed, field):
    signed_in(client, secretary())
    application = ready_application()

    response = client.post(page("extension", application), until(application) | typed)

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Extension.objects.exists()


def test_a_refusal_of_the_rules_is_told_on_the_page(client):
    signed_in(client, secretary())
    application = ready_application()
    client.post(page("extension", application), until(application))

    twice = client.post(page("extension", application), until(application))

    assert twice.context["form"].non_field_errors()
    other = ready_application()
    assert client.post(page("revoke", other), {"reason": "x"}).status_code == 422


def test_the_task_list_tells_the_extension(client):
    application = ready_application()
    Extension.objects.create(
        application=application,
        until=application.contest.deadline_at + timedelta(days=2),
        reason="Mưa lũ",
        granted_by=secretary(),
    )
    client.force_login(application.owner)

    html = client.get(application.get_absolute_url()).content.decode()

    assert "gia hạn riêng đến" in html
    with time_machine.travel(application.contest.deadline_at + timedelta(days=1), tick=False):
        client.force_login(application.owner)
        assert not client.get(application.get_absolute_url()).context["is_late"]
    with time_machine.travel(application.contest.deadline_at + timedelta(days=3), tick=False):
        client.force_login(application.owner)
        assert client.get(application.get_absolute_url()).context["is_late"]


# --- handing over -------------------------------------------------------------------------------


def test_a_dossier_on_paper_is_handed_over_by_letter_or_mail(client):
    typist = signed_in(client, secretary())
    application = submit_application(entered(actor=typist), actor=typist)
    url = page("hand_over", application)
    assert url in client.get(page("change", application)).content.decode()
    assert client.get(url).status_code == 200

    shown = client.post(url, {"by_letter": "1"})
    assert "no-store" in shown["Cache-Control"]
    assert open_claim(shown.context_data["code"]) is not None

    client.post(url, {"by_mail": "1"})
    assert OutgoingMail.objects.order_by("pk").last().template == "contests/claim_link"


def test_without_an_address_only_the_letter_is_offered(client):
    typist = signed_in(client, secretary())
    application = entered(actor=typist, contact_email="")

    offered = client.get(page("hand_over", application))
    assert [value for value, _label in offered.context["ways"]] == ["letter"]
    assert client.post(page("hand_over", application), {"by_mail": "1"}).status_code == 422


def test_what_has_an_owner_is_not_handed_over(client):
    signed_in(client, secretary())

    assert client.get(page("hand_over", ApplicationFactory())).status_code == 403
    signed_in(client, board_member())
    assert client.get(page("hand_over", entered())).status_code == 403


# --- the seal -----------------------------------------------------------------------------------


@pytest.fixture
def sealed():
    contest = contest_with_rules()
    Contest.objects.filter(pk=contest.pk).update(is_sealed=True)
    contest.refresh_from_db()
    application = ready_application(contest=contest, title="Bí mật của bản làng")
    return submit_application(application, actor=application.owner)


SURFACES = {
    "list": lambda application: reverse(LIST),
    "list of the edition": lambda application: (
        f"{reverse(LIST)}?contest__id__exact={application.contest_id}"
    ),
    "search": lambda application: f"{reverse(LIST)}?q=bi+mat",
    "search by number": lambda application: f"{reverse(LIST)}?q={application.reference}",
    "export": lambda application: reverse("admin:contests_application_export"),
    "dossier": lambda application: page("change", application),
    "history": lambda application: page("history", application),
    "step": lambda application: reverse(
        "admin:contests_application_step", args=[application.pk, "mark_valid"]
    ),
    "rule": lambda application: reverse(
        "admin:contests_application_check",
        args=[application.pk, application.checks.first().pk],
    ),
    "file": lambda application: reverse(
        "admin:contests_application_file",
        args=[application.pk, application.attachments.first().pk],
    ),
    "spreadsheet": lambda application: reverse("admin:contests_application_spreadsheet"),
    "archive": lambda application: reverse("admin:contests_application_archive"),
    "recheck": lambda application: page("recheck", application),
    "extension": lambda application: page("extension", application),
    "hand over": lambda application: page("hand_over", application),
    "PDF": lambda application: reverse("contests:application_pdf", args=[application.public_id]),
    "download": lambda application: reverse(
        "contests:attachment_download",
        args=[application.public_id, application.attachments.first().stored.public_id],
    ),
    "applicant's page": lambda application: application.get_absolute_url(),
    "outbox": lambda application: reverse("admin:portal_outgoingmail_changelist"),
    "mail": lambda application: reverse(
        "admin:portal_outgoingmail_change", args=[OutgoingMail.objects.get().pk]
    ),
    "tasks": lambda application: reverse("admin:index"),
    "edition": lambda application: reverse(
        "admin:contests_contest_change", args=[application.contest_id]
    ),
    "public search": lambda application: f"{reverse('site:search')}?q=bi+mat",
}


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("person", ["secretary", "board", "superuser"])
def test_no_surface_of_the_staff_shows_what_is_sealed(client, sealed, surface, person):
    people = {
        "secretary": secretary,
        "board": board_member,
        "superuser": lambda: UserFactory(is_staff=True, is_superuser=True),
    }
    signed_in(client, people[person]())

    index.rebuild()
    response = client.get(SURFACES[surface](sealed), follow=True)

    assert "Bí mật" not in b"".join(response).decode(errors="replace")


def test_the_list_shows_numbers_and_what_the_office_typed_itself(client, sealed):
    typist = signed_in(client, secretary())
    on_paper = entered(actor=typist, contest=sealed.contest)

    response = client.get(reverse(LIST))

    assert [*response.context["cl"].result_list] == [on_paper]
    [counts] = response.context["sealed_intakes"]
    assert (counts.contest, counts.total) == (sealed.contest, 2)


def test_a_sealed_dossier_is_explained(client, sealed):
    signed_in(client, secretary())

    response = client.get(page("change", sealed))

    assert response.status_code == 403
    assert response.context["counts"].total == 1


def test_a_conflict_is_not_declared_into_a_sealed_dossier(client, sealed):
    signed_in(client, secretary())

    response = client.post(
        reverse("admin:contests_conflictdeclaration_add"),
        {"reference": sealed.reference, "judge": judge().pk, "reason": "Họ hàng"},
    )

    assert "reference" in response.context["adminform"].form.errors


def test_after_the_deadline_everything_is_there_again(client, sealed):
    with time_machine.travel(sealed.contest.deadline_at, tick=False):
        signed_in(client, secretary())

        assert "Bí mật" in client.get(reverse(LIST)).content.decode()
        assert client.get(page("change", sealed)).status_code == 200


def test_the_board_opens_the_seal_on_the_editions_page(client, sealed):
    contest = sealed.contest
    url = reverse("admin:contests_contest_step", args=[contest.pk, "open_seal"])
    change = reverse("admin:contests_contest_change", args=[contest.pk])
    signed_in(client, secretary())
    assert client.get(url).status_code == 403
    chair = signed_in(client, board_member())
    assert url in client.get(change).content.decode()

    assert client.post(url, {"reason": ""}).status_code == 422
    client.post(url, {"reason": "Kiểm tra trùng lặp"})

    contest.refresh_from_db()
    assert contest.seal_opened_by == chair
    shown = client.get(change).content.decode()
    assert "Kiểm tra trùng lặp" in shown
    assert url not in shown
    assert "Bí mật" in client.get(reverse(LIST)).content.decode()


def test_an_open_seal_is_not_offered_and_not_opened_twice(client, sealed):
    chair = signed_in(client, board_member())
    open_seal(sealed.contest, actor=chair, reason="x")
    url = reverse("admin:contests_contest_step", args=[sealed.contest_id, "open_seal"])

    assert client.post(url, {"reason": "y"}).status_code == 422


def test_seal_and_deadline_are_not_edited_while_the_seal_stands(client, sealed):
    signed_in(client, secretary())
    url = reverse("admin:contests_contest_change", args=[sealed.contest_id])

    fields = client.get(url).context["adminform"].form.fields

    assert {"is_sealed", "deadline_at"}.isdisjoint(fields)


def test_a_letter_that_resembles_a_sealed_dossier_does_not_lead_to_it(client, sealed):
    typist = signed_in(client, secretary())
    letter_ = entered(actor=typist, contest=sealed.contest)
    row = LookAlikeFactory(application=letter_, other=sealed)
    url = reverse("admin:contests_application_look_alike", args=[letter_.pk, row.pk])

    assert client.get(url).status_code == 404
    assert "Bí mật" not in client.get(page("change", letter_)).content.decode()
    with time_machine.travel(sealed.contest.deadline_at, tick=False):
        signed_in(client, typist)
        assert client.get(url).status_code == 200


# --- scans that come later ----------------------------------------------------------------------


def test_a_scan_is_added_on_a_page_of_its_own(client):
    typist = signed_in(client, secretary())
    letter_ = entered(actor=typist)
    url = page("scans", letter_)
    assert url in client.get(page("change", letter_)).content.decode()
    assert client.get(url).status_code == 200
    assert client.post(url, {"scans": []}).status_code == 422
    wrong = client.post(url, {"scans": [SimpleUploadedFile("a.pdf", b"MZ")]})
    assert "scans" in wrong.context["form"].errors

    response = client.post(url, {"scans": [pdf_upload("trang-3.pdf")]})

    assert response.url == page("change", letter_)
    assert letter_.attachments.filter(kind="scan").count() == 1


def test_what_was_made_online_takes_no_scan(client):
    signed_in(client, secretary())
    online = submit_application(application := ready_application(), actor=application.owner)

    assert page("scans", online) not in client.get(page("change", online)).content.decode()
    assert client.post(page("scans", online), {"scans": [pdf_upload()]}).status_code == 422


def test_only_the_secretariat_adds_scans(client):
    letter_ = entered()
    signed_in(client, board_member())

    assert client.get(page("scans", letter_)).status_code in {403, 404}
