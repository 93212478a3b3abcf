"""Create the ten groups that stand for the roles of the office."""

from django.db import migrations

ROLES = [
    "Quản trị hệ thống",
    "Thư ký cuộc thi",
    "Ban Tổ chức",
    "Giám khảo",
    "Biên tập viên",
    "Duyệt tin",
    "Cán bộ đào tạo",
    "Quản lý khu làm việc chung",
    "Hiệp hội doanh nghiệp",
    "Đơn vị đề cử",
]


def create_roles(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    for name in ROLES:
        group.objects.get_or_create(name=name)


def remove_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [migrations.RunPython(create_roles, remove_roles)]
