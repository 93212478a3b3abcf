"""Only public pages reach search engines."""

import pytest

from ecosystem.sitemaps import DocumentSitemap, OrganizationSitemap, StartupSitemap, SupportSitemap
from tests.factories.ecosystem import (
    OrganizationFactory,
    PolicyDocumentFactory,
    StartupFactory,
    SupportOfferFactory,
)

pytestmark = pytest.mark.django_db


def test_sitemaps_list_public_rows_with_their_last_change():
    organization, startup = OrganizationFactory(), StartupFactory(is_public=True)
    document = PolicyDocumentFactory()
    offer = SupportOfferFactory()
    OrganizationFactory(is_public=False)
    SupportOfferFactory(is_published=False)
    StartupFactory()

    for sitemap, row in (
        (OrganizationSitemap(), organization),
        (StartupSitemap(), startup),
        (DocumentSitemap(), document),
        (SupportSitemap(), offer),
    ):
        assert list(sitemap.items()) == [row]
        assert sitemap.lastmod(row) == row.updated_at
        assert sitemap.location(row) == row.get_absolute_url()
