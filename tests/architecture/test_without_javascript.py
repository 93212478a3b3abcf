"""Where Django admin leans on scripts: adding a row, and choosing in a list that is searched."""

import pytest
from django.contrib import admin
from django.test import RequestFactory

from tests.architecture import matrix
from tests.factories.portal import UserFactory

OURS = {
    model._meta.label: model_admin
    for model, model_admin in admin.site._registry.items()
    if model._meta.app_label in matrix.OUR_APPS
}


@pytest.mark.django_db
@pytest.mark.parametrize("label", OURS)
def test_an_inline_that_takes_rows_shows_an_empty_one(label):
    """The link “add another” exists only with scripts."""
    model_admin = OURS[label]
    request = RequestFactory().get("/")
    request.user = UserFactory(is_staff=True, is_superuser=True)
    if not model_admin.has_add_permission(request):
        return

    inlines = model_admin.get_inline_instances(request)

    assert [i.model._meta.label for i in inlines if i.get_extra(request) == 0] == []


@pytest.mark.parametrize("label", OURS)
def test_a_required_choice_is_a_plain_list(label):
    """A searched list is empty without scripts; leaving it so must be possible."""
    model_admin = OURS[label]
    fields = [model_admin.opts.get_field(name) for name in model_admin.autocomplete_fields]

    assert [field.name for field in fields if not field.blank] == []
