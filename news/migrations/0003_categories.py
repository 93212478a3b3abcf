"""Create the eight columns of the news."""

from django.db import migrations

CATEGORIES = [
    ("hoat-dong-cua-tinh", "Hoạt động của tỉnh"),
    ("cuoc-thi", "Cuộc thi"),
    ("dao-tao-tap-huan", "Đào tạo, tập huấn"),
    ("guong-khoi-nghiep", "Gương khởi nghiệp"),
    ("chinh-sach-moi", "Chính sách mới"),
    ("ket-noi-dau-tu", "Kết nối đầu tư"),
    ("trong-nuoc-quoc-te", "Trong nước, quốc tế"),
    ("thong-bao", "Thông báo"),
]


def create_categories(apps, schema_editor):
    category = apps.get_model("news", "Category")
    for order, (slug, name) in enumerate(CATEGORIES, start=1):
        category.objects.get_or_create(slug=slug, defaults={"name": name, "order": order})


def remove_categories(apps, schema_editor):
    apps.get_model("news", "Category").objects.filter(
        slug__in=[slug for slug, _name in CATEGORIES], articles=None
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("news", "0002_initial")]

    operations = [migrations.RunPython(create_categories, remove_categories)]
