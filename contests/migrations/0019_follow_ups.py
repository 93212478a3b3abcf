"""Keep what became of projects after the contest, and after which months teams are asked."""

import contests.models.follow_ups
import django.db.models.deletion
import portal.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contests', '0018_petitions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='contest',
            name='follow_up_months',
            field=models.JSONField(blank=True, default=contests.models.follow_ups.usual_months, help_text='Counted from the publication of the result. Empty: nobody is asked.', validators=[contests.models.follow_ups.validate_months], verbose_name='teams are asked again after (months)'),
        ),
        migrations.AddField(
            model_name='contest',
            name='follows_finalists',
            field=models.BooleanField(default=False, verbose_name='ask finalists without a prize, too'),
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(choices=[('awarded', 'Prize winner'), ('finalist', 'Finalist without a prize')], max_length=8, verbose_name='why followed')),
                ('months', models.PositiveSmallIntegerField(verbose_name='months after the result')),
                ('due_on', models.DateField(verbose_name='to be asked on')),
                ('state', models.CharField(choices=[('planned', 'Not asked yet'), ('asked', 'Waiting for an answer'), ('answered', 'Answered'), ('unreached', 'Could not be reached'), ('skipped', 'Left out')], default='planned', max_length=10, verbose_name='state')),
                ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='asked at')),
                ('is_alive', models.BooleanField(blank=True, null=True, verbose_name='still running')),
                ('is_on_market', models.BooleanField(blank=True, null=True, verbose_name='product on the market')),
                ('revenue_band', models.CharField(blank=True, choices=[('none', 'No revenue yet'), ('below_100m', 'Below 100 million đồng'), ('below_500m', '100 to below 500 million đồng'), ('below_1b', '500 million to below 1 billion đồng'), ('below_5b', '1 to below 5 billion đồng'), ('from_5b', '5 billion đồng and more')], max_length=10, verbose_name='revenue of the last 12 months')),
                ('jobs', models.PositiveIntegerField(blank=True, null=True, verbose_name='people employed')),
                ('capital_raised', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='capital raised since the contest (đồng)')),
                ('protection', models.CharField(blank=True, choices=[('none', 'Nothing filed'), ('filed', 'Application filed'), ('granted', 'Title granted')], max_length=8, verbose_name='intellectual property')),
                ('support_used', portal.fields.NfcTextField(blank=True, verbose_name='support used')),
                ('note', portal.fields.NfcTextField(blank=True, verbose_name='other things to tell')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answer received at')),
                ('answered_via', models.CharField(blank=True, choices=[('link', 'Through the link of the mail'), ('staff', 'By telephone, entered by the office')], max_length=5, verbose_name='answer came')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='contests.application', verbose_name='application')),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
            ],
            options={
                'verbose_name': 'follow-up after the contest',
                'verbose_name_plural': 'follow-ups after the contest',
                'ordering': ['-due_on', 'application'],
                'indexes': [models.Index(fields=['state', 'due_on'], name='follow_up_by_due_day')],
                'constraints': [models.UniqueConstraint(fields=('application', 'months'), name='one_follow_up_per_project_and_month'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'answered'), _negated=True), ('is_alive__isnull', False), _connector='OR'), name='answered_follow_up_says_whether_it_runs')],
            },
        ),
    ]
