"""The rules of editions that are public already have been in force since they were written."""

from django.db import migrations
from django.db.models import F


def put_in_force(apps, schema_editor):
    contest = apps.get_model("contests", "Contest")
    rule_set = apps.get_model("contests", "RuleSet")
    for row in contest.objects.exclude(state="draft"):
        rule_set.objects.filter(contest=row, issued_at=None).update(
            issued_at=F("created_at"), deadline_at=row.deadline_at
        )


class Migration(migrations.Migration):
    dependencies = [("contests", "0008_casework")]

    # Backwards nothing: the columns go with the migration that added them.
    operations = [migrations.RunPython(put_in_force, migrations.RunPython.noop)]
