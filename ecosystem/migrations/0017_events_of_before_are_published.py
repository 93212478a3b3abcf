"""Events that were entered before they had a state were shown to everybody: they stay so."""

from django.db import migrations


def publish(apps, schema_editor):
    apps.get_model("ecosystem", "Event").objects.update(state="published")


class Migration(migrations.Migration):
    dependencies = [("ecosystem", "0016_events_with_registration")]

    operations = [
        # Back means without a state: there is nothing to undo.
        migrations.RunPython(publish, migrations.RunPython.noop),
    ]
