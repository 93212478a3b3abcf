from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('training', '0011_trainer_links_and_attendance_lists'),
    ]

    operations = [
        migrations.AlterField(
            model_name='attendance',
            name='source',
            field=models.CharField(choices=[('list', 'Marked in the list'), ('all', 'Marked with “all present”'), ('ticket', 'Ticket scanned'), ('self', 'By the trainee, with the code on the screen'), ('door', 'Registered at the door'), ('file', 'Imported from a list')], max_length=10, verbose_name='recorded through'),
        ),
    ]
