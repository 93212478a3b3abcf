"""Where a picture is cut around."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0010_questions_from_the_public'),
    ]

    operations = [
        migrations.AddField(
            model_name='mediaimage',
            name='focus_x',
            field=models.PositiveSmallIntegerField(default=50, help_text='Where what matters is; kept when the picture is cut to a shape.', validators=[django.core.validators.MaxValueValidator(100)], verbose_name='focus, from the left in per cent'),
        ),
        migrations.AddField(
            model_name='mediaimage',
            name='focus_y',
            field=models.PositiveSmallIntegerField(default=50, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='focus, from the top in per cent'),
        ),
    ]
