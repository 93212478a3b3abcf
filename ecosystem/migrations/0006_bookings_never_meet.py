"""PostgreSQL itself refuses two bookings that hold one room at the same time.

SQLite knows no such constraint: there one write lock is held by the whole check and write.
The states are written out: a migration must not change when the code's list does.
"""

from django.db import migrations

ADD = """
ALTER TABLE ecosystem_booking ADD CONSTRAINT bookings_never_meet
EXCLUDE USING gist (room_id WITH =, tstzrange(starts_at, held_until, '[)') WITH &&)
WHERE (state IN ('requested', 'confirmed', 'used'))
"""
DROP = "ALTER TABLE ecosystem_booking DROP CONSTRAINT bookings_never_meet"


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        # A trusted extension: the owner of the database may create it.
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        schema_editor.execute(ADD)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):

    dependencies = [("ecosystem", "0005_rooms_and_bookings")]

    operations = [migrations.RunPython(add, drop)]
