"""Carry “replaces” over into relations, and give every document its key and search column anew."""

from django.db import migrations

from portal.text import fold

# As the search column says them when this migration was written.
KIND_WORDS = {"NQ": "Nghị quyết", "QD": "Quyết định", "KH": "Kế hoạch", "TB": "Thông báo"}


def carry_over(apps, schema_editor):
    document = apps.get_model("ecosystem", "PolicyDocument")
    relation = apps.get_model("ecosystem", "DocumentRelation")
    pairs = document.replaces.through.objects.values_list(
        "from_policydocument_id", "to_policydocument_id"
    )
    relation.objects.bulk_create(
        relation(source_id=newer, kind="replaces", target_id=older)
        for newer, older in pairs
        if newer != older
    )
    for row in document.objects.all():
        short = row.number.lstrip("0")
        words = f"{KIND_WORDS.get(row.kind, '')} {short}"
        row.number_key = fold(short)
        row.folded = fold(" ".join((row.number, words, row.subject, row.issuer, row.signer)))
        row.save(update_fields=["number_key", "folded"])


def carry_back(apps, schema_editor):
    document = apps.get_model("ecosystem", "PolicyDocument")
    relation = apps.get_model("ecosystem", "DocumentRelation")
    through = document.replaces.through
    through.objects.bulk_create(
        through(from_policydocument_id=newer, to_policydocument_id=older)
        for newer, older in relation.objects.filter(kind="replaces").values_list("source", "target")
    )


class Migration(migrations.Migration):

    dependencies = [("ecosystem", "0019_documents_with_words_and_relations")]

    operations = [migrations.RunPython(carry_over, carry_back)]
