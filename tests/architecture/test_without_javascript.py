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
def test_choices_are_plain_lists_and_boxes(label):
    """A searched list is empty without scripts, two boxes cannot be filled, a key means nothing."""
    model_admin = OURS[label]
    request = RequestFactory().get("/")
    request.user = UserFactory.build(is_staff=True, is_superuser=True)
    everywhere = [
        model_admin,
        *(inline(model_admin.model, admin.site) for inline in model_admin.inlines),
    ]

    assert [
        (type(one).__name__, name)
        for one in everywhere
        for name in (
            *one.get_autocomplete_fields(request),
            *one.filter_horizontal,
            *one.filter_vertical,
            *one.raw_id_fields,
        )
    ] == []
