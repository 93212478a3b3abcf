"""Addresses for public."""

urlpatterns = []
