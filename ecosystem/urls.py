"""Addresses of ecosystem."""

app_name = "ecosystem"

urlpatterns = []
