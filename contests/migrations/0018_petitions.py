"""Keep petitions with their files, and the windows for them in the rules."""

import django.db.models.deletion
import portal.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contests', '0017_panels_and_recusals'),
        ('portal', '0006_consent_per_version'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='ruleset',
            name='petition_answer_days',
            field=models.PositiveSmallIntegerField(default=15, help_text='Counted from the day after the petition was received.', verbose_name='days in which a petition is answered'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='petition_days',
            field=models.PositiveSmallIntegerField(blank=True, default=10, help_text='Counted from the day after the notice or the publication. Empty: no petitions on the portal.', null=True, verbose_name='days in which a petition may be sent'),
        ),
        migrations.CreateModel(
            name='Petition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(editable=False, verbose_name='number')),
                ('reference', models.CharField(editable=False, max_length=20, unique=True, verbose_name='receipt number')),
                ('subject', models.CharField(choices=[('validity', 'Conclusion of the validity check'), ('result', 'Published result of a round')], max_length=10, verbose_name='about')),
                ('contested_at', models.DateTimeField(verbose_name='decision made known at')),
                ('text', portal.fields.NfcTextField(verbose_name='petition')),
                ('evidence', models.JSONField(default=dict, editable=False, verbose_name='evidence')),
                ('evidence_sha256', models.CharField(blank=True, editable=False, max_length=64, verbose_name='SHA-256 of the evidence')),
                ('filed_at', models.DateTimeField(verbose_name='filed at')),
                ('due_on', models.DateField(verbose_name='answer due on')),
                ('send_key', models.CharField(blank=True, editable=False, max_length=40, null=True)),
                ('state', models.CharField(choices=[('received', 'Petition received'), ('examining', 'In examination'), ('upheld', 'Answered: upheld'), ('partly', 'Answered: upheld in part'), ('rejected', 'Answered: rejected'), ('withdrawn', 'Petition withdrawn')], default='received', max_length=10, verbose_name='state')),
                ('answer', portal.fields.NfcTextField(blank=True, verbose_name='text of the answer')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answer sent at')),
                ('remedy', models.SlugField(blank=True, max_length=40, verbose_name='act that followed')),
                ('remedy_by', portal.fields.NfcCharField(blank=True, max_length=150, verbose_name='act that followed, by')),
                ('remedy_at', models.DateTimeField(blank=True, null=True, verbose_name='act that followed, at')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='petitions', to='contests.application', verbose_name='application')),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='petitions', to='contests.contest', verbose_name='contest')),
                ('filed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='filed by')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='officer in charge')),
                ('reply', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contests.officialdecision', verbose_name='document of the answer')),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contests.round', verbose_name='round')),
            ],
            options={
                'verbose_name': 'petition',
                'verbose_name_plural': 'petitions',
                'ordering': ['-filed_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='PetitionFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_from_staff', models.BooleanField(default=False, verbose_name='of the office')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='added at')),
                ('petition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='contests.petition', verbose_name='petition')),
                ('stored', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.storedfile', verbose_name='file')),
            ],
            options={
                'verbose_name': 'file of a petition',
                'verbose_name_plural': 'files of petitions',
                'ordering': ['petition', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='petition',
            index=models.Index(fields=['state', 'due_on'], name='petition_by_due_day'),
        ),
        migrations.AddConstraint(
            model_name='petition',
            constraint=models.UniqueConstraint(fields=('contest', 'number'), name='one_petition_per_number'),
        ),
        migrations.AddConstraint(
            model_name='petition',
            constraint=models.UniqueConstraint(fields=('application', 'send_key'), name='one_petition_per_sending'),
        ),
        migrations.AddConstraint(
            model_name='petition',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('application', 'subject', 'contested_at'), name='one_petition_per_decision'),
        ),
        migrations.AddConstraint(
            model_name='petition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('subject', 'result'), _negated=True), ('round__isnull', False), _connector='OR'), name='petition_on_a_result_names_its_round'),
        ),
    ]
