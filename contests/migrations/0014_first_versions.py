"""Results frozen before there were versions are the first version of their round."""

from django.db import migrations
from django.utils import timezone


def number_results(apps, schema_editor):
    rounds = apps.get_model("contests", "Round").objects
    version = apps.get_model("contests", "ResultVersion")
    for row in rounds.filter(entries__result__isnull=False, result_versions=None).distinct():
        version.objects.create(round=row, number=1, frozen_at=row.closed_at or timezone.now())


class Migration(migrations.Migration):
    dependencies = [("contests", "0013_versions_of_results")]

    # Backwards nothing: the versions go with the migration that added them.
    operations = [migrations.RunPython(number_results, migrations.RunPython.noop)]
