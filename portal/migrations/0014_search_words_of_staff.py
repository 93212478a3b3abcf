"""What staff keep for the search: synonyms and promoted answers; what was looked for in vain."""

import django.core.validators
import django.utils.timezone
import portal.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0013_search_index'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchSynonym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', portal.fields.NfcTextField(help_text='One expression a line, for example: KNĐMST and khởi nghiệp đổi mới sáng tạo.', verbose_name='words that mean the same')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
            ],
            options={
                'verbose_name': 'group of synonyms',
                'verbose_name_plural': 'synonyms',
                'ordering': ['words'],
            },
        ),
        migrations.CreateModel(
            name='PromotedAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', portal.fields.NfcCharField(max_length=150, verbose_name='title')),
                ('url', models.CharField(help_text='An address of the portal that begins with /, or one that begins with https://.', max_length=500, validators=[django.core.validators.RegexValidator('^(/(?!/)|https://)\\S*$')], verbose_name='link')),
                ('text', portal.fields.NfcCharField(blank=True, max_length=250, verbose_name='in one line')),
                ('words', portal.fields.NfcTextField(help_text='One search a line. Case and diacritics do not matter.', verbose_name='shown for')),
                ('is_shown', models.BooleanField(default=True, verbose_name='shown')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
            ],
            options={
                'verbose_name': 'promoted answer',
                'verbose_name_plural': 'promoted answers',
                'ordering': ['title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MissedSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=80, verbose_name='words looked for')),
                ('day', models.DateField(default=django.utils.timezone.localdate, verbose_name='day')),
                ('count', models.PositiveIntegerField(default=1, verbose_name='times')),
            ],
            options={
                'verbose_name': 'search without result',
                'verbose_name_plural': 'searches without result',
                'ordering': ['-day', '-count', 'words'],
                'constraints': [models.UniqueConstraint(fields=('words', 'day'), name='one_missed_search_a_day')],
            },
        ),
    ]
