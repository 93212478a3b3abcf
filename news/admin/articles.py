"""Articles in the administration: the form with its editor, and a button for every step."""

from auditlog.registry import auditlog
from csp.constants import NONCE
from csp.decorators import csp_update
from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import connection, models
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import Media
from rules.contrib.admin import ObjectPermissionsModelAdmin, ObjectPermissionsStackedInline

from news.admin.article_pages import ArticlePages
from news.admin.editor import EDITOR, editor_words
from news.admin.enclosures import EnclosureInline, EnclosuresAdmin
from news.admin.revision_pages import RevisionPages
from news.domain import articles, revisions
from news.domain.checks import findings
from news.domain.markup import shown_html
from news.domain.previews import LASTS, preview_path
from news.enums import READABLE_STATES, ArticleKind
from news.forms.articles import ArticleForm, ScheduleForm
from news.models import Article, ArticleRedirect, Enclosure, Story
from news.workflow import ARTICLE
from portal.admin import AdminStep, WorkflowAdmin
from portal.admin.english import EnglishAdmin, english_fieldset
from portal.bilingual import ENGLISH_NOTES
from portal.mail import absolute_url
from portal.paging import CappedPaginator
from portal.text import fold

# Of django-prose-editor 0.28.0: to be computed again when that pin moves.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"


def _goes_public(article):
    return [
        _("Everybody can read the article at %(path)s.") % {"path": article.get_absolute_url()},
        _("It appears in the lists, the feed and the search."),
        *_what_was_found(article),
    ]


def _what_was_found(article):
    """What the checks say, before the step is taken."""
    return [
        (_("Stops this step: %s") if finding.is_blocking else _("Please check: %s")) % finding.text
        for finding in findings(article)
    ]


def _returns(article):
    sentences = [_("Your reason becomes a comment on the article.")]
    if article.created_by is not None:
        sentences.append(_("%(name)s gets it by mail.") % {"name": article.created_by})
    if article.approved_by is not None:
        sentences.append(_("The approval and set times are forgotten."))
    return sentences


class StoryInline(ObjectPermissionsStackedInline):
    """Who tells a success story; left empty for every other kind."""

    model = Story
    extra = 1
    max_num = 1
    can_delete = False
    fields = ["founder_name", "quote", "consent_state"]
    readonly_fields = ["consent_state"]

    @admin.display(description=gettext_lazy("consent to publication"))
    def consent_state(self, obj):
        consent = obj.consent if obj.pk else None
        if consent is None:
            return _("none: a public source, or nobody is named")
        if consent.withdrawn_at is not None:
            return _("withdrawn: readers see neither name nor quotation")
        return _("given on %(day)s") % {"day": f"{timezone.localtime(consent.given_at):%d/%m/%Y}"}


@admin.register(Article)
class ArticleAdmin(EnglishAdmin, EnclosuresAdmin, ArticlePages, RevisionPages, WorkflowAdmin):
    """Written by editors, approved by another pair of eyes; nothing is deleted, only archived."""

    workflow = ARTICLE
    steps = {
        "submit_for_review": AdminStep(
            act=articles.submit_for_review, consequences=_what_was_found
        ),
        "return_to_author": AdminStep(act=articles.return_to_author, consequences=_returns),
        "approve": AdminStep(act=articles.approve, consequences=_what_was_found),
        "schedule": AdminStep(
            act=articles.schedule, form_class=ScheduleForm, consequences=_what_was_found
        ),
        "publish": AdminStep(act=articles.publish, consequences=_goes_public),
        "archive": AdminStep(act=articles.archive),
        "restore": AdminStep(act=articles.restore, consequences=_goes_public),
    }
    other_verbs = {
        "comment": gettext_lazy("Write a comment"),
        "correct": gettext_lazy("Add a correction"),
        "set_withdrawal": gettext_lazy("Set the time of withdrawal"),
        "drop_withdrawal": gettext_lazy("Take the time of withdrawal back"),
        "restore_revision": gettext_lazy("Bring a revision back"),
        "erase_file": gettext_lazy("Erase a file"),
        "submit_story": gettext_lazy("Sent in by the project"),
    }
    form = ArticleForm
    inlines = [EnclosureInline, StoryInline]
    change_form_template = "admin/news/article/change_form.html"
    change_list_template = "admin/news/article/change_list.html"
    list_display = ["title", "category", "kind", "state", "published_at", "author_name"]
    list_filter = ["state", "category", "kind", "is_pinned", "is_featured"]
    list_select_related = ["category"]
    search_fields = ["title"]
    # What is being written has no time yet and stands first, on both databases.
    ordering = [models.F("published_at").desc(nulls_first=True), "-pk"]
    # A count of a million, or a row of their days, would read every article: the first pages are
    # there, what lies behind is found by words and filters.
    paginator = CappedPaginator
    show_full_result_count = False
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    readonly_fields = [
        "state",
        "published_at",
        "withdraw_at",
        "approved_by",
        "created_by",
        "public_link",
        "shown_body",
        "created_at",
        "updated_at",
    ]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "seen",
                    "state",
                    "public_link",
                    "title",
                    "category",
                    "kind",
                    "lead",
                    "body",
                ]
            },
        ),
        english_fieldset(Article),
        (
            gettext_lazy("Picture and links"),
            {
                "fields": [
                    "picture",
                    "tags",
                    "startup",
                    "contest_year",
                    "series",
                    "series_order",
                    "is_pinned",
                    "is_featured",
                ]
            },
        ),
        (gettext_lazy("Author and source"), {"fields": ["author_name", "source"]}),
        (
            gettext_lazy("Publication"),
            {
                "fields": [
                    "slug",
                    "published_at",
                    "withdraw_at",
                    "approved_by",
                    "created_by",
                    "created_at",
                    "updated_at",
                ],
                "description": gettext_lazy(
                    "Of a published article the old address leads to the new one for good."
                ),
            },
        ),
    ]

    @admin.display(description=gettext_lazy("page"))
    def public_link(self, obj):
        if obj.pk is None:
            return "–"
        label = _("See the page") if obj.is_readable else _("Preview")
        # Where it stands: a form that comes back with errors has already put what was typed on obj.
        stored = Article.objects.select_related("category").get(pk=obj.pk)
        return format_html('<a href="{}">{}</a>', stored.get_absolute_url(), label)

    @admin.display(description=gettext_lazy("text"))
    def shown_body(self, obj):
        """The text as readers see it, for who may not change it: not its HTML."""
        return format_html('<div class="article-body">{}</div>', shown_html(obj.body))

    def get_view_on_site_url(self, obj=None):
        """The button leads to the page of readers; a preview has a line of its own."""
        return super().get_view_on_site_url(obj) if obj is not None and obj.is_readable else None

    def get_fieldsets(self, request, obj=None):
        """Whoever only reads saves nothing that could meet another version, and reads no HTML."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        instead = {"seen": None, "body": "shown_body"}
        return [
            (
                label,
                options
                | {"fields": [*filter(None, (instead.get(n, n) for n in options["fields"]))]},
            )
            for label, options in fieldsets
        ]

    def get_inline_instances(self, request, obj=None):
        """The founder is out of the way where the article is no success story."""
        inlines = super().get_inline_instances(request, obj)
        for inline in inlines:
            if isinstance(inline, StoryInline) and (obj is None or obj.kind != ArticleKind.STORY):
                inline.classes = ["collapse"]
        return inlines

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in {"body", "body_en"}:
            kwargs["widget"] = AdminProseEditorWidget(config=EDITOR, preset="configurable")
        if db_field.name == "lead":
            kwargs["widget"] = AdminTextareaWidget(attrs={"rows": 4})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    # The editor needs a nonce for its import map and one style that its release injects: only here.
    @method_decorator(csp_update({"script-src": [NONCE], "style-src": [EDITOR_STYLE]}))
    def changeform_view(self, request, *args, **kwargs):
        return super().changeform_view(request, *args, **kwargs)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["editor_words"] = editor_words()
        context["media"] = Media.from_media(context["media"]).with_nonce(request.csp_nonce)
        if obj is not None:
            context["panel"] = self._panel(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _panel(self, request, article):
        """What the checks say, the conversation, and the pages beside the form."""
        user, is_readable = request.user, article.is_readable
        return {
            "findings": [] if is_readable else findings(article),
            "comments": article.comments.select_related("author"),
            "corrections": article.corrections.select_related("created_by"),
            "may_comment": user.has_perm("news.comment_article", article),
            "may_correct": article.state in READABLE_STATES
            and user.has_perm("news.correct_article", article),
            "may_withdraw": article.state in articles.WITHDRAWABLE
            and user.has_perm("news.publish_article", article),
            "preview": "" if is_readable else absolute_url(preview_path(article)),
            "preview_until": timezone.now() + LASTS,
        }

    def get_search_results(self, request, queryset, search_term):
        """Search the folded column: marks and case do not matter."""
        return (queryset.search(search_term) if fold(search_term) else queryset), False

    # --- saving ---------------------------------------------------------------------------------

    def get_object(self, request, object_id, from_field=None):
        """Two who save at once take turns: the later one is told of the other's version."""
        article = super().get_object(request, object_id, from_field)
        # Only the form's own view is one transaction.
        if article is not None and request.method == "POST" and connection.in_atomic_block:
            return ARTICLE.lock(article)
        return article

    def save_model(self, request, obj, form, change):
        form.path_before = ""
        if change:
            before = Article.objects.select_related("category").get(pk=obj.pk)
            revisions.keep_as_it_is(before)
            form.path_before = before.path
        else:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        revisions.keep_revision(form.instance, actor=request.user)
        if change:
            revisions.keep_redirect(form.instance, before=form.path_before)


@admin.register(ArticleRedirect)
class ArticleRedirectAdmin(ObjectPermissionsModelAdmin):
    """Old addresses and where they lead; made by the portal when an address changes."""

    list_display = ["path", "leads_to", "created_at"]
    list_select_related = ["article__category"]
    search_fields = ["path", "article__folded"]
    ordering = ["-created_at", "-pk"]

    @admin.display(description=gettext_lazy("leads to"))
    def leads_to(self, obj):
        url = obj.article.get_absolute_url()
        return format_html('<a href="{}">{}</a>', url, obj.article.path)


auditlog.register(
    Article, exclude_fields=["state", "folded", "updated_at", "version", *ENGLISH_NOTES]
)
auditlog.register(ArticleRedirect)
auditlog.register(Enclosure)
auditlog.register(Story)
