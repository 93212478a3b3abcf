"""Score sheets say for themselves whether what stands in them was typed from paper."""

from django.db import migrations, models


def mark_counted(apps, schema_editor):
    counted = apps.get_model("contests", "PaperSheet").objects.filter(state="checked")
    apps.get_model("contests", "ScoreSheet").objects.filter(
        assignment__in=counted.values("assignment")
    ).update(is_from_paper=True)


class Migration(migrations.Migration):
    dependencies = [("contests", "0034_places_left_empty_before")]

    operations = [
        migrations.AddField(
            model_name="scoresheet",
            name="is_from_paper",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="typed from paper"
            ),
        ),
        # Backwards nothing: the marks go with their column.
        migrations.RunPython(mark_counted, migrations.RunPython.noop),
    ]
