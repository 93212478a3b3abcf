"""The empty test database, kept between runs: eighty migrations take longer than most tests.

Only on SQLite, where a database is a file that can be copied. A template is named after what it was
made from, so a changed migration, model or role makes another.
"""

import hashlib
import os
import shutil
from contextlib import suppress

from django.conf import settings
from django.db import connection

MADE_FROM = (
    "*/migrations/*.py",
    "*/models/*.py",
    "*/apps.py",
    "*/roles.py",
    "portal/settings/*.py",
)
KEPT = 3


def template_path():
    """Where the template for the sources as they are now is, or would be."""
    told = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    for pattern in MADE_FROM:
        for source in sorted(settings.BASE_DIR.glob(pattern)):
            told.update(source.as_posix().encode())
            told.update(source.read_bytes())
    return settings.BASE_DIR / "var" / "test-databases" / f"{told.hexdigest()[:24]}.sqlite3"


def start_from_template(name=None):
    """Put a copy of the template, if there is one, where a new database is about to be made."""
    template = template_path()
    if template.exists():
        shutil.copyfile(template, name or connection.settings_dict["TEST"]["NAME"])


def keep_as_template():
    """Keep the database that was just made, and drop templates of older sources."""
    template = template_path()
    if template.exists():
        return
    template.parent.mkdir(parents=True, exist_ok=True)
    whole = template.with_suffix(f".{os.getpid()}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(whole)])
    whole.replace(template)
    with suppress(FileNotFoundError):  # another worker may clear up at the same time
        kept = sorted(template.parent.glob("*.sqlite3"), key=lambda file: -file.stat().st_mtime)
        for old in kept[KEPT:]:
            old.unlink()


def empty_by_deleting():
    """Let tests that commit empty PostgreSQL's tables row by row: they hold few, and TRUNCATE of
    two hundred tables makes as many new files. Foreign keys are checked at the end of it all.
    """
    truncate = connection.ops.sql_flush

    def sql_flush(style, tables, *, reset_sequences=False, allow_cascade=False):
        if reset_sequences:
            return truncate(style, tables, reset_sequences=True, allow_cascade=allow_cascade)
        return [f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables]  # noqa: S608 -- our own tables

    connection.ops.sql_flush = sql_flush
