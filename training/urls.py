"""Addresses of training."""

from django.urls import path

from training import views

app_name = "training"

urlpatterns = [
    path("dao-tao/", views.OverviewView.as_view(), name="overview"),
]
