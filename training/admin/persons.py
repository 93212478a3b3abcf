"""Persons behind registrations: what the rules linked, what staff merge and part."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ecosystem.admin.base import FoldedAdmin
from portal.workflow import RefusedError
from training.domain import persons as acts
from training.forms.persons import MergeForm
from training.models import Person, Registration

PAIRS_PER_PAGE = 25
# More than so many rows on one page are not looked at any more before they are merged.
MOST_MERGED = 10


class MergedFilter(admin.SimpleListFilter):
    """Persons, or the rows that were merged into one."""

    title = pgettext_lazy("person", "merged")
    parameter_name = "parts"

    def lookups(self, request, model_admin):
        return [("yes", _("Made of several rows")), ("no", _("One row"))]

    def queryset(self, request, queryset):
        match self.value():
            case "yes":
                return queryset.filter(n_parts__gt=0)
            case "no":
                return queryset.filter(n_parts=0)
            case _:
                return queryset


@admin.register(Person)
class PersonAdmin(FoldedAdmin):
    """One line for each person; merging and parting are acts of two steps."""

    list_display = ("full_name", "n_registered", "n_parts", "created_at")
    list_filter = (MergedFilter,)
    actions = ("merge_chosen",)
    fields = ("full_name", "created_at")
    change_list_template = "admin/training/person/change_list.html"
    change_form_template = "admin/training/person/change_form.html"

    def get_queryset(self, request):
        return super().get_queryset(request).whole().with_counts()

    @admin.display(description=gettext_lazy("registrations"), ordering="n_registered")
    def n_registered(self, person):
        return person.n_registered

    @admin.display(description=gettext_lazy("merged rows"), ordering="n_parts")
    def n_parts(self, person):
        return person.n_parts

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("alike/", view(self.alike_view), name="training_person_alike"),
            path("merge/", view(self.merge_view), name="training_person_merge"),
            path("apart/", view(self.apart_view), name="training_person_apart"),
            path("<int:pk>/unmerge/", view(self.unmerge_view), name="training_person_unmerge"),
            path(
                "registrations/<int:pk>/detach/",
                view(self.detach_view),
                name="training_person_detach",
            ),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The person with everything that counts for it; a merged row leads to the one it joined."""
        row = Person.objects.filter(pk=object_id).first() if object_id.isdigit() else None
        if row is not None and row.root_id and self.has_view_permission(request):
            return redirect("admin:training_person_change", row.root_id)
        context = {}
        if row is not None and self.has_view_permission(request):
            context = {
                "registrations": acts.registrations_of(row),
                "parts": row.branches.select_related("merged_into").order_by("pk"),
                "alike": acts.suggestions(of=row),
                "may_merge": request.user.has_perm(acts.MERGE),
            }
        return super().change_view(
            request, object_id, form_url, extra_context={**(extra_context or {}), **context}
        )

    # --- merging ----------------------------------------------------------------------------------

    @admin.action(description=gettext_lazy("Merge the chosen persons"), permissions=["merge"])
    def merge_chosen(self, request, queryset):
        chosen = list(queryset.values_list("pk", flat=True)[: MOST_MERGED + 1])
        if not 2 <= len(chosen) <= MOST_MERGED:
            text = _("Choose from 2 to %(most)d persons who are one.") % {"most": MOST_MERGED}
            self.message_user(request, text, messages.WARNING)
            return None
        query = "&".join(f"ids={pk}" for pk in chosen)
        return redirect(f"{reverse('admin:training_person_merge')}?{query}")

    def has_merge_permission(self, request):
        return request.user.has_perm(acts.MERGE)

    def merge_view(self, request):
        """Show side by side what becomes one, then make it one."""
        found = self._asked(request)
        form = MergeForm(self._sent(request), persons=found)
        if self._is_done(request, form, lambda: acts.merge(*form.chosen(), actor=request.user)):
            return redirect("admin:training_person_change", form.chosen()[0].pk)
        return self._page(
            request,
            "merge",
            form,
            title=_("Merge persons"),
            button=_("They are one person: merge"),
            back=reverse("admin:training_person_changelist"),
            sides=[(person, acts.registrations_of(person)) for person in found],
            sentences=[
                _("From now on they count as one person; the attendances stay as they are."),
                _("What registers later like one of them follows."),
                _("You can take it back at any time: everything is then as it was."),
            ],
        )

    def apart_view(self, request):
        """Say that two are two."""
        found = self._asked(request)
        if len(found) != len(("one", "other")):
            raise Http404
        form = forms.Form(self._sent(request))
        if self._is_done(request, form, lambda: acts.keep_apart(*found, actor=request.user)):
            return redirect("admin:training_person_alike")
        return self._page(
            request,
            "merge",
            form,
            title=_("These are two persons"),
            button=_("They are two persons: keep them apart"),
            back=reverse("admin:training_person_alike"),
            sides=[(person, acts.registrations_of(person)) for person in found],
            sentences=[
                _("The two go on counting as two, and nobody is asked about them again."),
                _("No rule joins them. Staff may still merge them."),
            ],
        )

    def unmerge_view(self, request, pk):
        """Take one row out of a person again."""
        self._require(request)
        part = Person.objects.select_related("merged_into", "root").filter(pk=pk).first()
        if part is None:
            raise Http404
        form = forms.Form(self._sent(request))
        if self._is_done(request, form, lambda: acts.unmerge(part, actor=request.user)):
            return redirect("admin:training_person_change", part.pk)
        leaving = [part, *acts.merged_into(part)]
        return self._page(
            request,
            "merge",
            form,
            title=_("Take a merge back"),
            button=_("Part them again"),
            back=reverse("admin:training_person_change", args=[part.root_pk]),
            sides=[(row, acts.own_registrations_of(row)) for row in leaving],
            sentences=[
                _("What is listed here counts as a person of its own again."),
                _("No rule joins the two any more."),
            ],
        )

    def detach_view(self, request, pk):
        """Give a registration that was linked wrongly a person of its own."""
        self._require(request)
        row = Registration.objects.select_related("person", "run__course").filter(pk=pk).first()
        if row is None or row.person is None:
            raise Http404
        form = forms.Form(self._sent(request))
        if self._is_done(request, form, lambda: acts.detach(row, actor=request.user)):
            return redirect("admin:training_person_change", row.person.root_pk)
        return self._page(
            request,
            "merge",
            form,
            title=_("This registration is another person's"),
            button=_("Give it a person of its own"),
            back=reverse("admin:training_person_change", args=[row.person.root_pk]),
            sides=[(row.person, [row])],
            sentences=[
                _("The registration counts as another person's from now on."),
                _("No rule joins the two any more."),
            ],
        )

    def alike_view(self, request):
        """Everybody who may be one, for staff to decide."""
        self._require(request)
        page = Paginator(acts.suggestions(), PAIRS_PER_PAGE).get_page(request.GET.get("p"))
        context = {"page": page, "page_obj": page}
        return self._page(request, "alike", None, title=_("Persons who may be one"), **context)

    # --- what the pages share ---------------------------------------------------------------------

    def _require(self, request):
        if not request.user.has_perm(acts.MERGE):
            raise PermissionDenied(acts.MERGE)

    def _asked(self, request):
        """The persons that the address names; merged meanwhile: the page says so."""
        self._require(request)
        ids = {int(text) for text in request.GET.getlist("ids") if text.isdigit()}
        found = list(Person.objects.filter(pk__in=ids).order_by("pk")[:MOST_MERGED])
        if len(found) != len(ids) or len(found) < len(("one", "other")):
            raise Http404
        return found

    def _sent(self, request):
        """What was posted; an act without fields is posted empty."""
        return request.POST if request.method == "POST" else None

    def _is_done(self, request, form, act):
        """Do ``act`` where the form was sent; a refusal goes to the form."""
        if request.method != "POST" or not form.is_valid():
            return False
        try:
            act()
        except RefusedError as refused:
            form.add_error(None, str(refused.message))
            return False
        self.message_user(request, _("Recorded."), messages.SUCCESS)
        return True

    def _page(self, request, name, form, **context):
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        context["form"] = form
        status = 422 if form is not None and form.errors else 200
        template = f"admin/training/person/{name}.html"
        return TemplateResponse(request, template, context, status=status)
