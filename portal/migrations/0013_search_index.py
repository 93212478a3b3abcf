"""The index of the search: entries with their inverted index, and the spellings of words.

PostgreSQL has it as an index of the column; SQLite as an FTS5 table beside it, which the code that
writes entries fills (no triggers: a changed table would lose them). Neither needs an extension.
"""

import portal.fields
from django.db import migrations, models


GIN = "CREATE INDEX search_tokens ON portal_searchentry USING gin (tokens)"
# How often the commonest 10,000 tokens stand is known to the planner, not of 1,000: it chooses
# between the days and the tokens by it.
STATISTICS = "ALTER TABLE portal_searchentry ALTER COLUMN tokens SET STATISTICS 1000"
# Each token is a word of its own for FTS5: only whether it is there counts, not where.
FTS = """
CREATE VIRTUAL TABLE portal_searchtokens
USING fts5(tokens, detail=none, tokenize="ascii tokenchars '=@~_#'")
"""


def add(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(GIN if is_postgresql else FTS)
    if is_postgresql:
        schema_editor.execute(STATISTICS)


def drop(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(f"DROP {'INDEX search_tokens' if is_postgresql else 'TABLE portal_searchtokens'}")


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0012_newsletter'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('object_id', models.PositiveBigIntegerField()),
                ('language', models.CharField(default='vi', max_length=5)),
                ('title', models.CharField(max_length=400)),
                ('text', models.TextField(blank=True)),
                ('url', models.CharField(max_length=500)),
                ('dated', models.DateTimeField()),
                ('folded', models.TextField()),
                ('tokens', portal.fields.TokensField()),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': 'entry of the search',
                'verbose_name_plural': 'entries of the search',
                'indexes': [models.Index(fields=['-dated', '-id'], name='search_newest'), models.Index(fields=['kind', '-dated', '-id'], name='search_newest_of_kind')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'object_id', 'language'), name='one_search_entry_per_page')],
            },
        ),
        migrations.CreateModel(
            name='SearchSpelling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=24)),
                ('word', models.CharField(max_length=24)),
            ],
            options={
                'verbose_name': 'spelling known to the search',
                'verbose_name_plural': 'spellings known to the search',
                'constraints': [models.UniqueConstraint(fields=('key', 'word'), name='one_spelling_per_word')],
            },
        ),
        migrations.RunPython(add, drop),
    ]
