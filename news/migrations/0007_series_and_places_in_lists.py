"""Series of articles, and what stands first or larger in lists."""

import django.db.models.deletion
import portal.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0006_revisions_and_redirects'),
    ]

    operations = [
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(blank=True, help_text='Last part of the address. Leave it empty: the portal makes it from the name.', max_length=120, unique=True, verbose_name='path')),
                ('name', portal.fields.NfcCharField(max_length=150, unique=True, verbose_name='name')),
                ('summary', portal.fields.NfcTextField(blank=True, verbose_name='what it is about')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'series of articles',
                'verbose_name_plural': 'series of articles',
                'ordering': ['order', 'name'],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='is_featured',
            field=models.BooleanField(default=False, help_text='Shown larger where it is listed.', verbose_name='featured'),
        ),
        migrations.AddField(
            model_name='article',
            name='is_pinned',
            field=models.BooleanField(default=False, help_text='Stands above the list of the news.', verbose_name='pinned'),
        ),
        migrations.AddField(
            model_name='article',
            name='series_order',
            field=models.PositiveSmallIntegerField(blank=True, help_text='1 for the first part. Readers go through the parts in this order.', null=True, verbose_name='part of the series'),
        ),
        migrations.AddField(
            model_name='article',
            name='series',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='news.series', verbose_name='series'),
        ),
    ]
