"""The groups that the province's plans name."""

from django.db import migrations

GROUPS = (
    ("can-bo-cong-chuc", "Cán bộ, công chức, viên chức"),
    ("doan-vien-thanh-nien", "Đoàn viên, thanh niên"),
    ("phu-nu", "Phụ nữ"),
    ("hoc-sinh-sinh-vien", "Học sinh, sinh viên"),
    ("doanh-nghiep", "Doanh nghiệp, hợp tác xã, hộ kinh doanh"),
    ("nhom-du-an", "Nhóm dự án khởi nghiệp"),
    ("doi-tuong-khac", "Đối tượng khác"),
)


def make(apps, schema_editor):
    audience = apps.get_model("training", "Audience")
    for order, (slug, name) in enumerate(GROUPS, start=1):
        audience.objects.get_or_create(slug=slug, defaults={"name": name, "order": order})


def unmake(apps, schema_editor):
    slugs = [slug for slug, _name in GROUPS]
    apps.get_model("training", "Audience").objects.filter(slug__in=slugs, courses=None).delete()


class Migration(migrations.Migration):
    dependencies = [("training", "0002_courses_and_classes")]

    operations = [migrations.RunPython(make, unmake)]
