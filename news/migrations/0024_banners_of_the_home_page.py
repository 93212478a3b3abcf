"""Banners of the home page, in two languages."""

import django.core.validators
import django.utils.timezone
from django.db import migrations, models

import portal.fields


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0023_files_of_revisions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Banner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('image', models.ImageField(height_field='height', upload_to='tin-tuc/%Y/%m/', verbose_name='picture', width_field='width')),
                ('focus_x', models.PositiveSmallIntegerField(default=50, help_text='Where what matters is; kept when the picture is cut to a shape.', validators=[django.core.validators.MaxValueValidator(100)], verbose_name='focus, from the left in per cent')),
                ('focus_y', models.PositiveSmallIntegerField(default=50, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='focus, from the top in per cent')),
                ('width', models.PositiveIntegerField(default=0, editable=False)),
                ('height', models.PositiveIntegerField(default=0, editable=False)),
                ('title', portal.fields.NfcCharField(max_length=80, verbose_name='title')),
                ('text', portal.fields.NfcCharField(help_text='One sentence: what there is, for whom, until when.', max_length=200, verbose_name='sentence')),
                ('alt_text', portal.fields.NfcCharField(blank=True, help_text='Says what the picture shows to somebody who cannot see it.', max_length=250, verbose_name='alternative text')),
                ('is_decoration', models.BooleanField(default=False, help_text='It says nothing that title and sentence do not say: it needs no other words.', verbose_name='the picture only decorates')),
                ('url', models.CharField(error_messages={'invalid': 'Enter an address of the portal that begins with /, or one that begins with https://, without spaces'}, help_text='An address of the portal that begins with /, or one that begins with https://.', max_length=500, validators=[django.core.validators.RegexValidator('^(/(?!/)|https://[\\w.-]+(:\\d+)?(?=[/?#]|\\Z))[^\\s\\\\]*\\Z')], verbose_name='link')),
                ('link_label', portal.fields.NfcCharField(help_text='Says where the link leads: “Submit an application”, not “click here”.', max_length=60, verbose_name='words of the link')),
                ('title_en', portal.fields.NfcCharField(blank=True, max_length=80, verbose_name='title in English')),
                ('text_en', portal.fields.NfcCharField(blank=True, max_length=200, verbose_name='sentence in English')),
                ('alt_text_en', portal.fields.NfcCharField(blank=True, max_length=250, verbose_name='alternative text in English')),
                ('link_label_en', portal.fields.NfcCharField(blank=True, max_length=60, verbose_name='words of the link in English')),
                ('starts_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='shown from')),
                ('ends_at', models.DateTimeField(blank=True, help_text='Empty: until it is deleted.', null=True, verbose_name='shown until')),
                ('order', models.PositiveSmallIntegerField(default=0, help_text='The smallest number stands first; of equal ones the newest.', verbose_name='order')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
            ],
            options={
                'verbose_name': 'banner',
                'verbose_name_plural': 'banners',
                'ordering': ['order', '-starts_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='banner_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('alt_text', ''), _negated=True), ('is_decoration', True), _connector='OR'), name='banner_picture_has_words_or_decorates')],
            },
        ),
    ]
