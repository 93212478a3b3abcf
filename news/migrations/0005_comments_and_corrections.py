"""The conversation about an article, and the corrections that readers see."""

import django.db.models.deletion
import django.utils.timezone
import portal.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0004_withdrawal_at_a_set_time'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ArticleComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='news.article', verbose_name='article')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('text', portal.fields.NfcTextField(verbose_name='comment')),
                ('is_return', models.BooleanField(default=False, verbose_name='returned with it')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='written at')),
            ],
            options={
                'verbose_name': 'comment on an article',
                'verbose_name_plural': 'comments on articles',
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ArticleCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='news.article', verbose_name='article')),
                ('corrected_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='corrected on')),
                ('text', portal.fields.NfcTextField(help_text='What it said, what it says now, and where.', verbose_name='what was corrected')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='entered at')),
            ],
            options={
                'verbose_name': 'correction of an article',
                'verbose_name_plural': 'corrections of articles',
                'ordering': ['-corrected_on', '-pk'],
            },
        ),
    ]
