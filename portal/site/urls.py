"""Addresses of the shell."""

from django.urls import path

from portal.site import (
    document_views,
    figure_views,
    open_data_views,
    search_views,
    support_views,
    views,
)
from portal.site.newsletter import views as newsletter

app_name = "site"

urlpatterns = [
    path("", views.HomeView.as_view(), name="home"),
    path("tuy-chon-hien-thi/", views.DisplayView.as_view(), name="display"),
    path("gioi-thieu/", views.AboutView.as_view(), name="about"),
    path("gioi-thieu/lo-trinh-he-sinh-thai/", figure_views.RoadmapView.as_view(), name="roadmap"),
    path("lien-he/", views.ContactView.as_view(), name="contact"),
    path("tro-nang/", views.AccessibilityView.as_view(), name="accessibility"),
    path("quyen-rieng-tu/", views.PrivacyView.as_view(), name="privacy"),
    path("so-do-cong/", views.SitemapPageView.as_view(), name="sitemap_page"),
    path("so-lieu/", figure_views.FiguresView.as_view(), name="figures"),
    path("so-lieu/muc-tieu/", figure_views.PlansView.as_view(), name="plans"),
    path("so-lieu/du-lieu-mo/", open_data_views.CatalogueView.as_view(), name="open_data"),
    path("so-lieu/du-lieu-mo/<slug:key>/", open_data_views.DatasetView.as_view(), name="dataset"),
    path(
        "so-lieu/du-lieu-mo/<slug:key>.csv",
        open_data_views.DatasetCsvView.as_view(),
        name="dataset_csv",
    ),
    path(
        "so-lieu/du-lieu-mo/<slug:key>.json",
        open_data_views.DatasetJsonView.as_view(),
        name="dataset_json",
    ),
    path("so-lieu/dao-tao/", figure_views.TrainingFiguresView.as_view(), name="training_figures"),
    path("so-lieu/<slug:key>.csv", figure_views.FiguresCsvView.as_view(), name="figures_csv"),
    path("kiem-tra/", document_views.DocumentCheckView.as_view(), name="document_check_form"),
    path(
        "kiem-tra/<slug:code>/", document_views.DocumentCheckView.as_view(), name="document_check"
    ),
    path("chinh-sach-ho-tro/tim/", support_views.FinderView.as_view(), name="support_finder"),
    path("ban-tin/", newsletter.SubscribeView.as_view(), name="newsletter"),
    path("ban-tin/da-gui/", newsletter.SentView.as_view(), name="newsletter_sent"),
    path("ban-tin/da-ngung/", newsletter.EndedView.as_view(), name="newsletter_ended"),
    path("ban-tin/<str:key>/", newsletter.OwnView.as_view(), name="newsletter_own"),
    path("ban-tin/<str:key>/ngung/", newsletter.EndView.as_view(), name="newsletter_end"),
    path("tim-kiem/", search_views.SearchView.as_view(), name="search"),
]
