"""Keep extensions, look-alikes, messages and links that hand a dossier over."""

import django.db.models.deletion
import portal.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contests", "0007_channels_and_units"),
        ("ecosystem", "0003_membership"),
        ("portal", "0004_consents_of_others"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ClaimLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='sent to')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='made at')),
                ('expires_at', models.DateTimeField(verbose_name='good until')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='used at')),
            ],
            options={
                'verbose_name': 'claim link',
                'verbose_name_plural': 'claim links',
                'ordering': ['application', '-created_at'],
            },
        ),
        migrations.CreateModel(
            name='DossierMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_from_staff', models.BooleanField(verbose_name='from the secretariat')),
                ('text', portal.fields.NfcTextField(verbose_name='message')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='sent at')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read at')),
                ('send_key', models.CharField(blank=True, editable=False, max_length=40, null=True)),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
                'ordering': ['application', 'created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateTimeField(verbose_name='may submit until')),
                ('reason', portal.fields.NfcTextField(verbose_name='reason')),
                ('document_number', portal.fields.NfcCharField(blank=True, max_length=60, verbose_name='document number')),
                ('granted_at', models.DateTimeField(auto_now_add=True, verbose_name='granted at')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked at')),
            ],
            options={
                'verbose_name': 'extension',
                'verbose_name_plural': 'extensions',
                'ordering': ['application', '-granted_at'],
            },
        ),
        migrations.CreateModel(
            name='LookAlike',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('phone', 'Same telephone number'), ('email', 'Same e-mail address'), ('tax_code', 'Same tax code'), ('title', 'Similar project name'), ('summary', 'Similar summary')], max_length=10, verbose_name='in what')),
                ('score', models.DecimalField(decimal_places=3, max_digits=4, verbose_name='likeness')),
                ('found_at', models.DateTimeField(auto_now_add=True, verbose_name='found at')),
                ('cleared_at', models.DateTimeField(blank=True, null=True, verbose_name='settled at')),
                ('clear_reason', portal.fields.NfcTextField(blank=True, verbose_name='what was found')),
            ],
            options={
                'verbose_name': 'look-alike',
                'verbose_name_plural': 'look-alikes',
                'ordering': ['application', '-score', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='eligibilitycheck',
            name='checked_at',
            field=models.DateTimeField(auto_now=True, verbose_name='last run at'),
        ),
        migrations.AddField(
            model_name='eligibilitycheck',
            name='stage',
            field=models.CharField(choices=[('start', 'At the start'), ('submit', 'At submission'), ('screening', 'At the validity check')], default='submit', max_length=10, verbose_name='last run'),
        ),
        migrations.AddField(
            model_name='claimlink',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claim_links', to='contests.application', verbose_name='application'),
        ),
        migrations.AddField(
            model_name='claimlink',
            name='created_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
        ),
        migrations.AddField(
            model_name='claimlink',
            name='used_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='used by'),
        ),
        migrations.AddField(
            model_name='dossiermessage',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='contests.application', verbose_name='application'),
        ),
        migrations.AddField(
            model_name='dossiermessage',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author'),
        ),
        migrations.AddField(
            model_name='extension',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='contests.application', verbose_name='application'),
        ),
        migrations.AddField(
            model_name='extension',
            name='granted_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='granted by'),
        ),
        migrations.AddField(
            model_name='lookalike',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='look_alikes', to='contests.application', verbose_name='application'),
        ),
        migrations.AddField(
            model_name='lookalike',
            name='cleared_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='settled by'),
        ),
        migrations.AddField(
            model_name='lookalike',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contests.application', verbose_name='resembles'),
        ),
        migrations.AddConstraint(
            model_name='dossiermessage',
            constraint=models.UniqueConstraint(fields=('application', 'send_key'), name='one_message_per_sending'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('application',), name='one_standing_extension'),
        ),
        migrations.AddConstraint(
            model_name='lookalike',
            constraint=models.UniqueConstraint(fields=('application', 'other', 'kind'), name='one_look_alike_per_kind'),
        ),
        migrations.AddConstraint(
            model_name='lookalike',
            constraint=models.CheckConstraint(condition=models.Q(('application', models.F('other')), _negated=True), name='no_look_alike_of_itself'),
        ),
    ]
