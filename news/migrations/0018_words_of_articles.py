"""The index of the words of articles on PostgreSQL; SQLite reads them all, which few are."""

from django.db import migrations

# As django.contrib.postgres.search.SearchVector writes it: another expression would not be used.
ADD = """
CREATE INDEX article_words ON news_article
USING gin (to_tsvector('simple'::regconfig, COALESCE(folded, '')))
"""


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ADD)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX article_words")


class Migration(migrations.Migration):

    dependencies = [
        ("news", "0017_indexes_for_a_million_articles"),
    ]

    operations = [
        migrations.RunPython(add, drop),
    ]
