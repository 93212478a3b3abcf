"""Record consents of people without an account."""

import django.db.models.deletion
import portal.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0003_background_jobs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='consent',
            name='one_standing_consent_per_purpose',
        ),
        migrations.AddField(
            model_name='consent',
            name='recorded_by',
            field=models.ForeignKey(blank=True, help_text='Who typed in what was given on paper.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by'),
        ),
        migrations.AddField(
            model_name='consent',
            name='subject',
            field=models.CharField(blank=True, max_length=40, verbose_name='subject'),
        ),
        migrations.AddField(
            model_name='consent',
            name='subject_name',
            field=portal.fields.NfcCharField(blank=True, max_length=150, verbose_name='name of the subject'),
        ),
        migrations.AlterField(
            model_name='consent',
            name='given_via',
            field=models.CharField(choices=[('web', 'On the portal'), ('paper', 'On paper')], default='web', max_length=20, verbose_name='given through'),
        ),
        migrations.AlterField(
            model_name='consent',
            name='purpose',
            field=models.CharField(choices=[('contest', 'Taking part in the contest'), ('publication', 'Publishing names and the project'), ('contact', 'Contact by partners'), ('declaration', 'Declaration that the dossier is true'), ('guardian', 'Consent of the legal representative'), ('child', 'Consent of the person below the age'), ('confidentiality', "Judge's pledge of confidentiality")], max_length=20, verbose_name='purpose'),
        ),
        migrations.AlterField(
            model_name='consent',
            name='user',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('user', 'purpose', 'scope', 'subject'), name='one_standing_consent_per_purpose'),
        ),
    ]
