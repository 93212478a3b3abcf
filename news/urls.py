"""Addresses of the news."""

from django.urls import path

from news import feeds, views

app_name = "news"

urlpatterns = [
    path("tin-tuc/", views.ArticleListView.as_view(), name="article_list"),
    path("tin-tuc/rss.xml", feeds.LatestArticlesFeed(), name="feed"),
    # Words that are no categories stand before the categories.
    path("tin-tuc/xem-truoc/<str:token>/", views.ArticlePreviewView.as_view(), name="preview"),
    path("tin-tuc/<slug:category>/", views.ArticleListView.as_view(), name="category"),
    path(
        "tin-tuc/<slug:category>/<slug:slug>/",
        views.ArticleDetailView.as_view(),
        name="article_detail",
    ),
]
