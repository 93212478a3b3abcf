"""Feeds of the news: all of it, a category, success stories, answered questions."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from news.models import Article, Category, ReaderQuestion
from portal.feeds import NEWEST, SectionFeed, midnight


class ArticleFeed(SectionFeed):
    """The newest articles, whatever their category."""

    def title(self):
        return _("News – startup portal of Lạng Sơn")

    def description(self):
        return _("Activities, announcements and stories of the province's startup ecosystem.")

    def link(self):
        return reverse("news:article_list")

    def items(self):
        return Article.objects.published().for_list_page()[:NEWEST]

    def item_title(self, item):
        return item.here.title

    def item_text(self, item):
        return item.here.lead

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.updated_at

    def item_categories(self, item):
        return [item.category.here.name]


class CategoryFeed(ArticleFeed):
    def get_object(self, request, category):
        return get_object_or_404(Category, slug=category)

    def title(self, obj):
        return _("%(category)s – startup portal of Lạng Sơn") % {"category": obj.here.name}

    def link(self, obj):
        return obj.get_absolute_url()

    def items(self, obj):
        return Article.objects.published().filter(category=obj).for_list_page()[:NEWEST]


class StoryFeed(ArticleFeed):
    def title(self):
        return _("Success stories – startup portal of Lạng Sơn")

    def description(self):
        return _("People of the province who started something of their own.")

    def link(self):
        return reverse("news:story_list")

    def items(self):
        return Article.objects.published().stories().for_list_page()[:NEWEST]


class QuestionFeed(SectionFeed):
    def title(self):
        return _("Questions and answers – startup portal of Lạng Sơn")

    def description(self):
        return _("Questions from the public with the answers of the office in charge.")

    def link(self):
        return reverse("news:question_list")

    def items(self):
        rows = ReaderQuestion.objects.public().defer("folded")
        return rows.order_by("-answered_on", "-pk")[:NEWEST]

    def item_title(self, item):
        return item.title

    def item_text(self, item):
        return item.answer

    def item_pubdate(self, item):
        return midnight(item.answered_on)

    item_updateddate = item_pubdate
