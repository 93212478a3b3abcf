"""Feeds of the ecosystem: policy documents, events to come."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ecosystem.models import Event, PolicyDocument
from portal.feeds import NEWEST, SectionFeed, midnight


class DocumentFeed(SectionFeed):
    def title(self):
        return _("Documents – startup portal of Lạng Sơn")

    def description(self):
        return _("Policies and plans for startups and innovation, the newest first.")

    def link(self):
        return reverse("ecosystem:document_list")

    def items(self):
        return PolicyDocument.objects.order_by("-issued_on", "-pk").without_text()[:NEWEST]

    def item_title(self, item):
        return f"{item.get_kind_display()} {item.number}"

    def item_text(self, item):
        return item.subject

    def item_pubdate(self, item):
        return midnight(item.issued_on)

    def item_updateddate(self, item):
        return item.updated_at


class EventFeed(SectionFeed):
    """What comes, the latest entered or changed first: readers order entries by that."""

    def title(self):
        return _("Events – startup portal of Lạng Sơn")

    def description(self):
        return _("Events of the startup ecosystem to come.")

    def link(self):
        return reverse("ecosystem:event_list")

    def items(self):
        rows = Event.objects.public().coming().defer("programme", "folded")
        return rows.order_by("-updated_at", "-pk")[:NEWEST]

    def item_title(self, item):
        if item.is_cancelled:
            return _("%(title)s (cancelled)") % {"title": item.here.title}
        return item.here.title

    def item_text(self, item):
        return " · ".join(part for part in (item.when, item.venue) if part)

    def item_updateddate(self, item):
        return item.updated_at
