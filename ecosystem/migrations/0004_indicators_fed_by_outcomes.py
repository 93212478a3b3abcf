"""Let an indicator be fed by what teams tell after the contest."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ecosystem', '0003_membership'),
    ]

    operations = [
        migrations.AddField(
            model_name='indicator',
            name='fed_by',
            field=models.CharField(blank=True, choices=[('running', 'Projects still running after the contest'), ('on_market', 'Projects with a product on the market'), ('with_capital', 'Projects that raised capital'), ('jobs', 'People employed by the projects')], help_text='The portal writes the sum of each year that teams report after the contest. Empty: staff enter it.', max_length=12, verbose_name='fed by'),
        ),
        migrations.AddField(
            model_name='indicatorvalue',
            name='is_counted',
            field=models.BooleanField(default=False, editable=False, verbose_name='counted by the portal'),
        ),
    ]
