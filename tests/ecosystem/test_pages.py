"""The public pages: directory, profiles, projects, documents."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from ecosystem.enums import (
    KIND_PATHS,
    MISSING_KINDS,
    DocumentStatus,
    OrganizationKind,
    RelationKind,
)
from portal.roles import Role
from tests.factories.ecosystem import (
    DocumentCorrectionFactory,
    DocumentRelationFactory,
    FieldFactory,
    LocalityFactory,
    OrganizationFactory,
    PolicyDocumentFactory,
    ServiceFactory,
    StartupFactory,
    SupportOfferFactory,
)
from tests.factories.news import ArticleFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


def departments(count):
    for _n in range(count):
        OrganizationFactory(locality=LocalityFactory()).fields.add(FieldFactory())


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("make", "url", "queries"),
    [
        (departments, "/he-sinh-thai/", 5),
        (departments, "/he-sinh-thai/co-quan-quan-ly/", 5),
        (
            lambda n: StartupFactory.create_batch(n, is_public=True, field=FieldFactory()),
            "/du-an/",
            4,
        ),
        (PolicyDocumentFactory.create_batch, "/van-ban/", 5),
        # One of them reads the synonyms that staff keep.
        (PolicyDocumentFactory.create_batch, "/van-ban/?q=ke+hoach", 6),
        (SupportOfferFactory.create_batch, "/chinh-sach-ho-tro/", 3),
    ],
)
def test_lists_cost_the_same_for_one_row_and_three(
    client, django_assert_num_queries, make, url, queries, rows
):
    make(rows)

    with django_assert_num_queries(queries):
        response = client.get(url)

    assert response.context["paginator"].count == rows


@pytest.mark.parametrize("related", [1, 3])
def test_details_cost_the_same_however_much_hangs_on_them(
    client, django_assert_num_queries, related
):
    organization = OrganizationFactory()
    OrganizationFactory.create_batch(related, successor=organization)
    ServiceFactory.create_batch(related, organization=organization)
    document = PolicyDocumentFactory()
    DocumentRelationFactory.create_batch(related, source=document)
    DocumentRelationFactory.create_batch(related, target=document, kind=RelationKind.AMENDS)
    DocumentCorrectionFactory.create_batch(related, document=document)
    SupportOfferFactory.create_batch(related, document=document)
    for _n in range(related):
        ArticleFactory(state="published", body=f"<p>Theo {document.number}.</p>")

    with django_assert_num_queries(8):
        client.get(organization.get_absolute_url())
    with django_assert_num_queries(6):
        client.get(document.get_absolute_url())


def test_the_directory_counts_kinds_and_shows_the_gaps(client):
    OrganizationFactory.create_batch(2, kind=OrganizationKind.DEPARTMENT)
    OrganizationFactory(kind=OrganizationKind.DEPARTMENT, valid_to=date(2025, 2, 28))
    OrganizationFactory(kind=OrganizationKind.FUND)

    kinds = client.get("/he-sinh-thai/").context["kinds"]

    assert {row["count"] for row in kinds if row["url"].endswith("/co-quan-quan-ly/")} == {2}
    missing = {row["url"] for row in kinds if row["is_missing"]}
    assert missing == {
        reverse("ecosystem:organization_list", args=[KIND_PATHS[kind]])
        for kind in MISSING_KINDS
        if kind != OrganizationKind.FUND
    }


@pytest.mark.parametrize("kind", MISSING_KINDS)
def test_a_missing_kind_calls_for_partners(client, kind):
    response = client.get(reverse("ecosystem:organization_list", args=[KIND_PATHS[kind]]))

    assertContains(response, 'class="empty-state"')
    assertContains(response, reverse("site:contact"))


def test_a_kind_that_does_not_exist_is_404(client):
    assert client.get("/he-sinh-thai/khong-co/").status_code == 404
    assert client.get("/he-sinh-thai/khong-co/so-noi-vu/").status_code == 404


def test_a_profile_opens_below_its_own_kind_only(client):
    organization = OrganizationFactory(kind=OrganizationKind.PRESS, slug="bao")

    assert client.get(organization.get_absolute_url()).status_code == 200
    assert client.get("/he-sinh-thai/doan-the/bao/").status_code == 404


def test_filters_narrow_and_stay_in_the_form(client):
    field = FieldFactory(slug="du-lich")
    wanted = OrganizationFactory(
        name="Hợp tác xã Hữu Liên", locality=LocalityFactory(slug="xa-huu-lien")
    )
    wanted.fields.add(field)
    OrganizationFactory(kind=OrganizationKind.PRESS)

    for query in ("q=hop+tac+xa", "linh-vuc=du-lich", "dia-ban=xa-huu-lien", "loai=department"):
        response = client.get(f"/he-sinh-thai/?{query}")
        assert list(response.context["actors"]) == [wanted], query
        assert response.context["filterset"].is_narrowed


def test_a_filter_that_means_nothing_is_told_and_narrows_nothing(client):
    OrganizationFactory()

    response = client.get("/he-sinh-thai/?loai=linh-tinh")

    assert set(response.context["filterset"].errors) == {"loai"}
    assert response.context["paginator"].count == 1


def test_filters_with_nothing_to_choose_are_not_offered(client):
    OrganizationFactory()

    assert set(client.get("/he-sinh-thai/").context["filterset"].form.fields) == {"q", "loai"}


def test_a_page_beyond_the_last_is_404_and_pages_keep_the_filters(client):
    OrganizationFactory.create_batch(21)

    assertContains(client.get("/he-sinh-thai/?q=so"), "?q=so&amp;page=2")
    assert client.get("/he-sinh-thai/?page=9").status_code == 404


def test_a_former_organisation_stands_below_and_names_its_successor(client):
    successor = OrganizationFactory(name="Sở Tài chính")
    former = OrganizationFactory(name="Sở Cũ", valid_to=date(2025, 2, 28), successor=successor)

    response = client.get("/he-sinh-thai/co-quan-quan-ly/")
    assert list(response.context["actors"]) == [successor]
    assert list(response.context["former"]) == [former]

    assertContains(client.get(former.get_absolute_url()), successor.get_absolute_url())
    assertContains(client.get(former.get_absolute_url()), "28/02/2025")
    assertContains(client.get(successor.get_absolute_url()), former.get_absolute_url())


def test_a_merger_without_a_confirmed_day_still_counts_as_former(client):
    successor = OrganizationFactory()
    former = OrganizationFactory(successor=successor)

    assert former.is_former
    assert list(client.get("/he-sinh-thai/").context["former"]) == [former]


def test_what_is_not_public_is_404_for_strangers_and_open_to_editors(client):
    hidden = [OrganizationFactory(is_public=False), StartupFactory(is_public=False)]
    editor = UserFactory(roles=[Role.EDITOR])

    for row in hidden:
        assert client.get(row.get_absolute_url()).status_code == 404
    client.force_login(editor)
    for row in hidden:
        assert client.get(row.get_absolute_url()).status_code == 200


def test_a_hidden_predecessor_is_not_named(client):
    organization = OrganizationFactory()
    OrganizationFactory(name="Tổ chức kín", is_public=False, successor=organization)

    assertNotContains(client.get(organization.get_absolute_url()), "Tổ chức kín")


def test_the_owner_sees_an_unpublished_project_and_nobody_else(client):
    startup = StartupFactory(is_public=False, owner=UserFactory())

    client.force_login(startup.owner)
    assert client.get(startup.get_absolute_url()).status_code == 200
    client.force_login(UserFactory())
    assert client.get(startup.get_absolute_url()).status_code == 404


def test_featured_projects_come_first_and_hidden_ones_not_at_all(client):
    plain = StartupFactory(name="A", is_public=True)
    featured = StartupFactory(name="B", is_public=True, is_featured=True)
    StartupFactory(name="C")

    assert list(client.get("/du-an/").context["startups"]) == [featured, plain]


def test_documents_are_narrowed_by_each_filter(client):
    wanted = PolicyDocumentFactory(
        number="13/2019/NQ-HĐND",
        kind="NQ",
        issuer="Hội đồng nhân dân tỉnh Lạng Sơn",
        issued_on=date(2019, 12, 10),
        subject="Mức chi hỗ trợ khởi nghiệp",
        status=DocumentStatus.IN_FORCE,
    )
    PolicyDocumentFactory()

    queries = (
        {"loai": "NQ"},
        {"co-quan": wanted.issuer},
        {"nam": "2019"},
        {"tinh-trang": "in_force"},
        {"q": "muc chi"},
        {"q": "13/2019"},
    )
    for query in queries:
        assert list(client.get("/van-ban/", query).context["documents"]) == [wanted], query


def test_a_document_shows_what_the_decree_asks_for_and_what_replaces_it(client):
    old = PolicyDocumentFactory(effective_on=date(2021, 1, 1), note="Số hiệu cũ ghi sai")
    new = PolicyDocumentFactory()
    DocumentRelationFactory(source=new, target=old)

    response = client.get(old.get_absolute_url())

    for text in (
        old.issuer,
        "23/12/2020",
        "01/01/2021",
        old.subject,
        old.note,
        new.get_absolute_url(),
    ):
        assertContains(response, text)
    assertContains(client.get(new.get_absolute_url()), old.get_absolute_url())


def test_a_file_is_downloaded_under_the_documents_name(client):
    document = PolicyDocumentFactory(number="201/KH-UBND")
    url = reverse("ecosystem:document_file", args=[document.slug])
    assert client.get(url).status_code == 404
    assertNotContains(client.get(document.get_absolute_url()), url)

    document.file.save("scan 1.PDF", ContentFile(b"%PDF-1.7"))

    response = client.get(url)
    assert b"".join(response.streaming_content) == b"%PDF-1.7"
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="201-kh-ubnd-23-12-2020.pdf"'
    )
    assertContains(client.get(document.get_absolute_url()), url)


def test_a_file_that_vanished_from_the_disk_is_404(client):
    document = PolicyDocumentFactory(file="van-ban/mat.pdf")

    assert client.get(reverse("ecosystem:document_file", args=[document.slug])).status_code == 404


def test_what_people_type_is_shown_as_text(client):
    organization = OrganizationFactory(description="<script>alert(1)</script>")

    assertNotContains(client.get(organization.get_absolute_url()), "<script>alert")


def test_empty_lists_say_so(client):
    for url in ("/he-sinh-thai/", "/du-an/", "/van-ban/", "/du-an/?q=zzz", "/van-ban/?q=zzz"):
        assertContains(client.get(url), 'class="empty-state"')
