"""Rounds on their way to a result, and what their history says."""

from auditlog.models import LogEntry
from django.utils import timezone

from contests.domain import rounds
from portal.audit import SYSTEM
from tests.factories.results import award_by_rank


def verbs_of(obj):
    lines = LogEntry.objects.get_for_object(obj).order_by("pk")
    return [line.additional_data["verb"] for line in lines if line.additional_data]


def minutes(**kwargs):
    return {
        "reason": "Ưu tiên dự án đã có sản phẩm",
        "number": "05/BB-HĐGK",
        "issued_on": timezone.localdate(),
        "signer": "Lý Văn Chủ",
        **kwargs,
    }


def proposed(round_):
    rounds.close_round(round_, actor=SYSTEM)
    if round_.is_final:
        award_by_rank(round_)
    return rounds.propose_round(round_, actor=SYSTEM)
