"""Pages beside an article's form: comments, corrections, the time of withdrawal, what comes when."""

from itertools import groupby

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from news.domain import articles, corrections, enclosures
from news.domain.coming import coming
from news.forms.articles import CommentForm, CorrectionForm, EraseFileForm, WithdrawalForm
from portal.workflow import RefusedError


class ArticlePages:
    """Mixed into the admin of articles; each page asks the permission of its own act."""

    def get_urls(self):
        view = self.admin_site.admin_view
        pages = {
            "comment": self.comment_view,
            "correct": self.correct_view,
            "withdrawal": self.withdrawal_view,
            "erase-file": self.erase_file_view,
        }
        return [
            path("coming/", view(self.coming_view), name="news_article_coming"),
            *(
                path(
                    f"<int:pk>/{name}/",
                    view(page),
                    name=f"news_article_{name.replace('-', '_')}",
                )
                for name, page in pages.items()
            ),
            *super().get_urls(),
        ]

    def _article(self, request, pk, permission):
        article = self.get_object(request, str(pk))
        if article is None or not self.has_view_permission(request, article):
            raise Http404
        if not request.user.has_perm(permission, article):
            raise PermissionDenied(permission)
        return article

    def comment_view(self, request, pk):
        """Say something to the others who work on it."""
        article = self._article(request, pk, "news.comment_article")
        form = CommentForm(request.POST or None)
        sentences = [_("Everybody in the newsroom reads it on the article’s page; readers do not.")]
        return self._act_page(
            request, article, form, articles.add_comment, _("Write a comment"), sentences
        )

    def correct_view(self, request, pk):
        """Tell readers what was corrected."""
        article = self._article(request, pk, "news.correct_article")
        form = CorrectionForm(request.POST or None)
        sentences = [
            _("The note stands at the article with today’s date and cannot be taken back."),
            _("The text itself is changed on the article’s form."),
        ]
        return self._act_page(
            request, article, form, corrections.add_correction, _("Add a correction"), sentences
        )

    def withdrawal_view(self, request, pk):
        """Set, change or take back the time at which it is archived by itself."""
        article = self._article(request, pk, "news.publish_article")
        form = WithdrawalForm(
            request.POST if request.method == "POST" else None,
            initial={"withdraw_at": article.withdraw_at},
        )
        sentences = [
            _("At that time the article leaves the lists; its page stays, marked as archived.")
        ]
        return self._act_page(
            request,
            article,
            form,
            articles.set_withdrawal,
            _("Set the time of withdrawal"),
            sentences,
        )

    def erase_file_view(self, request, pk):
        """Erase a file that only revisions still name."""
        article = self._article(request, pk, "news.publish_article")
        form = EraseFileForm(request.POST or None, files=enclosures.kept_files(article))
        sentences = [
            _("The file is deleted for good; no revision brings it back."),
            _("The revisions say that there was one, without its name."),
        ]
        return self._act_page(
            request, article, form, enclosures.erase_file, _("Erase a file"), sentences
        )

    def coming_view(self, request):
        """What goes out and what is taken out, day by day."""
        if not request.user.has_perm("news.view_article"):
            raise PermissionDenied
        moments = coming()
        days = [
            (day, list(rows))
            for day, rows in groupby(moments, key=lambda row: timezone.localtime(row.at).date())
        ]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("What goes out and when"),
            "days": days,
        }
        return TemplateResponse(request, "admin/news/article/coming.html", context)

    def _act_page(self, request, article, form, act, title, sentences):
        """GET says what will happen; POST acts and goes back, or says why not."""
        back = reverse("admin:news_article_change", args=[article.pk])
        if request.method == "POST" and form.is_valid():
            try:
                act(article, actor=request.user, **form.cleaned_data)
            except RefusedError as refused:
                form.add_error(None, str(refused.message))
            else:
                self.message_user(request, _("Done: %s") % title, messages.SUCCESS)
                return redirect(back)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": article,
            "form": form,
            "title": title,
            "button": title,
            "sentences": sentences,
            "back": back,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/act.html", context, status=status)


class NoForm(forms.Form):
    """An act that asks for nothing."""
