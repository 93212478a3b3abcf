"""Let the office release the scan of a decision to everybody."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contests', '0019_follow_ups'),
    ]

    operations = [
        migrations.AddField(
            model_name='officialdecision',
            name='is_scan_public',
            field=models.BooleanField(default=False, help_text='Once the act is public. Look for personal data in it first.', verbose_name='everybody may read the scan'),
        ),
    ]
