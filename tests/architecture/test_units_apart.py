"""A unit's staff see and touch nothing of another unit, at any address of the administration.

Every address is found by walking the administration. It is closed to the staff of units, or it stands
in a table of ``apart/addresses.py`` with the objects of unit B that it is tried with here. Whatever
answers, B's names are in none of it.
"""

import pytest
from auditlog.models import LogEntry
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponseForbidden, HttpResponseNotFound
from django.test import Client
from django.urls import reverse

from ecosystem.models import (
    Booking,
    Closure,
    Membership,
    Opening,
    Room,
    RoomPicture,
    Service,
    ServiceFile,
    ServiceMessage,
    ServiceRequest,
    ServiceStage,
    WaitingNotice,
)
from portal import urls
from portal.models import OutgoingMail
from portal.roles import Role
from portal.site.tasks_board import tasks_for
from tests.architecture import world as portal_world
from tests.architecture.apart import addresses as known
from tests.architecture.apart.world import PUBLIC, SECRET, build
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

PEOPLE = ["space manager", "association", "unit staff", "staff of everything"]
RUNS = {
    "space manager": known.SPACE_MODELS,
    "association": known.UNIT_MODELS,
    "unit staff": known.UNIT_MODELS,
    "staff of everything": known.SPACE_MODELS | known.UNIT_MODELS,
}
# Everything that belongs to a unit, as it is stored.
STORED = (
    Booking,
    Closure,
    Membership,
    Opening,
    Room,
    RoomPicture,
    Service,
    ServiceFile,
    ServiceMessage,
    ServiceRequest,
    ServiceStage,
    WaitingNotice,
    LogEntry,
    OutgoingMail,
)
INDEX = "/admin/"

each_person_and_model = pytest.mark.parametrize(
    ("person", "label"), [(person, label) for person in PEOPLE for label in known.OWNED]
)


@pytest.fixture(scope="module")
def apart(django_db_setup, django_db_blocker):
    """One world for all: the portal with one of everything, and both sides."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        portal_world.build()
        made = build()
        made.people["administrator"] = UserFactory(roles=[Role.ADMINISTRATOR])
        made.clients = {name: Client() for name in made.people}
        for name, client in made.clients.items():
            client.force_login(made.people[name])
        yield made
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _plain_refusals(monkeypatch):
    """The pages of 403 and 404 are the same for whatever was asked; drawing them takes most of the time."""
    monkeypatch.setattr(
        urls, "handler403", lambda request, exception: HttpResponseForbidden(), raising=False
    )
    monkeypatch.setattr(
        urls, "handler404", lambda request, exception: HttpResponseNotFound(), raising=False
    )


def words(response):
    """All that an answer says, its headers included: a Location may tell a code."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{content.decode(errors='replace')} {dict(response.headers)}"


def assert_silent(response, path, *, is_referral=False):
    said = words(response)
    assert SECRET not in said, path
    assert is_referral or PUBLIC not in said, path


def stored():
    return {model: list(model._base_manager.order_by("pk").values()) for model in STORED}


def owned_paths(side, label):
    """Every path that names an object of ``side`` of this model."""
    for address in known.addresses_of(label):
        if address.name in known.OWNED_PAGES:
            for kwargs in known.OWNED_PAGES[address.name](side):
                yield address.path(**kwargs)
        elif address.page in known.STANDARD_OBJECTS:
            for obj in known.OWNED[label](side):
                yield address.path(object_id=obj.pk)


# --- what is known ------------------------------------------------------------------------------


def test_every_model_of_the_administration_is_a_units_or_closed_to_units():
    registered = {model._meta.label for model in admin.site._registry}

    assert registered == set(known.OWNED) | known.FOREIGN_LABELS
    assert not set(known.OWNED) & known.FOREIGN_LABELS


def test_every_page_of_a_units_models_is_tried_and_every_table_names_pages_that_exist():
    names = {address.name for address in known.addresses()}
    about_units = {
        address.name
        for address in known.addresses()
        if address.model
        and address.model._meta.label in known.OWNED
        and not known.is_standard(address)
    }

    assert about_units == set(known.OWNED_PAGES) | known.OWNED_LISTS
    assert names >= known.FOR_ALL_STAFF
    unnamed = {one for one in known.walk() if isinstance(one, str)}
    assert unnamed == known.UNNAMED


@pytest.mark.parametrize("label", known.OWNED)
def test_an_administrator_sees_what_the_staff_of_another_unit_do_not(label, apart):
    """The marks are there to be found: without this the tests below could not fail."""
    client = apart.clients["administrator"]
    seen = [
        path
        for path in owned_paths(apart.b, label)
        if (response := client.get(path)).status_code == 200 and SECRET in words(response)
    ]

    assert len(seen) >= len(known.OWNED[label](apart.b))


# --- what is closed -----------------------------------------------------------------------------


@pytest.mark.parametrize("address", known.closed_addresses(), ids=lambda address: address.name)
def test_an_address_that_no_table_opens_is_closed(address, apart):
    path = address.path(**known.filled(address))

    for person in PEOPLE[:3]:
        for method in (apart.clients[person].get, apart.clients[person].post):
            response = method(path)
            # Django sends to its first page whoever asks for a row that does not exist.
            is_gone = response.status_code == 302 and response["Location"] == INDEX
            assert response.status_code in {403, 404, 405} or is_gone, (person, path)
            assert_silent(response, path)


# --- another unit's objects ---------------------------------------------------------------------


@each_person_and_model
def test_no_object_of_another_unit_is_opened(label, person, apart):
    for path in owned_paths(apart.b, label):
        response = apart.clients[person].get(path)
        assert response.status_code in {403, 404}, path
        assert_silent(response, path)


@each_person_and_model
def test_nothing_that_is_sent_changes_an_object_of_another_unit(label, person, apart):
    before, me = stored(), apart.people[person]
    sent = {
        "post": "yes",
        "confirm": "1",
        "kind": "other",
        "reason": "x",
        "text": "x",
        "name": "x",
        "assignee": me.pk,
        "due_on": "01/12/2030",
        "due_reason": "x",
        "outcome": "solved",
        "outcome_text": "x",
        "organization": apart.a.unit.pk,
    }

    for path in owned_paths(apart.b, label):
        response = apart.clients[person].post(path, sent)
        assert response.status_code in {403, 404}, path
        assert_silent(response, path)

    assert stored() == before


@each_person_and_model
def test_actions_of_a_list_reach_no_row_of_another_unit(label, person, apart):
    before, path = stored(), known.list_path(label)
    for action in ("delete_selected", "step_confirm", "step_record_no_show"):
        rows = [row.pk for row in known.OWNED[label](apart.b)]
        chosen = {"action": action, "_selected_action": rows}
        for more in ({}, {"confirm": "1", "post": "yes"}):
            assert_silent(apart.clients[person].post(path, {**chosen, **more}), path)

    assert stored() == before


@pytest.mark.parametrize("person", PEOPLE)
def test_nothing_is_added_to_another_unit_and_nothing_of_ones_own_is_moved_there(person, apart):
    client, b = apart.clients[person], apart.b
    rows = {
        "room": {"organization": b.space.pk, "name": "Phòng lạ", "room": b.room.pk},
        "closure": {"organization": b.space.pk, "room": b.room.pk, "kind": "other", "reason": "x"},
        "booking": {
            "room": b.room.pk,
            "day": "02/12/2030",
            "start": "09:00",
            "end": "10:00",
            "contact_name": "x",
            "attendees": "1",
        },
        "service": {"organization": b.unit.pk, "name": "Dịch vụ lạ", "kind": "phap-ly"},
    }
    ours = {"room": apart.a.room, "closure": apart.a.closure, "service": apart.a.service}
    inlines = {
        "openings-TOTAL_FORMS": "1",
        "openings-INITIAL_FORMS": "1",
        "openings-0-id": b.room.openings.first().pk,
        "openings-0-room": apart.a.room.pk,
        "openings-0-weekday": "0",
        "openings-0-opens_at": "01:00",
        "openings-0-closes_at": "02:00",
        "pictures-TOTAL_FORMS": "0",
        "pictures-INITIAL_FORMS": "0",
    }

    def of_b():
        return [
            *Room.objects.filter(organization=b.space).values(),
            *Closure.objects.filter(organization=b.space).values(),
            *Booking.objects.filter(room=b.room).values(),
            *Service.objects.filter(organization=b.unit).values(),
            *Opening.objects.filter(room=b.room).values(),
        ]

    before = of_b()
    for model, values in rows.items():
        path = reverse(f"admin:ecosystem_{model}_add")
        assert_silent(client.post(path, values | inlines), path)
        if model in ours:
            path = reverse(f"admin:ecosystem_{model}_change", args=[ours[model].pk])
            assert_silent(client.post(path, values | inlines), path)

    assert of_b() == before


@pytest.mark.parametrize("person", PEOPLE)
def test_a_file_of_another_unit_is_not_opened_through_ones_own_request(person, apart):
    for request in apart.a.requests.values():
        path = reverse("admin:ecosystem_servicerequest_file", args=[request.pk, apart.b.file.pk])
        assert apart.clients[person].get(path).status_code in {403, 404}


# --- lists, filters, searches -------------------------------------------------------------------


@each_person_and_model
def test_no_list_form_filter_or_search_names_another_unit(label, person, apart):
    client, b = apart.clients[person], apart.b
    queries = [
        "q=zqx",
        "_facets=True",
        f"organization__id__exact={b.unit.pk}",
        f"organization__id__exact={b.space.pk}",
        f"room__id__exact={b.room.pk}",
        f"service__id__exact={b.service.pk}",
        f"assignee__id__exact={b.staff.pk}",
        f"service__organization={b.unit.pk}",
        f"requester__email__startswith={b.asker.email[:3]}",
        "waiting=overdue",
        "when=over",
        "_popup=1&_to_field=id",
    ]
    path = known.list_path(label)
    response = client.get(path)

    assert response.status_code == (200 if label in RUNS[person] else 403)
    assert_silent(response, path)
    for query in queries:
        assert_silent(client.get(f"{path}?{query}", follow=True), query)
    assert_silent(client.get(f"{path}add/"), f"{path}add/")


@pytest.mark.parametrize("person", PEOPLE)
def test_pages_for_all_staff_and_pages_about_ones_rows_name_no_other_unit(person, apart):
    week = f"?week={apart.b.event_booking.starts_at:%Y-%m-%d}"
    names = known.OWNED_LISTS | {"index", "password_change", "password_change_done", "jsi18n"}
    paths = [reverse(f"admin:{name}") for name in names]
    paths += [f"{path}{week}" for path in paths if "calendar" in path]
    paths += [reverse("admin:app_list", args=["ecosystem"])]

    for path in paths:
        assert_silent(apart.clients[person].get(path), path)
    assert apart.clients[person].get(INDEX).status_code == 200


@each_person_and_model
def test_ones_own_objects_open_and_name_no_other_unit(label, person, apart):
    opened = 0
    for path in owned_paths(apart.a, label):
        response = apart.clients[person].get(path)
        is_referral = path.rstrip("/").rpartition("/")[2] in known.REFERRALS
        assert_silent(response, path, is_referral=is_referral)
        opened += response.status_code == 200

    assert bool(opened) is (label in RUNS[person])


def test_a_request_may_be_referred_to_what_everybody_reads_of_another_unit(apart):
    path = reverse(
        "admin:ecosystem_servicerequest_step", args=[apart.a.requests["received"].pk, "refuse"]
    )

    shown = words(apart.clients["unit staff"].get(path))

    assert apart.b.service.name in shown
    assert apart.b.hidden_service.name not in shown


# --- addresses about objects of all kinds -------------------------------------------------------


@pytest.mark.parametrize("person", PEOPLE)
def test_no_autocomplete_names_another_unit(person, apart):
    for app_label, model_name, field_name in known.autocompleted():
        asked = {"app_label": app_label, "model_name": model_name, "field_name": field_name}
        response = apart.clients[person].get(reverse("admin:autocomplete"), {**asked, "term": ""})
        assert_silent(response, asked)


@pytest.mark.parametrize("person", PEOPLE)
def test_the_way_to_the_public_page_leads_to_no_object_of_another_unit(person, apart):
    for objects in known.OWNED.values():
        for obj in objects(apart.b):
            kind = ContentType.objects.get_for_model(obj)
            path = reverse("admin:view_on_site", args=[kind.pk, obj.pk])
            assert apart.clients[person].get(path).status_code == 404
    for model in (ServiceMessage, ServiceFile, Opening, Membership):
        kind = ContentType.objects.get_for_model(model)
        path = reverse("admin:view_on_site", args=[kind.pk, model.objects.last().pk])
        assert apart.clients[person].get(path).status_code == 404


def test_the_way_to_the_public_page_of_ones_own_object_works(apart):
    booking, service = apart.a.booking, apart.a.service
    for person, obj in (("space manager", booking), ("association", service)):
        path = reverse(
            "admin:view_on_site", args=[ContentType.objects.get_for_model(obj).pk, obj.pk]
        )
        response = apart.clients[person].get(path)
        assert response.status_code == 302
        assert response["Location"].endswith(obj.get_absolute_url())


# --- tasks --------------------------------------------------------------------------------------


def test_tasks_count_what_waits_in_ones_own_units(apart):
    rooms = {"bookings_asked": 1, "bookings_past": 1}
    services = {"services_new": 1, "services_overdue": 2, "services_messages": 1}
    # the tests above may have opened the thread
    ServiceMessage.objects.update(read_at=None)

    found = {
        name: {task.key: task.count for task in tasks_for(apart.people[name])} for name in PEOPLE
    }

    assert found == {
        "space manager": rooms,
        "association": services,
        "unit staff": services,
        "staff of everything": rooms | services,
    }
