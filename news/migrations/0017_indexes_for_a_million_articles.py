"""Indexes in the order of every list, with the key that a page behind a place begins at."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0016_english_names_of_the_eight_categories'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='article',
            name='article_by_state_and_time',
        ),
        migrations.RemoveIndex(
            model_name='article',
            name='article_by_category',
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['state', '-published_at', '-id'], name='article_by_state'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['category', 'state', '-published_at', '-id'], name='article_of_category'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['kind', 'state', '-published_at', '-id'], name='article_of_kind'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('contest_year__isnull', False)), fields=['contest_year', 'state', '-published_at', '-id'], name='article_of_edition'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('is_pinned', True)), fields=['state', '-published_at', '-id'], name='article_pinned'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['-published_at', '-id'], name='article_by_time'),
        ),
    ]
