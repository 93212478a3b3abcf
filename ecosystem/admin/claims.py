"""Claims of profiles, and what those who keep one changed, in the administration."""

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.defaultfilters import linebreaksbr
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from rules.contrib.admin import ObjectPermissionsModelAdmin

from ecosystem.domain.claims import approve_claim, refuse_claim
from ecosystem.domain.profiles import read_change
from ecosystem.models import ProfileChange, ProfileClaim
from ecosystem.workflow import PROFILE_CLAIM
from portal.admin import AdminStep, WorkflowAdmin
from portal.serving import serve_stored_file


def _mailed(claim):
    return _("A mail goes to %(address)s.") % {"address": claim.user.email}


def _approval(claim):
    if claim.is_proposal and claim.profile is None:
        first = _("The directory gets the profile “%(name)s”, kept by %(person)s.")
    elif claim.startup and claim.startup.owner and claim.startup.owner != claim.user:
        first = _(
            "“%(name)s” passes from its present owner to %(person)s; the present owner is told by mail."
        )
    else:
        first = _("%(person)s may edit the public profile “%(name)s”.")
    names = {"name": claim.profile or claim.proposed_name, "person": claim.user}
    return [
        first % names,
        _("Nominations, dossiers and the administration are not opened by this."),
        _mailed(claim),
    ]


def _refusal(claim):
    return [_("The person reads your reason."), _mailed(claim)]


def profile_link(row):
    """The public page of the profile of a row."""
    if row.profile is None:
        return row.proposed_name
    return format_html('<a href="{}">{}</a>', row.profile.get_absolute_url(), row.profile)


@admin.register(ProfileClaim)
class ProfileClaimAdmin(WorkflowAdmin):
    workflow = PROFILE_CLAIM
    steps = {
        "approve": AdminStep(act=approve_claim, consequences=_approval),
        "refuse": AdminStep(act=refuse_claim, consequences=_refusal),
    }
    other_verbs = {"claim": gettext_lazy("Ask to keep the profile")}
    list_display = ("title", "kind", "user", "position", "state", "created_at")
    list_filter = ("state", "proposed_kind")
    list_select_related = ("organization", "startup", "user")
    list_per_page = 50
    search_fields = (
        "organization__folded",
        "startup__folded",
        "proposed_name",
        "user__email",
        "user__full_name",
    )
    view_on_site = False
    fields = readonly_fields = (
        "profile_on_site",
        "kind",
        "proposed_summary",
        "person",
        "position",
        "statement",
        "proof_link",
        "created_at",
        "decided_by",
        "decided_at",
        "reason",
    )

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related("organization", "startup__owner", "user", "proof", "decided_by")

    def get_urls(self):
        view = self.admin_site.admin_view(self.proof_view)
        return [
            path("<int:pk>/proof/", view, name="ecosystem_profileclaim_proof"),
            *super().get_urls(),
        ]

    def proof_view(self, request, pk):
        """The paper that came with a claim."""
        claim = self.get_object(request, str(pk))
        if claim is None or claim.proof is None or not self.has_view_permission(request, claim):
            raise Http404
        return serve_stored_file(request, claim.proof)

    @admin.display(description=gettext_lazy("profile"))
    def title(self, claim):
        return claim.profile or claim.proposed_name

    @admin.display(description=gettext_lazy("profile"))
    def profile_on_site(self, claim):
        return profile_link(claim)

    @admin.display(description=gettext_lazy("kind"))
    def kind(self, claim):
        found = claim.profile.directory_kind if claim.profile else claim.get_proposed_kind_display()
        return _("%(kind)s (new profile)") % {"kind": found} if claim.is_proposal else found

    @admin.display(description=gettext_lazy("person"))
    def person(self, claim):
        return f"{claim.user.full_name} · {claim.user.email}"

    @admin.display(description=gettext_lazy("proof"))
    def proof_link(self, claim):
        if claim.proof is None:
            return "–"
        url = reverse("admin:ecosystem_profileclaim_proof", args=[claim.pk])
        return format_html('<a href="{}">{}</a>', url, claim.proof.original_name)


class SeenFilter(admin.SimpleListFilter):
    """What nobody of the office has read."""

    title = gettext_lazy("read")
    parameter_name = "seen"

    def lookups(self, request, model_admin):
        return [("no", _("Not read yet")), ("yes", _("Read"))]

    def queryset(self, request, queryset):
        match self.value():
            case "no":
                return queryset.filter(seen_at=None)
            case "yes":
                return queryset.exclude(seen_at=None)
            case _:
                return queryset


@admin.register(ProfileChange)
class ProfileChangeAdmin(ObjectPermissionsModelAdmin):
    """Changes are public at once; here they are read afterwards and ticked off."""

    list_display = ("profile_name", "what", "made_by", "made_at", "seen_by")
    list_filter = (SeenFilter,)
    list_select_related = ("organization", "startup", "made_by", "seen_by")
    list_per_page = 50
    date_hierarchy = "made_at"
    search_fields = ("organization__folded", "startup__folded", "made_by__email")
    actions = ("mark_read",)
    view_on_site = False
    fields = readonly_fields = (
        "profile_on_site",
        "made_by",
        "made_at",
        "differences",
        "seen_by",
        "seen_at",
    )

    @admin.display(description=gettext_lazy("profile"))
    def profile_name(self, change):
        return change.profile

    @admin.display(description=gettext_lazy("profile"))
    def profile_on_site(self, change):
        return profile_link(change)

    @admin.display(description=gettext_lazy("what changed"))
    def what(self, change):
        return ", ".join(label for label, _before, _after in change.changes)

    @admin.display(description=gettext_lazy("what changed"))
    def differences(self, change):
        rows = format_html_join(
            "",
            '<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>',
            (
                (label, linebreaksbr(before or "–"), linebreaksbr(after or "–"))
                for label, before, after in change.changes
            ),
        )
        return format_html(
            '<div class="table-responsive"><table><thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead><tbody>{}</tbody></table></div>',
            _("Part"),
            _("Before"),
            _("After"),
            rows,
        )

    @admin.action(description=gettext_lazy("Mark as read"), permissions=["read"])
    def mark_read(self, request, queryset):
        done = sum(read_change(change, actor=request.user) for change in queryset)
        message = ngettext("%(n)d change marked as read", "%(n)d changes marked as read", done)
        self.message_user(request, message % {"n": done}, messages.SUCCESS)
        return redirect(request.get_full_path())

    def has_read_permission(self, request):
        return request.user.has_perm("ecosystem.read_profilechange")
