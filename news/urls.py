"""Addresses of the news."""

from django.urls import path

from news import feeds, views
from news.views import collections, questions, stories
from portal.feeds import feed_paths

app_name = "news"

urlpatterns = [
    path("tin-tuc/", views.ArticleListView.as_view(), name="article_list"),
    *feed_paths("tin-tuc/", feeds.ArticleFeed, "feed"),
    *feed_paths("guong-khoi-nghiep/", feeds.StoryFeed, "story_feed"),
    *feed_paths("hoi-dap/", feeds.QuestionFeed, "question_feed"),
    # Words that are no categories stand before the categories.
    path("tin-tuc/loai/<slug:kind>/", collections.KindView.as_view(), name="kind"),
    path("tin-tuc/the/<slug:slug>/", collections.TagView.as_view(), name="tag"),
    path("tin-tuc/chuoi-bai/", collections.SeriesListView.as_view(), name="series_list"),
    path(
        "tin-tuc/chuoi-bai/<slug:slug>/",
        collections.SeriesDetailView.as_view(),
        name="series_detail",
    ),
    path("tin-tuc/tep/<int:pk>/", views.EnclosureView.as_view(), name="enclosure"),
    path("tin-tuc/bao-chi/", collections.CoverageView.as_view(), name="coverage"),
    path("guong-khoi-nghiep/", stories.StoryListView.as_view(), name="story_list"),
    path(
        "du-an/<slug:slug>/gui-cau-chuyen/", stories.StoryCreateView.as_view(), name="story_create"
    ),
    path("hoi-dap/", questions.QuestionListView.as_view(), name="question_list"),
    path("hoi-dap/gui-cau-hoi/", questions.QuestionCreateView.as_view(), name="question_create"),
    path("hoi-dap/da-gui/", questions.QuestionSentView.as_view(), name="question_sent"),
    path("hoi-dap/<slug:slug>/", questions.QuestionDetailView.as_view(), name="question_detail"),
    path("tin-tuc/xem-truoc/<str:token>/", views.ArticlePreviewView.as_view(), name="preview"),
    *feed_paths("tin-tuc/<slug:category>/", feeds.CategoryFeed, "category_feed"),
    path("tin-tuc/<slug:category>/", views.ArticleListView.as_view(), name="category"),
    path(
        "tin-tuc/<slug:category>/<slug:slug>/",
        views.ArticleDetailView.as_view(),
        name="article_detail",
    ),
]
