"""What the steps of an article ask for."""

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from news.domain.revisions import (
    StaleArticleError,
    check_version,
    content_of,
    differences,
    typed_content,
)
from news.models import Article, ArticleRedirect
from portal.bilingual import english_of
from portal.forms import MomentField
from portal.models import StoredFile


class ArticleForm(forms.ModelForm):
    """The article, and which version of it the writer saw.

    Somebody else's save in between is told with what differs; nothing typed is lost, and saving
    once more replaces the other version, which stays among the revisions.
    """

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput, label="")
    # What the other person stored against what is typed here, set when both meet.
    conflict = None
    stale = None

    class Meta:
        model = Article
        fields = [
            *english_of(*Article.translated), "title", "category", "kind", "lead", "body", "picture", "tags", "startup",
            "contest_year", "series", "series_order", "is_pinned", "is_featured", "author_name", "source", "slug",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.instance.version

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            try:
                check_version(self.instance, self.cleaned_data.get("seen"))
            except StaleArticleError as stale:
                self._tell(stale, cleaned)
        self._refuse_taken_address(cleaned)
        return cleaned

    def _tell(self, stale, cleaned):
        stored = content_of(self.instance)
        typed = stored | typed_content(cleaned)
        self.stale, self.conflict = stale.revision, differences(stored, typed)
        self.add_error(
            None,
            _(
                "Somebody else saved this article after you opened it. What you typed is still below: compare, then save again to replace the other version."
            ),
        )
        # The next save is made knowing of the other version.
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = self.instance.version

    def _refuse_taken_address(self, cleaned):
        """An address that once was another article's still leads there."""
        slug, category = cleaned.get("slug"), cleaned.get("category")
        if not slug or category is None:
            return
        taken = ArticleRedirect.objects.filter(path=f"{category.slug}/{slug}")
        if taken.exclude(article=self.instance.pk).exists():
            self.add_error("slug", _("This address was another article’s: links to it still work."))


class ScheduleForm(forms.Form):
    """When the article goes out, and when it is taken out of the lists again."""

    published_at = MomentField(
        label=_("Publish at"),
        widget=AdminSplitDateTime,
        error_messages={"required": _("Enter the day and the hour")},
    )
    withdraw_at = MomentField(
        label=_("Withdraw at"),
        help_text=_("Leave it empty unless the article is to be archived by itself."),
        widget=AdminSplitDateTime,
        required=False,
    )


class WithdrawalForm(forms.Form):
    """When the article is archived by itself; empty: never."""

    withdraw_at = MomentField(
        label=_("Withdraw at"),
        help_text=_("Leave it empty to take the time back."),
        widget=AdminSplitDateTime,
        required=False,
    )


class CommentForm(forms.Form):
    text = forms.CharField(
        label=pgettext_lazy("article", "Comment"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write the comment")},
    )


class EraseFileForm(forms.Form):
    stored = forms.ModelChoiceField(
        StoredFile.objects.none(),
        label=_("File"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a file")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Kept in the log. Do not repeat what the file holds."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter why the file is erased: it is kept in the log")},
    )

    def __init__(self, data=None, *, files):
        super().__init__(data)
        self.fields["stored"].queryset = files
        self.fields["stored"].label_from_instance = lambda stored: stored.original_name


class CorrectionForm(forms.Form):
    text = forms.CharField(
        label=_("What was corrected"),
        help_text=_("What it said, what it says now, and where. Readers see it with today’s date."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what was corrected")},
    )
