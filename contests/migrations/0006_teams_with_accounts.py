"""Give members accounts, guardians and a say of their own."""

import django.db.models.deletion
import portal.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contests", "0005_question_kinds"),
        ("ecosystem", "0003_membership"),
        ("portal", "0004_consents_of_others"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='teammember',
            name='access',
            field=models.CharField(choices=[('none', 'No access'), ('view', 'May read'), ('edit', 'May read and edit')], default='none', max_length=5, verbose_name='access'),
        ),
        migrations.AddField(
            model_name='teammember',
            name='answered_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='answered at'),
        ),
        migrations.AddField(
            model_name='teammember',
            name='contribution',
            field=portal.fields.NfcTextField(blank=True, verbose_name='contribution to the project'),
        ),
        migrations.AddField(
            model_name='teammember',
            name='guardian_name',
            field=portal.fields.NfcCharField(blank=True, max_length=150, verbose_name='guardian'),
        ),
        migrations.AddField(
            model_name='teammember',
            name='guardian_phone',
            field=models.CharField(blank=True, max_length=20, verbose_name="guardian's phone number"),
        ),
        migrations.AddField(
            model_name='teammember',
            name='guardian_relation',
            field=portal.fields.NfcCharField(blank=True, max_length=60, verbose_name="guardian's relation"),
        ),
        migrations.AddField(
            model_name='teammember',
            name='invitation',
            field=models.CharField(choices=[('none', 'Not invited'), ('invited', 'Invited'), ('accepted', 'Accepted'), ('declined', 'Declined')], default='none', editable=False, max_length=10, verbose_name='invitation'),
        ),
        migrations.AddField(
            model_name='teammember',
            name='invitation_hash',
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='teammember',
            name='invited_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='invited at'),
        ),
        migrations.AddField(
            model_name='teammember',
            name='user',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='team_memberships', to=settings.AUTH_USER_MODEL, verbose_name='account'),
        ),
        migrations.AddConstraint(
            model_name='teammember',
            constraint=models.UniqueConstraint(fields=('application', 'user'), name='one_membership_per_account'),
        ),
    ]
