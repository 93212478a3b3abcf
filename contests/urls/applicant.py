"""Addresses for applicant."""

urlpatterns = []
