"""Profiles that people keep: contact, freshness, kinds of support, stages; who keeps one only."""

import django.db.models.deletion
import django.utils.timezone
import portal.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ecosystem', '0004_indicators_fed_by_outcomes'),
        ('portal', '0007_issued_documents'),
    ]

    operations = [
        migrations.CreateModel(
            name='SupportKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(blank=True, help_text='Last part of the address. Leave it empty: the portal makes it from the name.', max_length=120, unique=True, verbose_name='path')),
                ('name', portal.fields.NfcCharField(max_length=100, unique=True, verbose_name='name')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'kind of support',
                'verbose_name_plural': 'kinds of support',
                'ordering': ['order', 'name'],
            },
        ),
        migrations.AddField(
            model_name='event',
            name='organizers',
            field=models.ManyToManyField(blank=True, related_name='events', to='ecosystem.organization', verbose_name='organised by'),
        ),
        migrations.AddField(
            model_name='membership',
            name='is_profile_only',
            field=models.BooleanField(default=False, help_text='No nominations, and none of the dossiers that come with them.', verbose_name='keeps the public profile only'),
        ),
        migrations.AddField(
            model_name='organization',
            name='asked_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='asked on'),
        ),
        migrations.AddField(
            model_name='organization',
            name='contact_consent',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.consent', verbose_name='consent of the contact'),
        ),
        migrations.AddField(
            model_name='organization',
            name='contact_name',
            field=portal.fields.NfcCharField(blank=True, max_length=150, verbose_name='contact person'),
        ),
        migrations.AddField(
            model_name='organization',
            name='contact_position',
            field=portal.fields.NfcCharField(blank=True, max_length=150, verbose_name='position of the contact'),
        ),
        migrations.AddField(
            model_name='organization',
            name='hidden_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='hidden on'),
        ),
        migrations.AddField(
            model_name='organization',
            name='listed_on',
            field=models.DateField(default=django.utils.timezone.localdate, editable=False, verbose_name='listed on'),
        ),
        migrations.AddField(
            model_name='organization',
            name='stale_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='marked as unconfirmed on'),
        ),
        migrations.AddField(
            model_name='startup',
            name='asked_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='asked on'),
        ),
        migrations.AddField(
            model_name='startup',
            name='contact_consent',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.consent', verbose_name='consent of the contact'),
        ),
        migrations.AddField(
            model_name='startup',
            name='contact_name',
            field=portal.fields.NfcCharField(blank=True, max_length=150, verbose_name='contact person'),
        ),
        migrations.AddField(
            model_name='startup',
            name='contact_position',
            field=portal.fields.NfcCharField(blank=True, max_length=150, verbose_name='position of the contact'),
        ),
        migrations.AddField(
            model_name='startup',
            name='hidden_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='hidden on'),
        ),
        migrations.AddField(
            model_name='startup',
            name='listed_on',
            field=models.DateField(default=django.utils.timezone.localdate, editable=False, verbose_name='listed on'),
        ),
        migrations.AddField(
            model_name='startup',
            name='publication_consent',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.consent', verbose_name='consent to publication'),
        ),
        migrations.AddField(
            model_name='startup',
            name='stale_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='marked as unconfirmed on'),
        ),
        migrations.AddField(
            model_name='startup',
            name='verified_on',
            field=models.DateField(blank=True, help_text='When somebody last confirmed this profile.', null=True, verbose_name='verified on'),
        ),
        migrations.AddField(
            model_name='organization',
            name='supports',
            field=models.ManyToManyField(blank=True, related_name='organizations', to='ecosystem.supportkind', verbose_name='kinds of support'),
        ),
        migrations.CreateModel(
            name='ServedStage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('idea', 'Idea'), ('prototype', 'Prototype'), ('selling', 'Selling'), ('company', 'Company founded')], max_length=12, verbose_name='stage')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='served_stages', to='ecosystem.organization', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'stage that is helped in',
                'verbose_name_plural': 'stages that are helped in',
                'ordering': ['organization', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'stage'), name='one_row_per_organization_and_stage')],
            },
        ),
    ]
