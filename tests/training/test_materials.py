"""Materials: who gets which, through a key, an account or the staff's own sign-in; how staff add them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from portal.models import StoredFile
from tests.factories.files import docx_bytes, pdf_bytes, upload
from tests.factories.materials import MaterialFactory
from tests.factories.portal import UserFactory, secretary
from tests.factories.training import CourseFactory, CourseRunFactory, RegistrationFactory
from tests.training.held import held_run, officer, trainee
from training.domain.materials import materials_of
from training.enums import MaterialAudience as For
from training.models import Material

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    """A class with a material for each audience."""
    run = held_run()
    for audience in For:
        MaterialFactory(run=run, audience=audience, title=f"cho {audience}")
    return run


def opened(run, user=None, registration=None):
    shown = materials_of(run, user=user or AnonymousUser(), registration=registration)
    return [row.material.audience for row in shown if row.address]


def get(client, material, registration=None):
    if registration is None:
        return client.get(material.get_absolute_url())
    url = reverse("training:material_by_key", args=[material.pk, registration.key])
    return client.get(url)


@pytest.mark.parametrize(
    ("state", "came", "gets"),
    [
        ("registered", 0, [For.EVERYBODY]),
        ("waitlisted", 0, [For.EVERYBODY]),
        ("offered", 0, [For.EVERYBODY]),
        ("absent", 0, [For.EVERYBODY]),
        ("cancelled", 1, [For.EVERYBODY]),
        ("confirmed", 0, [For.EVERYBODY, For.REGISTERED]),
        ("confirmed", 1, [For.EVERYBODY, For.REGISTERED, For.ATTENDED]),
        ("registered", 1, [For.EVERYBODY, For.REGISTERED, For.ATTENDED]),
    ],
)
def test_the_holder_of_a_link_gets_what_the_state_allows(client, run, state, came, gets):
    person = trainee(run, came=came, state=state)

    assert opened(run, registration=person) == gets
    for material in run.materials.all():
        status = 200 if material.audience in gets else 404
        assert get(client, material, person).status_code == status


def test_everybody_else_gets_what_is_for_everybody(client, run):
    assert opened(run) == [For.EVERYBODY]
    assert [get(client, row).status_code for row in run.materials.all()] == [200, 404, 404]


def test_an_account_gets_what_its_registration_allows(client, run):
    person = trainee(run, user=UserFactory())
    client.force_login(person.user)

    assert opened(run, user=person.user) == list(For)
    assert [get(client, row).status_code for row in run.materials.all()] == [200, 200, 200]
    client.force_login(UserFactory())
    assert [get(client, row).status_code for row in run.materials.all()] == [200, 404, 404]


def test_a_key_of_another_class_or_of_nobody_opens_nothing(client, run):
    stranger = trainee(held_run())
    material = run.materials.get(audience=For.REGISTERED)

    assert get(client, material, stranger).status_code == 404
    wrong = reverse("training:material_by_key", args=[material.pk, "khong-co-khoa-nay"])
    assert client.get(wrong).status_code == 404


def test_staff_read_all_of_them_of_a_draft_as_well(client):
    material = MaterialFactory(
        run=CourseRunFactory(state="draft", sessions=1), audience=For.ATTENDED
    )
    public = MaterialFactory(run=material.run)
    assert get(client, public).status_code == 404
    client.force_login(officer())

    assert get(client, material).status_code == 200


def test_a_course_shares_with_everybody_who_came_to_any_of_its_classes(client):
    course = CourseFactory()
    material = MaterialFactory(run=None, course=course, audience=For.ATTENDED)
    person = trainee(held_run(course=course))
    other = CourseRunFactory(course=course, sessions=1)

    assert get(client, material, person).status_code == 200
    assert opened(course, registration=person) == [For.ATTENDED]
    assert opened(other, registration=person) == []
    assert [row.material for row in materials_of(other, user=AnonymousUser())] == [material]
    course.is_public = False
    course.save()
    assert get(client, material, person).status_code == 404


def test_an_address_is_led_to_by_those_who_may(client):
    material = MaterialFactory(
        run=held_run(), stored=None, url="https://example.org/video", audience=For.REGISTERED
    )
    person = trainee(material.run)

    response = get(client, material, person)
    assert (response.status_code, response.url) == (302, material.url)
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert get(client, material).status_code == 404
    assertNotContains(client.get(material.run.get_absolute_url()), material.url)


def test_the_page_of_a_class_names_what_one_will_get(client, run):
    page = client.get(run.get_absolute_url())

    for material in run.materials.all():
        assertContains(page, material.title)
    assertContains(page, run.materials.get(audience=For.EVERYBODY).get_absolute_url())
    assertNotContains(page, run.materials.get(audience=For.ATTENDED).get_absolute_url())
    assertContains(
        client.get(MaterialFactory(run=None, course=run.course).course.get_absolute_url()),
        "/dao-tao/tai-lieu/",
    )


def test_the_list_costs_the_same_for_one_and_for_three(django_assert_num_queries):
    first = MaterialFactory()
    person = RegistrationFactory(run=first.run, state="confirmed")
    with django_assert_num_queries(2):
        materials_of(first.run, user=AnonymousUser(), registration=person)
    MaterialFactory.create_batch(2, run=first.run)
    with django_assert_num_queries(2):
        materials_of(first.run, user=AnonymousUser(), registration=person)


def test_the_database_refuses_what_is_neither_or_both():
    for values in (
        {"stored": None, "url": ""},
        {"url": "https://example.org/"},
        {"run": None, "course": None},
        {"course": CourseFactory()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            MaterialFactory(**values)


# --- in the administration ---------------------------------------------------------------------


def typed(run, rows, initial=0):
    """The form of a class with its sessions untouched and ``rows`` of materials."""
    data = {"course": run.course_id, "venue": run.venue, "slug": run.slug, "offer_hours": 24}
    for prefix in ("sessions", "trainers", "questions", "materials"):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    data |= {"materials-TOTAL_FORMS": len(rows), "materials-INITIAL_FORMS": initial}
    for place, row in enumerate(rows):
        values = {"audience": "registered", "order": 0, **row}
        data |= {f"materials-{place}-{name}": value for name, value in values.items()}
    return data


@pytest.fixture
def office(client):
    client.force_login(officer())
    return client


def change(run):
    return reverse("admin:training_courserun_change", args=[run.pk])


def test_an_officer_adds_a_file_and_an_address(office):
    run = CourseRunFactory()
    response = office.post(
        change(run),
        typed(
            run,
            [
                {"title": "Bài giảng", "file": upload(pdf_bytes(), "bai-giang.pdf")},
                {"title": "Video", "url": "https://example.org/v", "audience": "everybody"},
            ],
        ),
    )

    assert response.status_code == 302
    file, link = run.materials.all()
    assert (file.stored.original_name, file.stored.content_type) == (
        "bai-giang.pdf",
        "application/pdf",
    )
    assert file.stored.uploaded_by.groups.filter(name="Cán bộ đào tạo").exists()
    assert (link.stored, link.url) == (None, "https://example.org/v")
    assertContains(office.get(change(run)), "bai-giang.pdf")


@pytest.mark.parametrize(
    "row",
    [
        {"title": "Không có gì"},
        {"title": "Cả hai", "url": "https://example.org/", "file": "pdf"},
        {"title": "Chương trình", "file": "exe"},
    ],
)
def test_neither_both_or_a_wrong_type_is_refused_beside_the_row(office, row):
    run, files = CourseRunFactory(), {"pdf": pdf_bytes(), "exe": b"MZ\x90\x00"}
    if "file" in row:
        row = {**row, "file": upload(files[row["file"]])}

    response = office.post(change(run), typed(run, [row]))

    assert response.status_code == 200
    assert not Material.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_new_file_takes_the_place_of_the_old_one_which_is_deleted(
    office, django_capture_on_commit_callbacks
):
    material = MaterialFactory(run=CourseRunFactory())
    old = material.stored
    row = {"id": material.pk, "title": material.title, "file": upload(docx_bytes(), "moi.docx")}

    with django_capture_on_commit_callbacks(execute=True):
        office.post(change(material.run), typed(material.run, [row], initial=1))

    material.refresh_from_db()
    assert material.stored.original_name == "moi.docx"
    assert not StoredFile.objects.filter(pk=old.pk).exists()
    assert not storages["private"].exists(old.file.name)


def test_a_deleted_material_takes_its_file_along(office, django_capture_on_commit_callbacks):
    material = MaterialFactory(run=CourseRunFactory())
    row = {"id": material.pk, "title": material.title, "DELETE": "on"}

    with django_capture_on_commit_callbacks(execute=True):
        office.post(change(material.run), typed(material.run, [row], initial=1))

    assert not Material.objects.exists()
    assert not StoredFile.objects.exists()
    assert not storages["private"].exists(material.stored.file.name)


def test_a_course_has_materials_of_its_own(office):
    course = CourseFactory()
    data = {"name": course.name, "slug": course.slug, "is_public": "on"}
    data |= {"materials-TOTAL_FORMS": 1, "materials-INITIAL_FORMS": 0}
    data |= {"materials-0-title": "Sách", "materials-0-url": "https://example.org/sach"}
    data |= {"materials-0-audience": "everybody", "materials-0-order": 1}

    office.post(reverse("admin:training_course_change", args=[course.pk]), data)

    assert [row.title for row in course.materials.all()] == ["Sách"]


def test_who_only_looks_changes_no_material(client):
    run = CourseRunFactory()
    client.force_login(secretary())

    assert (
        client.post(change(run), typed(run, [{"title": "A", "url": "https://a.vn"}])).status_code
        == 403
    )
