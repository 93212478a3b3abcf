from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contests', '0030_two_people_for_a_result'),
    ]

    operations = [
        migrations.AddField(
            model_name='prize',
            name='unawarded_places',
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='places left without a winner'),
        ),
    ]
