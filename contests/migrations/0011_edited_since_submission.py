"""When a dossier was edited after its submission: a moment of its own, not that of any saving."""

from django.db import migrations, models
from django.db.models import F, Max


def mark_edited(apps, schema_editor):
    """What was saved later than it was submitted counts as edited, as it was shown until now."""
    application = apps.get_model("contests", "Application")
    later = (
        application.objects.exclude(state="draft")
        .annotate(frozen_at=Max("snapshots__submitted_at"))
        # Typed in by the office it was submitted "as received", before its pages were saved.
        .filter(channel__in=["online", "unit"], updated_at__gt=F("frozen_at"))
    )
    for pk, saved_at in later.values_list("pk", "updated_at"):
        application.objects.filter(pk=pk).update(edited_at=saved_at)


class Migration(migrations.Migration):
    dependencies = [("contests", "0010_contest_sealed_until")]

    operations = [
        migrations.AddField(
            model_name="application",
            name="edited_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="edited since the submission at"
            ),
        ),
        migrations.RunPython(mark_edited, migrations.RunPython.noop),
    ]
