"""Pictures, files and films beside the text of an article."""

import django.db.models.deletion
from django.db import migrations, models

import portal.fields


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0012_paths_of_categories'),
        ('portal', '0014_search_words_of_staff'),
    ]

    operations = [
        migrations.CreateModel(
            name='Enclosure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', portal.fields.NfcCharField(blank=True, help_text='For a file or a film. Of a picture readers see its caption.', max_length=200, verbose_name='title')),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='address of the film')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='enclosures', to='news.article', verbose_name='article')),
                ('picture', models.ForeignKey(blank=True, help_text='Alone it joins the pictures of the article; with a film it is its poster.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='news.mediaimage', verbose_name='picture')),
                ('stored', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.storedfile', verbose_name='file')),
            ],
            options={
                'verbose_name': 'picture, file or film of an article',
                'verbose_name_plural': 'pictures, files and films of the article',
                'ordering': ['order', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('picture__isnull', False), ('stored__isnull', False), models.Q(('url', ''), _negated=True), _connector='OR'), name='enclosure_is_something'), models.CheckConstraint(condition=models.Q(('stored', None), models.Q(('picture', None), ('url', '')), _connector='OR'), name='enclosure_is_one_thing')],
            },
        ),
    ]
