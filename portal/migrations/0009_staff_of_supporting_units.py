"""The role of those who answer requests for support, and the consent that lets them read one."""

from django.db import migrations, models

ROLE = "Cán bộ đơn vị hỗ trợ"


def create_role(apps, schema_editor):
    apps.get_model("auth", "Group").objects.get_or_create(name=ROLE)


def remove_role(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name=ROLE).delete()


class Migration(migrations.Migration):
    dependencies = [("portal", "0008_consent_to_name_a_judge")]

    operations = [
        migrations.AlterField(
            model_name="consent",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("contest", "Taking part in the contest"),
                    ("publication", "Publishing names and the project"),
                    ("contact", "Contact by partners"),
                    ("declaration", "Declaration that the dossier is true"),
                    ("guardian", "Consent of the legal representative"),
                    ("child", "Consent of the person below the age"),
                    ("confidentiality", "Judge's pledge of confidentiality"),
                    ("judge_name", "Naming a member of the jury"),
                    ("service", "Reading a request for a support service"),
                ],
                max_length=20,
                verbose_name="purpose",
            ),
        ),
        migrations.RunPython(create_role, remove_role),
    ]
