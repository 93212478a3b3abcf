"""What came of the answers to a problem statement."""

import django.db.models.deletion
import portal.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('contests', '0037_problem_statements'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PilotReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('has_started', models.BooleanField(verbose_name='pilot has started')),
                ('happened_on', models.DateField(verbose_name='on')),
                ('note', portal.fields.NfcTextField(verbose_name='note')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='recorded at')),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pilot_reports', to='contests.contest', verbose_name='problem statement')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'report of a pilot',
                'verbose_name_plural': 'reports of pilots',
                'ordering': ['-happened_on', '-pk'],
            },
        ),
    ]
