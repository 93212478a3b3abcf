"""Who tells a success story, and what that person agreed to."""

import django.db.models.deletion
import portal.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0007_series_and_places_in_lists'),
        ('portal', '0010_consent_to_event_registration'),
    ]

    operations = [
        migrations.CreateModel(
            name='Story',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('founder_name', portal.fields.NfcCharField(blank=True, help_text='Only with this person’s consent, or as a public source names them.', max_length=150, verbose_name='founder')),
                ('quote', portal.fields.NfcCharField(blank=True, max_length=300, verbose_name='in the founder’s words')),
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='story', to='news.article', verbose_name='article')),
                ('consent', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.consent', verbose_name='consent to publication')),
            ],
            options={
                'verbose_name': 'founder of a success story',
                'verbose_name_plural': 'founders of success stories',
            },
        ),
    ]
