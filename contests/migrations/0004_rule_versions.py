"""Let rules come in versions with their own deadline, and say all that provinces regulate."""

from django.conf import settings
import contests.models.contests
import portal.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contests", "0003_initial"),
        ("ecosystem", "0003_membership"),
        ("portal", "0004_consents_of_others"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='division',
            name='applicant_types',
            field=models.JSONField(blank=True, default=list, help_text='None chosen: all that the rules allow.', verbose_name='applicant types'),
        ),
        migrations.AddField(
            model_name='division',
            name='max_age',
            field=models.PositiveSmallIntegerField(blank=True, help_text='For everybody in the team, on the day on which ages count.', null=True, verbose_name='age, at most'),
        ),
        migrations.AddField(
            model_name='division',
            name='max_team_size',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Empty: as the rules say.', null=True, verbose_name='people in a team, at most'),
        ),
        migrations.AddField(
            model_name='division',
            name='min_age',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='age, at least'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='change_note',
            field=portal.fields.NfcTextField(blank=True, help_text='Shown to the public and mailed to applicants.', verbose_name='what this version changes'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='deadline_at',
            field=models.DateTimeField(blank=True, help_text='Empty: the deadline stays as it is.', null=True, verbose_name='deadline under this version'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='excludes_foreigners',
            field=models.BooleanField(default=False, verbose_name='Vietnamese citizens only'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='excludes_inner_circle',
            field=models.BooleanField(default=True, verbose_name='organisers, secretariat and judges do not enter'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='forbids_parallel_entry',
            field=models.BooleanField(default=False, verbose_name='no other contest at the same time'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='grace_minutes',
            field=models.PositiveSmallIntegerField(default=0, help_text='A submission within these minutes still counts as in time.', verbose_name='grace after the deadline (minutes)'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='issued_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='in force since'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='leads_one_only',
            field=models.BooleanField(default=False, help_text='May be a member of several teams, but the representative of one.', verbose_name='a person leads one entry only'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='max_age',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='age, at most'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='max_entries_person',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Counted across teams, as representative or member. Empty: no limit.', null=True, verbose_name='entries one person may take part in, at most'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='min_age',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='age, at least'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='must_be_in_province',
            field=models.BooleanField(default=True, help_text='The project is carried out in the province, or planned to be.', verbose_name='carried out in the province'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='needs_endorsement',
            field=models.BooleanField(default=False, verbose_name='a nominating unit must endorse the dossier'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='past_winner_rule',
            field=models.CharField(choices=[('allowed', 'Earlier winners may enter again'), ('winners_out', 'A project that won a prize may not enter again'), ('entrants_out', 'A project that entered any startup contest may not enter')], default='winners_out', max_length=14, verbose_name='earlier contests'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='required_files',
            field=models.JSONField(blank=True, default=contests.models.contests.usual_files, verbose_name='files that must be attached'),
        ),
        migrations.AlterField(
            model_name='ruleset',
            name='max_company_years',
            field=models.PositiveSmallIntegerField(blank=True, default=5, help_text='Empty: no limit.', null=True, verbose_name='years since first registration, at most'),
        ),
        migrations.AlterField(
            model_name='ruleset',
            name='max_entries_individual',
            field=models.PositiveSmallIntegerField(blank=True, default=3, help_text='Empty: no limit.', null=True, verbose_name='entries per individual, at most'),
        ),
        migrations.AlterField(
            model_name='ruleset',
            name='max_entries_organised',
            field=models.PositiveSmallIntegerField(blank=True, default=4, help_text='Empty: no limit.', null=True, verbose_name='entries per group, organisation or enterprise, at most'),
        ),
        migrations.AddConstraint(
            model_name='ruleset',
            constraint=models.CheckConstraint(condition=models.Q(('min_age', None), ('max_age', None), ('max_age__gte', models.F('min_age')), _connector='OR'), name='rule_set_ages_in_order', violation_error_message='The highest age must not be below the lowest'),
        ),
    ]
