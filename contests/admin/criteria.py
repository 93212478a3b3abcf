"""Criteria in the admin: rows below their round, and a page of each with its scale and levels."""

from django.contrib import admin
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from rules.contrib.admin import ObjectPermissionsModelAdmin, ObjectPermissionsTabularInline

from contests.admin.filters import RoundFilter
from contests.domain.criteria import sum_up_parts, why_fixed
from contests.enums import RoundState
from contests.forms.criteria import CriterionForm, ScoreLevelForm, TieRuleForm
from contests.models import Criterion, Division, DivisionPlaces, ScoreLevel, TieRule
from contests.workflow import ROUND


def lock_while_saving(request, round_):
    """Hold the round while a page is saved, as judges do: no sheet slips in between."""
    if request.method == "POST" and transaction.get_connection().in_atomic_block:
        ROUND.lock(round_)


class FreeInline(ObjectPermissionsTabularInline):
    """Part of a round that stands still once points were given by it."""

    extra = 1

    def may_change(self, obj):
        return obj is None or not why_fixed(obj)

    def has_add_permission(self, request, obj=None):
        return self.may_change(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return self.may_change(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.may_change(obj) and super().has_delete_permission(request, obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Offer what belongs to this round only."""
        pk = request.resolver_match.kwargs.get("object_id") or None
        kwargs["queryset"] = offered(db_field.name, pk)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def offered(name, round_pk):
    """Rows of a round that a field may name."""
    if name == "division":
        return Division.objects.filter(contest__rounds=round_pk)
    rows = Criterion.objects.filter(round=round_pk)
    return rows.filter(parent=None) if name == "parent" else rows


class CriterionInline(FreeInline):
    model = Criterion
    form = CriterionForm
    fk_name = "round"
    show_change_link = True
    fields = (
        "order",
        ("name", "name_en"),
        "parent",
        "division",
        "max_points",
        "weight",
        "is_zero_bar",
    )
    verbose_name_plural = gettext_lazy(
        "criteria; scale, levels and guidance of each on its own page"
    )

    def get_queryset(self, request):
        """In the order of the sheet: parts right after what they belong to."""
        return super().get_queryset(request).in_sheet_order()


class TieRuleInline(FreeInline):
    model = TieRule
    form = TieRuleForm
    verbose_name_plural = gettext_lazy("tie rules, in the order in which they are applied")


class PlacesInline(FreeInline):
    """Places of single divisions; like the places of the round they may change while it is scored."""

    model = DivisionPlaces
    fields = ("division", "advance_count", "reserve_count")

    def may_change(self, obj):
        return obj is None or obj.state in {RoundState.PLANNED, RoundState.OPEN}


class ScoreLevelInline(admin.TabularInline):
    model = ScoreLevel
    form = ScoreLevelForm
    extra = 3


@admin.register(Criterion)
class CriterionAdmin(ObjectPermissionsModelAdmin):
    """One criterion; it is added below its round and opened from there."""

    form = CriterionForm
    change_form_template = "admin/contests/criterion/change_form.html"
    list_display = ("name", "round", "max_points", "weight", "scorer")
    list_filter = (RoundFilter,)
    list_select_related = ("round__contest",)
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("name",)
    ordering = ("-round__contest__year", "round__order", "order", "pk")
    inlines = (ScoreLevelInline,)
    fieldsets = (
        (None, {"fields": ("order", "name", "name_en", "parent", "division")}),
        (
            gettext_lazy("Scale"),
            {"fields": ("min_points", "max_points", "step", "weight")},
        ),
        (
            gettext_lazy("How it counts"),
            {"fields": ("scorer", "is_counted", "is_zero_bar")},
        ),
        (gettext_lazy("For the judges"), {"fields": ("guidance",)}),
    )

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        if obj is not None and why_fixed(obj.round):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        if obj is not None and why_fixed(obj.round):
            return False
        return super().has_delete_permission(request, obj)

    def get_object(self, request, object_id, from_field=None):
        obj = super().get_object(request, object_id, from_field)
        if obj is not None:
            lock_while_saving(request, obj.round)
        return obj

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        pk = request.resolver_match.kwargs.get("object_id")
        rounds = Criterion.objects.filter(pk=pk).values_list("round", flat=True)
        kwargs["queryset"] = offered(db_field.name, rounds.first())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        sum_up_parts(form.instance.round)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["why_fixed"] = why_fixed(obj.round) if obj else ""
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_post_save_change(self, request, obj):
        return redirect(reverse("admin:contests_round_change", args=[obj.round_id]))
