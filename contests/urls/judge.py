"""Addresses for judge."""

urlpatterns = []
