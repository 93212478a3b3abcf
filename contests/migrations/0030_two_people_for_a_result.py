import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

HELP = 'Results then pass two pairs of eyes. Stands from the publication of the edition on.'
NAME = 'two people: who records an approval does not publish it'


class Migration(migrations.Migration):
    """Editions that exist keep to one person, as they were set up; new ones ask for two."""

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('contests', '0029_paper_sheets'),
    ]

    operations = [
        migrations.AddField(
            model_name='contest',
            name='separates_publisher',
            field=models.BooleanField(default=False, help_text=HELP, verbose_name=NAME),
        ),
        migrations.AlterField(
            model_name='contest',
            name='separates_publisher',
            field=models.BooleanField(default=True, help_text=HELP, verbose_name=NAME),
        ),
        migrations.AddField(
            model_name='round',
            name='approved_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approval recorded by'),
        ),
    ]
