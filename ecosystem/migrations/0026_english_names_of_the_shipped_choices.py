"""Give the fields, kinds of support and topics that the project ships their English names, where staff wrote none."""

from django.db import migrations

NAMES = {
    "Field": {
        "nong-nghiep": "Agriculture",
        "dich-vu": "Services",
        "du-lich": "Tourism",
        "che-bien-nong-lam-san": "Processing of farm and forest products",
        "cong-nghiep": "Industry and supporting industries",
        "thuong-mai-logistics": "Border trade and logistics",
        "cong-nghe-thong-tin": "Information technology and digital transformation",
        "cong-nghe-sinh-hoc": "Biotechnology and medicinal plants",
        "moi-truong-nang-luong": "Environment and clean energy",
        "giao-duc-dao-tao": "Education and training",
        "y-te-lam-dep": "Health and beauty",
        "tac-dong-xa-hoi": "Social impact",
        "linh-vuc-khac": "Other fields",
    },
    "SupportKind": {
        "tu-van-phap-ly": "Legal advice",
        "co-van-huong-dan": "Mentoring and guidance",
        "dao-tao-tap-huan": "Training",
        "cho-lam-viec": "Workplaces and meeting rooms",
        "ket-noi-dau-tu": "Investment connections",
        "von-tai-tro": "Capital and grants",
        "uom-tao": "Incubation and business acceleration",
        "ket-noi-thi-truong": "Access to markets and buyers",
        "so-huu-tri-tue": "Intellectual property",
        "cong-nghe-thu-nghiem": "Technology and testing",
        "truyen-thong": "Media and promotion",
        "dich-vu-kinh-doanh": "Business services",
    },
    "DocumentTopic": {
        "khoi-nghiep-doi-moi-sang-tao": "Innovative startups",
        "doanh-nghiep-nho-va-vua": "Small and medium-sized enterprises",
        "phu-nu-khoi-nghiep": "Women starting up",
        "hoc-sinh-sinh-vien-khoi-nghiep": "Pupils and students starting up",
    },
}


def name_choices(apps, schema_editor):
    for model, names in NAMES.items():
        for slug, name in names.items():
            rows = apps.get_model("ecosystem", model).objects.filter(slug=slug, name_en="")
            rows.update(name_en=name)


class Migration(migrations.Migration):
    dependencies = [("ecosystem", "0025_english_of_choices")]

    # The way back drops the column: there is nothing to take out of it before.
    operations = [migrations.RunPython(name_choices, migrations.RunPython.noop)]
