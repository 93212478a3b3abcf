"""What an article said before, and the addresses that it had."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0005_comments_and_corrections'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name='version'),
        ),
        migrations.CreateModel(
            name='ArticleRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='news.article', verbose_name='article')),
                ('number', models.PositiveIntegerField(verbose_name='number of the revision')),
                ('content', models.JSONField(verbose_name='content')),
                ('restored_from', models.PositiveIntegerField(blank=True, null=True, verbose_name='brought back from')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saved by')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='saved at')),
            ],
            options={
                'verbose_name': 'revision of an article',
                'verbose_name_plural': 'revisions of articles',
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('article', 'number'), name='one_revision_per_number')],
            },
        ),
        migrations.CreateModel(
            name='ArticleRedirect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(help_text='The part after /tin-tuc/, for example cuoc-thi/the-le-nam-2024.', max_length=240, unique=True, verbose_name='old address')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='redirects', to='news.article', verbose_name='article')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='since')),
            ],
            options={
                'verbose_name': 'redirect',
                'verbose_name_plural': 'redirects',
                'ordering': ['-created_at', '-pk'],
            },
        ),
    ]
