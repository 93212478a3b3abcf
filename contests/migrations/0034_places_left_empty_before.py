"""Places left empty with a reason before they were counted: as many as have no winner."""

from django.db import migrations
from django.db.models import Count


def count_places(apps, schema_editor):
    prizes = apps.get_model("contests", "Prize").objects
    decided = prizes.exclude(unawarded_reason="").filter(unawarded_places=0)
    for prize in decided.annotate(winners=Count("awards")):
        prizes.filter(pk=prize.pk).update(
            unawarded_places=max(0, prize.quantity - prize.winners)
        )


class Migration(migrations.Migration):
    dependencies = [("contests", "0033_sex_as_self_declared")]

    # Backwards nothing: the counts go with the migration that added them.
    operations = [migrations.RunPython(count_places, migrations.RunPython.noop)]
