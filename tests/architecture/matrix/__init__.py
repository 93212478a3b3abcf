"""The table behind test_permission_matrix: one row per address."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver

from portal.admin import WorkflowAdmin
from tests.architecture.matrix.lists import ADMIN
from tests.architecture.matrix.pages import ELSEWHERE, PAGES
from tests.architecture.matrix.rows import (
    OUR_APPS,
    PUBLIC,
    dossier,
    judged_dossier,
    judged_edition,
    judged_round,
    member_page,
    year,
)

__all__ = [
    "ADMIN",
    "ELSEWHERE",
    "OUR_APPS",
    "PAGES",
    "PUBLIC",
    "admin_pages",
    "dossier",
    "every_address",
    "judged_dossier",
    "judged_edition",
    "judged_round",
    "member_page",
    "year",
]

STANDARD = ("changelist", "add", "history", "delete", "change")


def admin_address(model, view):
    """Name of a model's page in the admin."""
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}"


def admin_pages():
    """Name and model of every page that Django gives each model, and of our workflow steps."""
    for model, model_admin in admin.site._registry.items():
        for view in STANDARD:
            yield admin_address(model, view), model
        if isinstance(model_admin, WorkflowAdmin):
            yield admin_address(model, "step"), model


def every_address():
    """Name of every address that the portal answers."""
    return set(_names(get_resolver().url_patterns))


def _names(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{namespace}{pattern.name}"
