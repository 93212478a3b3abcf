"""The command that loads the province's own data."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from contests.models import HistoricalFigure, ReportedTotal
from ecosystem.models import Organization

pytestmark = pytest.mark.django_db

LOADED_APPS = ("ecosystem", "contests", "training", "news")


def contents():
    """Every row of every model that the command may write, with all its values."""
    return {
        model._meta.label: sorted(map(repr, model._default_manager.values()))
        for app in LOADED_APPS
        for model in apps.get_app_config(app).get_models()
    }


@pytest.mark.parametrize("arguments", [[], ["--refresh"]])
def test_a_second_run_changes_nothing(arguments):
    call_command("load_langson", verbosity=0)
    before = contents()

    call_command("load_langson", *arguments, verbosity=0)

    assert contents() == before
    assert before["ecosystem.Organization"]
    assert before["news.Article"]


def test_what_staff_corrected_stays_unless_refresh_is_asked_for():
    call_command("load_langson", verbosity=0)
    Organization.objects.filter(slug="so-noi-vu").update(summary="Sửa tay", phone="0205 1")

    call_command("load_langson", verbosity=0)
    assert Organization.objects.get(slug="so-noi-vu").summary == "Sửa tay"

    call_command("load_langson", "--refresh", verbosity=0)
    organization = Organization.objects.get(slug="so-noi-vu")
    assert organization.summary != "Sửa tay"
    assert organization.phone == "0205 1"


def test_every_figure_has_a_source_and_the_disputed_total_its_note():
    call_command("load_langson", verbosity=0)

    assert not HistoricalFigure.objects.filter(source="").exists()
    assert HistoricalFigure.objects.filter(kind="valid").count() == 5
    total = ReportedTotal.objects.get(kind="valid")
    assert total.value == 238
    assert "221" in total.note


def test_the_command_prints_what_it_did():
    out = StringIO()

    call_command("load_langson", stdout=out)

    assert "76 created" in out.getvalue()
