"""Rules of the house that a machine can check."""

import ast
import re
from pathlib import Path

import pytest
from celery import current_app
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from portal.site import reference

ROOT = Path(settings.BASE_DIR)
APPS = ["portal", "ecosystem", "contests", "training", "news"]
SOURCES = sorted(
    path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def _relative(path):
    return str(path.relative_to(ROOT))


@pytest.mark.django_db
def test_no_model_change_lacks_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_make_no_two_apps_depend_on_each_other():
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    pairs = {
        (key[0], parent.key[0])
        for key, node in graph.node_map.items()
        for parent in node.parents
        if key[0] in APPS and parent.key[0] in APPS and key[0] != parent.key[0]
    }

    assert {pair for pair in pairs if pair[::-1] in pairs} == set()


def test_every_migration_is_named_for_its_intent():
    automatic = [
        _relative(path)
        for app in APPS
        for path in (ROOT / app / "migrations").glob("0*.py")
        if re.search(r"_auto_\d|_alter_.*_and_more", path.name)
    ]

    assert automatic == []


def test_every_scheduled_task_exists():
    current_app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert scheduled - set(current_app.tasks) == set()


def test_every_scheduled_task_expires_so_that_a_slow_worker_does_not_pile_them_up():
    assert [
        name
        for name, entry in settings.CELERY_BEAT_SCHEDULE.items()
        if "expires" not in entry["options"]
    ] == []


@pytest.mark.parametrize("path", SOURCES, ids=_relative)
def test_state_is_assigned_by_the_engine_only(path):
    if _relative(path) == "portal/workflow.py":
        return
    assigned = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Attribute) and target.attr == "state"
    ]

    assert assigned == []


@pytest.mark.parametrize("path", TEMPLATES, ids=_relative)
def test_templates_hold_no_inline_script_style_or_handler_and_trim_translations(path):
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")", text)
    assert not re.search(r"<style\b", text)
    assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", text)
    assert not re.search(r"\{% blocktranslate(?!.*\btrimmed\b)[^%]*%\}\s*\n", text)


def test_the_kernel_list_of_the_import_contract_is_complete():
    contract = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    named = set(re.findall(r"portal\.([a-z_]+)", contract))
    top = {
        "site",
        "settings",
        "urls",
        "wsgi",
        "asgi",
        "apps",
        "migrations",
        "management",
        "formats",
    }
    modules = {
        path.stem if path.is_file() else path.name
        for path in (ROOT / "portal").iterdir()
        if (path.suffix == ".py" and path.stem != "__init__")
        or (path.is_dir() and (path / "__init__.py").exists())
    }

    assert modules - top - named == set()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("workflows.md", reference.workflows_markdown),
        ("roles-and-permissions.md", reference.permissions_markdown),
    ],
)
def test_the_reference_pages_say_what_the_code_does(name, text):
    page = ROOT / "docs" / "reference" / name

    assert page.read_text(encoding="utf-8") == text(), "run: manage.py write_reference"


def test_every_model_has_vietnamese_names():
    from django.utils import translation

    with translation.override("vi"):
        vietnamese = {
            m._meta.label: str(m._meta.verbose_name)
            for m in apps.get_models()
            if m._meta.app_label in APPS
        }
    with translation.override("en"):
        english = {
            m._meta.label: str(m._meta.verbose_name)
            for m in apps.get_models()
            if m._meta.app_label in APPS
        }

    assert [label for label, name in vietnamese.items() if name == english[label]] == []
