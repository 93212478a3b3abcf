"""Take in dossiers on paper and from nominating units, and seal an intake."""

import django.db.models.deletion
import portal.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contests", "0006_teams_with_accounts"),
        ("ecosystem", "0003_membership"),
        ("portal", "0004_consents_of_others"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='channel',
            field=models.CharField(choices=[('online', 'Online, by the applicant'), ('paper', 'On paper, entered by the secretariat'), ('email', 'By e-mail, entered by the secretariat'), ('unit', 'Entered by a nominating unit')], default='online', editable=False, max_length=8, verbose_name='channel'),
        ),
        migrations.AddField(
            model_name='application',
            name='endorsed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='endorsement at'),
        ),
        migrations.AddField(
            model_name='application',
            name='endorsed_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='endorsement by'),
        ),
        migrations.AddField(
            model_name='application',
            name='endorsement',
            field=models.CharField(choices=[('none', 'No nominating unit'), ('requested', 'Waiting for the unit'), ('endorsed', 'Endorsed'), ('declined', 'Not endorsed')], default='none', editable=False, max_length=10, verbose_name='endorsement'),
        ),
        migrations.AddField(
            model_name='application',
            name='endorsement_note',
            field=portal.fields.NfcTextField(blank=True, editable=False, verbose_name="the unit's words"),
        ),
        migrations.AddField(
            model_name='application',
            name='entered_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AddField(
            model_name='application',
            name='guardian_relation',
            field=portal.fields.NfcCharField(blank=True, max_length=60, verbose_name="guardian's relation"),
        ),
        migrations.AddField(
            model_name='application',
            name='nominating_unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='nominated_applications', to='ecosystem.organization', verbose_name='nominating unit'),
        ),
        migrations.AddField(
            model_name='application',
            name='received_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='received at'),
        ),
        migrations.AddField(
            model_name='contest',
            name='is_sealed',
            field=models.BooleanField(default=False, help_text='Staff see how many applications there are, not what is in them, until the deadline.', verbose_name='sealed intake'),
        ),
        migrations.AddField(
            model_name='contest',
            name='seal_opened_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='seal opened at'),
        ),
        migrations.AddField(
            model_name='contest',
            name='seal_opened_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='seal opened by'),
        ),
        migrations.AddField(
            model_name='contest',
            name='seal_reason',
            field=portal.fields.NfcTextField(blank=True, editable=False, verbose_name='reason for opening the seal'),
        ),
        migrations.AlterField(
            model_name='application',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to=settings.AUTH_USER_MODEL, verbose_name='owner'),
        ),
    ]
