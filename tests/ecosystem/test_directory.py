"""The directory: two tables read as one, facets with counts, in a fixed number of queries."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from ecosystem.domain.profiles import set_stages
from ecosystem.enums import OrganizationKind, StartupStage
from ecosystem.models import Organization, Startup
from portal.text import fold
from tests.factories.ecosystem import (
    FieldFactory,
    LocalityFactory,
    OrganizationFactory,
    StartupFactory,
    SupportKindFactory,
)

pytestmark = pytest.mark.django_db


def counts_shown(response, name):
    """The choices of a facet with their counts, as the form shows them."""
    return [
        label for value, label in response.context["filterset"].form.fields[name].choices if value
    ]


@pytest.fixture
def small():
    """A fund, a department and a project, with something of each facet."""
    tourism, farming = (
        FieldFactory(slug="du-lich", name="Du lịch"),
        FieldFactory(name="Nông nghiệp"),
    )
    ward = LocalityFactory(slug="phuong-a", name="A", kind="ward")
    legal = SupportKindFactory(slug="phap-ly", name="Pháp lý")
    fund = OrganizationFactory(name="Quỹ An Bình", kind=OrganizationKind.FUND, locality=ward)
    fund.fields.add(tourism)
    fund.supports.add(legal)
    set_stages(fund, [StartupStage.IDEA, StartupStage.SELLING])
    department = OrganizationFactory(name="Sở Du lịch")
    department.fields.add(tourism, farming)
    startup = StartupFactory(
        name="Chè Đình Lập",
        field=farming,
        locality=ward,
        stage=StartupStage.SELLING,
        is_public=True,
    )
    return fund, department, startup


def test_organisations_and_projects_stand_in_one_list_by_name(client, small):
    fund, department, startup = small

    response = client.get("/he-sinh-thai/")

    assert list(response.context["actors"]) == [startup, fund, department]
    assert response.context["paginator"].count == 3
    assertContains(response, startup.get_absolute_url())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("loai=startup", {2}),
        ("loai=fund", {0}),
        ("linh-vuc=du-lich", {0, 1}),
        ("dia-ban=phuong-a", {0, 2}),
        ("giai-doan=selling", {0, 2}),
        ("ho-tro=phap-ly", {0}),
        ("ho-tro=phap-ly&loai=startup", set()),
        ("q=che+dinh", {2}),
        ("linh-vuc=du-lich&giai-doan=idea&q=quy", {0}),
    ],
)
def test_each_facet_narrows_both_tables(client, small, query, found):
    response = client.get(f"/he-sinh-thai/?{query}")

    assert set(response.context["actors"]) == {small[place] for place in found}


def test_a_facet_counts_under_all_filters_but_its_own(client, small):
    response = client.get("/he-sinh-thai/?dia-ban=phuong-a")

    assert counts_shown(response, "loai") == ["Quỹ hỗ trợ khởi nghiệp (1)", "Dự án khởi nghiệp (1)"]
    assert sorted(counts_shown(response, "linh-vuc")) == ["Du lịch (1)", "Nông nghiệp (1)"]
    # The chosen facet keeps its other choices, counted without itself.
    assert counts_shown(response, "dia-ban") == ["phường A (2)"]
    assert counts_shown(response, "giai-doan") == ["Ý tưởng (1)", "Đã bán hàng (2)"]
    assert counts_shown(response, "ho-tro") == ["Pháp lý (1)"]


def test_a_chosen_value_that_finds_nothing_stays_in_the_form(client, small):
    response = client.get("/he-sinh-thai/?ho-tro=phap-ly&loai=startup")

    assert counts_shown(response, "ho-tro") == ["Pháp lý (0)"]
    assertContains(response, 'class="empty-state"')


def test_filters_in_use_are_taken_off_one_by_one(client, small):
    response = client.get("/he-sinh-thai/?q=quy&loai=fund&page=1")

    assertContains(response, 'href="/he-sinh-thai/?loai=fund"')
    assertContains(response, 'href="/he-sinh-thai/?q=quy"')


def test_projects_are_shown_only_with_consent_or_from_a_public_source(client):
    StartupFactory(name="Kín", is_public=False)

    assert client.get("/he-sinh-thai/").context["paginator"].count == 0


def test_the_pages_of_the_whole_directory_hold_everybody_once(client):
    fill(Organization, 15)
    fill(Startup, 15)

    pages = [client.get(f"/he-sinh-thai/?page={page}").context["actors"] for page in (1, 2)]

    assert [len(page) for page in pages] == [20, 10]
    assert len({(type(row), row.pk) for page in pages for row in page}) == 30


def fill(model, number):
    """Rows of the directory, cheaply."""
    names = [f"Tác nhân {n:05}" for n in range(number)]
    public = {"is_public": True}
    if model is Organization:
        public["kind"] = OrganizationKind.ENTERPRISE
    model.objects.bulk_create(
        model(name=name, slug=f"{model.__name__.lower()}-{name[-5:]}", folded=fold(name), **public)
        for name in names
    )


@pytest.mark.parametrize("size", [1, 300])
def test_the_facets_of_many_actors_cost_no_more_queries(client, django_assert_num_queries, size):
    SupportKindFactory()
    fill(Organization, size)
    fill(Startup, size)

    # One of them reads the synonyms that staff keep.
    with django_assert_num_queries(7):
        response = client.get("/he-sinh-thai/?q=tac+nhan")

    assert response.context["paginator"].count == 2 * size


# --- places and the reorganisation ---------------------------------------------------------------


def test_communes_show_their_actors_and_the_gaps(client, django_assert_num_queries, small):
    LocalityFactory(name="Vắng")

    with django_assert_num_queries(1):
        response = client.get("/he-sinh-thai/dia-ban/")

    assertContains(response, 'href="/he-sinh-thai/?dia-ban=phuong-a"')
    assert response.context["without_actors"] == 1
    assert {row.name: row.actors for row in response.context["today"]} == {"A": 2, "Vắng": 0}


def test_a_hidden_successor_is_named_without_a_link(client):
    successor = OrganizationFactory(name="Sở Kế tiếp", is_public=False)
    OrganizationFactory(successor=successor)

    response = client.get("/he-sinh-thai/lich-su-sap-xep/")

    assertContains(response, "Sở Kế tiếp")
    assertNotContains(response, successor.get_absolute_url())


def test_a_missing_kind_shows_figures_and_how_to_come_forward(
    client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8):
        response = client.get("/he-sinh-thai/vuon-uom/")

    assertContains(response, "/he-sinh-thai/dang-ky/?loai=vuon-uom")
    assertContains(response, 'id="tham-gia"')
