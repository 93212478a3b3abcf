"""Give the eight columns of the news their English names, where staff wrote none."""

from django.db import migrations

NAMES = {
    "hoat-dong-cua-tinh": "News of the province",
    "cuoc-thi": "Contest",
    "dao-tao-tap-huan": "Training",
    "guong-khoi-nghiep": "Success stories",
    "chinh-sach-moi": "New policies",
    "ket-noi-dau-tu": "Investment connections",
    "trong-nuoc-quoc-te": "In Vietnam and abroad",
    "thong-bao": "Announcements",
}


def name_categories(apps, schema_editor):
    for slug, name in NAMES.items():
        rows = apps.get_model("news", "Category").objects.filter(slug=slug, name_en="")
        rows.update(name_en=name)


class Migration(migrations.Migration):
    dependencies = [("news", "0015_english_of_categories")]

    # The way back drops the column: there is nothing to take out of it before.
    operations = [migrations.RunPython(name_categories, migrations.RunPython.noop)]
