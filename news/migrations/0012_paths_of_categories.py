"""Paths that categories once had; the portal makes a path that nobody typed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0011_focus_of_pictures'),
    ]

    operations = [
        migrations.AlterField(
            model_name='category',
            name='slug',
            field=models.SlugField(blank=True, help_text='Last part of the address. Leave it empty: the portal makes it from the name.', max_length=120, unique=True, verbose_name='path'),
        ),
        migrations.CreateModel(
            name='CategoryRedirect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=120, unique=True, verbose_name='old path')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='since')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='redirects', to='news.category', verbose_name='news category')),
            ],
            options={
                'verbose_name': 'redirect of a category',
                'verbose_name_plural': 'redirects of categories',
                'ordering': ['-created_at', '-pk'],
            },
        ),
    ]
