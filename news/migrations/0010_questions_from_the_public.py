"""Questions from the public, with the answers of the units."""

import django.db.models.deletion
import portal.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0009_reports_of_the_press'),
        ('portal', '0010_consent_to_event_registration'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReaderQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('folded', models.TextField(blank=True, default='', editable=False)),
                ('slug', models.SlugField(blank=True, help_text='Last part of the address. Leave it empty: the portal makes it from the name.', max_length=120, unique=True, verbose_name='path')),
                ('title', portal.fields.NfcCharField(max_length=150, verbose_name='the question in one line')),
                ('asked', portal.fields.NfcTextField(editable=False, verbose_name='as it was asked')),
                ('text', portal.fields.NfcTextField(help_text='Readers see it: take names, numbers and addresses out.', verbose_name='question')),
                ('asker_name', portal.fields.NfcCharField(blank=True, editable=False, max_length=150, verbose_name='asked by')),
                ('asker_email', models.EmailField(blank=True, editable=False, max_length=254, verbose_name='e-mail')),
                ('answer', portal.fields.NfcTextField(blank=True, editable=False, verbose_name='answer')),
                ('answered_by', portal.fields.NfcCharField(blank=True, editable=False, max_length=150, verbose_name='answering unit')),
                ('answered_on', models.DateField(blank=True, editable=False, null=True, verbose_name='answered on')),
                ('state', models.CharField(choices=[('received', 'Received'), ('answered', 'Answered'), ('published', 'Published'), ('declined', 'Not answered')], default='received', editable=False, max_length=10, verbose_name='state')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='asked at')),
                ('consent', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.consent', verbose_name='consent')),
            ],
            options={
                'verbose_name': 'question from the public',
                'verbose_name_plural': 'questions from the public',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(fields=['state', '-answered_on'], name='reader_question_by_answer')],
            },
        ),
    ]
