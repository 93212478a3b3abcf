"""The directory with 20,000 actors: what a page of it costs beside one with 2,000."""

from time import perf_counter

import pytest

from ecosystem.models import Field, Locality, Organization, Startup
from tests.ecosystem.test_directory import fill
from tests.factories.ecosystem import FieldFactory, LocalityFactory

pytestmark = [pytest.mark.bench, pytest.mark.django_db]

PAGES = ("/he-sinh-thai/", "/he-sinh-thai/?q=tac+nhan&linh-vuc=du-lich", "/he-sinh-thai/?page=400")


def _spread():
    """Fields and places over all rows, so that every facet has something to count."""
    fields = [FieldFactory(slug="du-lich"), *FieldFactory.create_batch(11)]
    places = LocalityFactory.create_batch(65)
    through = Organization.fields.through
    organizations = list(Organization.objects.values_list("pk", flat=True))
    through.objects.bulk_create(
        through(organization_id=pk, field_id=fields[n % 12].pk)
        for n, pk in enumerate(organizations)
    )
    for model in (Organization, Startup):
        pks = list(model.objects.values_list("pk", flat=True))
        for n, place in enumerate(places):
            model.objects.filter(pk__in=list(pks[n::65])).update(locality=place)
    Startup.objects.update(field=fields[0], stage="selling")
    assert Field.objects.count() == 12
    assert Locality.objects.count() == 65


@pytest.mark.parametrize("url", PAGES)
def test_twenty_thousand_actors_in_eight_queries(client, django_assert_max_num_queries, url):
    fill(Organization, 12_000)
    fill(Startup, 8_000)
    _spread()
    client.get(url)

    started = perf_counter()
    with django_assert_max_num_queries(8) as queries:
        response = client.get(url)
    took = perf_counter() - started

    assert response.status_code == 200
    print(f"{url}: {len(queries)} queries, {took * 1000:.0f} ms")
