"""Links to newspapers and stations."""

import django.db.models.deletion
import portal.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0008_founders_of_success_stories'),
        ('ecosystem', '0022_support_offers'),
    ]

    operations = [
        migrations.CreateModel(
            name='MediaCoverage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', portal.fields.NfcCharField(help_text='As the outlet printed it, nothing more.', max_length=250, verbose_name='headline')),
                ('outlet', portal.fields.NfcCharField(help_text='For example: Báo Lạng Sơn.', max_length=150, verbose_name='outlet')),
                ('published_on', models.DateField(verbose_name='published on')),
                ('url', models.URLField(max_length=500, unique=True, verbose_name='link')),
                ('note', portal.fields.NfcTextField(blank=True, help_text='Copy no sentence of the report.', verbose_name='what it is about, in our words')),
                ('permission', portal.fields.NfcCharField(blank=True, help_text='For example: link only; or the letter by which the outlet allowed more.', max_length=250, verbose_name='permission')),
                ('is_public', models.BooleanField(default=True, verbose_name='public')),
                ('startup', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='coverage', to='ecosystem.startup', verbose_name='startup project')),
            ],
            options={
                'verbose_name': 'report of the press',
                'verbose_name_plural': 'reports of the press',
                'ordering': ['-published_on', '-pk'],
            },
        ),
    ]
