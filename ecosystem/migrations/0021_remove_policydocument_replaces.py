"""What a document replaces is one of its relations now (0026)."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('ecosystem', '0020_replaces_become_relations'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='policydocument',
            name='replaces',
        ),
    ]
