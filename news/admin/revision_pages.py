"""What an article said before: the list of its revisions, one against another, bringing one back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from news.domain import enclosures, revisions
from portal.workflow import RefusedError

PER_PAGE = 20


class RevisionPages:
    """Mixed into the admin of articles."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/revisions/", view(self.revisions_view), name="news_article_revisions"),
            path(
                "<int:pk>/revisions/<int:number>/",
                view(self.revision_view),
                name="news_article_revision",
            ),
            *super().get_urls(),
        ]

    def _read(self, request, pk):
        article = self.get_object(request, str(pk))
        if article is None or not self.has_view_permission(request, article):
            raise Http404
        return article

    def revisions_view(self, request, pk):
        """Who saved what, the newest first."""
        article = self._read(request, pk)
        rows = article.revisions.select_related("created_by").defer("content")
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": article,
            "title": _("Revisions"),
            "page_obj": page,
            "kept_files": enclosures.kept_files(article),
            "may_erase": request.user.has_perm("news.publish_article", article),
        }
        return TemplateResponse(request, "admin/news/article/revisions.html", context)

    def revision_view(self, request, pk, number):
        """One revision against the one before and against today; POST brings it back."""
        article = self._read(request, pk)
        revision = get_object_or_404(article.revisions.select_related("created_by"), number=number)
        if request.method == "POST":
            return self._restore(request, article, revision)
        before = article.revisions.filter(number__lt=number).first()
        may_restore = request.user.has_perm("news.change_article", article)
        today = revisions.content_of(article)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": article,
            "title": _("Revision %(number)d") % {"number": number},
            "revision": revision,
            "before": before,
            "changed": revisions.differences(before.content if before else {}, revision.content),
            "since": revisions.differences(revision.content, today),
            "may_restore": may_restore and today != revision.content,
        }
        return TemplateResponse(request, "admin/news/article/revision.html", context)

    def _restore(self, request, article, revision):
        if not request.user.has_perm("news.change_article", article):
            raise PermissionDenied
        try:
            revisions.restore_revision(revision, actor=request.user)
        except RefusedError as refused:
            self.message_user(request, refused.message, messages.ERROR)
        else:
            text = _("Revision %(number)d was brought back.") % {"number": revision.number}
            self.message_user(request, text, messages.SUCCESS)
        return redirect(reverse("admin:news_article_change", args=[article.pk]))
