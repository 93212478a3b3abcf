"""The feed of classes to come."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.feeds import NEWEST, SectionFeed
from training.models import CourseRun


class RunFeed(SectionFeed):
    """The latest entered or changed first: readers order entries by that."""

    def title(self):
        return _("Training – startup portal of Lạng Sơn")

    def description(self):
        return _("Classes on startups and innovation to come.")

    def link(self):
        return reverse("training:overview")

    def items(self):
        rows = CourseRun.objects.public().coming().select_related("course", "locality")
        return rows.order_by("-updated_at", "-pk")[:NEWEST]

    def item_title(self, item):
        if item.is_cancelled:
            return _("%(title)s (cancelled)") % {"title": item}
        return str(item)

    def item_text(self, item):
        return " · ".join(part for part in (item.days, item.place) if part)

    def item_updateddate(self, item):
        return item.updated_at
