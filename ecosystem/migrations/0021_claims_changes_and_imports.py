"""Claims of profiles, what keepers changed, and imports of actors."""

import django.db.models.deletion
import portal.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ecosystem', '0020_directory_profiles'),
        ('portal', '0007_issued_documents'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ActorImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(editable=False, max_length=64)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='checked at')),
                ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='applied at')),
                ('new_count', models.PositiveIntegerField(default=0, verbose_name='new profiles')),
                ('changed_count', models.PositiveIntegerField(default=0, verbose_name='changed profiles')),
                ('applied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='applied by')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked by')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.storedfile', verbose_name='file')),
            ],
            options={
                'verbose_name': 'import of actors',
                'verbose_name_plural': 'imports of actors',
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='ProfileChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='changed at')),
                ('changes', models.JSONField(default=list, verbose_name='changes')),
                ('seen_at', models.DateTimeField(blank=True, null=True, verbose_name='read at')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='ecosystem.organization', verbose_name='organisation')),
                ('seen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='read by')),
                ('startup', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='ecosystem.startup', verbose_name='startup project')),
            ],
            options={
                'verbose_name': 'change by its keepers',
                'verbose_name_plural': 'changes by their keepers',
                'ordering': ['-made_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('organization', None), ('startup', None), _connector='OR'), name='change_is_about_one_profile')],
            },
        ),
        migrations.CreateModel(
            name='ProfileClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('proposed_kind', models.CharField(blank=True, choices=[('department', 'State agency'), ('mass_organisation', 'Mass organisation'), ('coordinator', 'Coordinating body'), ('coworking', 'Co-working space'), ('association', 'Business association'), ('investor', 'Investor'), ('fund', 'Startup support fund'), ('incubator', 'Incubator'), ('school', 'School'), ('enterprise', 'Enterprise'), ('press', 'Press'), ('startup', 'Startup project')], max_length=20, verbose_name='kind of the proposed profile')),
                ('proposed_name', portal.fields.NfcCharField(blank=True, max_length=200, verbose_name='name of the proposed profile')),
                ('proposed_summary', portal.fields.NfcCharField(blank=True, max_length=250, verbose_name='in one line')),
                ('position', portal.fields.NfcCharField(max_length=150, verbose_name='position')),
                ('statement', portal.fields.NfcTextField(verbose_name='how this can be verified')),
                ('state', models.CharField(choices=[('received', 'Received'), ('approved', 'Approved'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='received', max_length=10, verbose_name='state')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='received at')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('reason', portal.fields.NfcTextField(blank=True, verbose_name='reason')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='ecosystem.organization', verbose_name='organisation')),
                ('proof', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.storedfile', verbose_name='proof')),
                ('startup', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='ecosystem.startup', verbose_name='startup project')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='profile_claims', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'claim of a profile',
                'verbose_name_plural': 'claims of profiles',
                'ordering': ['-created_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('organization', None), ('startup', None), _connector='OR'), name='claim_is_about_one_profile'), models.CheckConstraint(condition=models.Q(('organization', None), ('proposed_name', ''), ('startup', None), _negated=True), name='claim_names_a_profile'), models.UniqueConstraint(condition=models.Q(('state', 'received')), fields=('user', 'organization'), name='one_open_claim_per_organization'), models.UniqueConstraint(condition=models.Q(('state', 'received')), fields=('user', 'startup'), name='one_open_claim_per_startup'), models.UniqueConstraint(condition=models.Q(('state', 'received'), models.Q(('proposed_name', ''), _negated=True)), fields=('user', 'proposed_name'), name='one_open_claim_per_proposal')],
            },
        ),
    ]
