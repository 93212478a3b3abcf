"""Pages of the ecosystem for search engines."""

from django.contrib.sitemaps import Sitemap

from ecosystem.models import (
    BoardPost,
    Event,
    Expert,
    Organization,
    PolicyDocument,
    Room,
    Service,
    Startup,
    SupportOffer,
)


class UpdatedSitemap(Sitemap):
    changefreq = "monthly"

    def lastmod(self, item):
        return item.updated_at


class OrganizationSitemap(UpdatedSitemap):
    def items(self):
        return Organization.objects.public().only("kind", "slug", "updated_at").order_by("pk")


class ExpertSitemap(UpdatedSitemap):
    def items(self):
        return Expert.objects.public().only("slug", "updated_at").order_by("pk")


class StartupSitemap(UpdatedSitemap):
    def items(self):
        return Startup.objects.public().only("slug", "updated_at").order_by("pk")


class DocumentSitemap(UpdatedSitemap):
    def items(self):
        return PolicyDocument.objects.only("slug", "updated_at").order_by("pk")


class BoardPostSitemap(UpdatedSitemap):
    def items(self):
        return BoardPost.objects.public().only("slug", "updated_at").order_by("pk")


class RoomSitemap(UpdatedSitemap):
    def items(self):
        return Room.objects.public().only("slug", "updated_at").order_by("pk")


class ServiceSitemap(UpdatedSitemap):
    def items(self):
        return Service.objects.public().only("slug", "updated_at").order_by("pk")


class EventSitemap(UpdatedSitemap):
    def items(self):
        return Event.objects.public().only("slug", "updated_at").order_by("pk")


class SupportSitemap(UpdatedSitemap):
    def items(self):
        return SupportOffer.objects.offered().only("slug", "updated_at").order_by("pk")
