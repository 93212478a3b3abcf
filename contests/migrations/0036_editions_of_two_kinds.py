"""Editions of the contest, and beside them problem statements with series and address."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('contests', '0035_sheets_from_paper'),
    ]

    operations = [
        migrations.AddField(
            model_name='contest',
            name='kind',
            field=models.CharField(choices=[('contest', 'Contest of the year'), ('challenge', 'Problem statement of an organisation')], default='contest', editable=False, max_length=10, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='contest',
            name='series',
            field=models.PositiveSmallIntegerField(default=0, editable=False, help_text='0 for the contest; problem statements are counted within a year.', verbose_name='number in its year'),
        ),
        migrations.AddField(
            model_name='contest',
            name='slug',
            field=models.CharField(blank=True, help_text='Last part of the web address, for example so-hoa-ho-so-dat-dai.', max_length=60, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9]*(?:-[a-z0-9]+)*\\Z')], verbose_name='address'),
        ),
        migrations.AlterField(
            model_name='contest',
            name='year',
            field=models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2019), django.core.validators.MaxValueValidator(2100)], verbose_name='year'),
        ),
        migrations.AddConstraint(
            model_name='contest',
            constraint=models.UniqueConstraint(fields=('year', 'series'), name='one_contest_per_year', violation_error_message='There is already an edition of this year'),
        ),
        migrations.AddConstraint(
            model_name='contest',
            constraint=models.UniqueConstraint(condition=models.Q(('slug', ''), _negated=True), fields=('slug',), name='one_challenge_per_address', violation_error_message='Another problem statement has this address'),
        ),
        migrations.AddConstraint(
            model_name='contest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'contest'), ('series', 0), ('slug', '')), models.Q(('kind', 'challenge'), ('series__gt', 0), models.Q(('slug', ''), _negated=True)), _connector='OR'), name='challenge_has_series_and_address'),
        ),
    ]
