from django.db import migrations, models


class Migration(migrations.Migration):
    """A consent to new words stands beside the one to the old words."""

    dependencies = [("portal", "0005_job_runs")]

    operations = [
        migrations.RemoveConstraint(
            model_name="consent", name="one_standing_consent_per_purpose"
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("user", "purpose", "scope", "subject", "text_version"),
                name="one_standing_consent_per_version",
            ),
        ),
    ]
