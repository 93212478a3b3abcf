"""Places and fields in the administration."""

from django.contrib import admin

from ecosystem.admin.base import FoldedAdmin
from ecosystem.models import Field, Locality, SupportKind
from portal.admin.english import EnglishAdmin


@admin.register(Locality)
class LocalityAdmin(FoldedAdmin):
    list_display = ("name", "kind", "gso_code", "valid_from", "valid_to")
    list_filter = ("kind", ("valid_to", admin.EmptyFieldListFilter))
    fields = ("kind", "name", "slug", "gso_code", "valid_from", "valid_to")


@admin.register(Field)
class FieldAdmin(EnglishAdmin):
    list_display = ("name", "name_en", "order")
    search_fields = ("name", "name_en")
    fields = ("name", "name_en", "slug", "order")


@admin.register(SupportKind)
class SupportKindAdmin(EnglishAdmin):
    list_display = ("name", "name_en", "order")
    search_fields = ("name", "name_en")
    fields = ("name", "name_en", "slug", "order")
