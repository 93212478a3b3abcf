"""Awards of finals that were approved already stand by the decision of their round."""

from django.db import migrations


def approve(apps, schema_editor):
    award = apps.get_model("contests", "Award")
    finals = apps.get_model("contests", "Round").objects.filter(
        kind="final", state__in=["approved", "published"], decision__isnull=False
    )
    for final in finals:
        award.objects.filter(prize__contest=final.contest_id, state="proposed").update(
            state="approved", decision=final.decision_id
        )


def back(apps, schema_editor):
    apps.get_model("contests", "Award").objects.filter(state="approved").update(
        state="proposed", decision=None
    )


class Migration(migrations.Migration):
    dependencies = [("contests", "0021_prize_families_and_award_lives")]

    operations = [migrations.RunPython(approve, back)]
