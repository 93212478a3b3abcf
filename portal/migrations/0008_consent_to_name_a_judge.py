from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0007_issued_documents'),
    ]

    operations = [
        migrations.AlterField(
            model_name='consent',
            name='purpose',
            field=models.CharField(choices=[('contest', 'Taking part in the contest'), ('publication', 'Publishing names and the project'), ('contact', 'Contact by partners'), ('declaration', 'Declaration that the dossier is true'), ('guardian', 'Consent of the legal representative'), ('child', 'Consent of the person below the age'), ('confidentiality', "Judge's pledge of confidentiality"), ('judge_name', 'Naming a member of the jury')], max_length=20, verbose_name='purpose'),
        ),
    ]
