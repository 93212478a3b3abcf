from django.db import migrations, models

SEXES = [('female', 'Female'), ('male', 'Male'), ('other', 'Other'), ('untold', 'I would rather not say')]


class Migration(migrations.Migration):

    dependencies = [
        ('contests', '0032_petitions_on_paper'),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='contact_sex',
            field=models.CharField(blank=True, choices=SEXES, max_length=6, verbose_name='sex'),
        ),
        migrations.AddField(
            model_name='teammember',
            name='sex',
            field=models.CharField(blank=True, choices=SEXES, max_length=6, verbose_name='sex'),
        ),
    ]
