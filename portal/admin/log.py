"""The log of every change in the administration, in the portal's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditlog.admin import LogEntryAdmin
from auditlog.models import LogEntry
from auditlog.render import get_field_verbose_name
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

SHOWN = 120


class KindFilter(admin.SimpleListFilter):
    """Kinds of objects by the names that people know."""

    title = _("kind of object")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        used = model_admin.get_queryset(request).order_by().values("content_type").distinct()
        kinds = ContentType.objects.filter(pk__in=used)
        return sorted(((str(k.pk), capfirst(k.name)) for k in kinds), key=lambda pair: pair[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
        return queryset.filter(content_type=self.value()) if self.value() else queryset


admin.site.unregister(LogEntry)


@admin.register(LogEntry)
class LogAdmin(LogEntryAdmin):
    """Read only. The library's list names code and searches for names that our people lack."""

    list_display = ("created", "kind", "object_repr", "action", "changed", "user_url")
    list_display_links = ("created", "object_repr")
    list_filter = ("action", KindFilter)
    search_fields = ("object_repr", "actor__full_name", "actor__email")
    search_help_text = _("Searches names of objects, and names and addresses of people.")
    fieldsets = (
        (None, {"fields": ("created", "user_url", "resource_url")}),
        (_("Changes"), {"fields": ("action", "msg")}),
    )

    @admin.display(description=_("Kind of object"))
    def kind(self, obj: LogEntry) -> str:
        return capfirst(obj.content_type.name)

    @admin.display(description=_("Changes"))
    def changed(self, obj: LogEntry) -> str:
        if obj.action != LogEntry.Action.UPDATE:
            return ""
        names = (str(get_field_verbose_name(obj, name)) for name in obj.changes_dict)
        return Truncator(", ".join(names)).chars(SHOWN)

    @admin.display(description=_("User"))
    def user_url(self, obj: LogEntry) -> Any:
        return super().user_url(obj) if obj.actor else _("the system")
