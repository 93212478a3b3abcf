"""Judges' pages: their addresses, what is typed on them, what they cost."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.contests import RoundEntryFactory, SnapshotFactory

CONTENT = {
    "title": "Trà hoa hồi",
    "division": "Dự án",
    "field": "Nông nghiệp",
    "applicant_type": "group",
    "contact": {"name": "Lý Thị Hoa", "phone": "0912345678", "email": "hoa@vidu.vn"},
    "members": [{"full_name": "Vi Văn Nam", "role": "Kỹ thuật", "phone": "0987654321"}],
    "organization": {"name": "HTX Hoa Hồi", "tax_code": "4900123456"},
    "sections": [
        {
            "slug": "tom-tat",
            "title": "Tóm tắt",
            "answers": [
                {"key": "a", "label": "Ý tưởng", "kind": "long_text", "value": "Trà thảo mộc"},
                {"key": "b", "label": "Vốn", "kind": "money", "value": "30000000"},
                {"key": "c", "label": "Số người", "kind": "number", "value": "12.5"},
                {"key": "d", "label": "Ngày lập", "kind": "date", "value": "2026-03-05"},
                {"key": "e", "label": "Đã bán", "kind": "yes_no", "value": "yes"},
                {"key": "f", "label": "Trang", "kind": "link", "value": "https://vidu.vn"},
                {"key": "g", "label": "Sai", "kind": "number", "value": "nhiều"},
                {
                    "key": "h",
                    "label": "Kín",
                    "kind": "short_text",
                    "value": "BÍ MẬT",
                    "visible_to_judges": False,
                },
            ],
        },
        {
            "slug": "kin",
            "title": "Mục kín",
            "answers": [{"label": "x", "value": "y", "visible_to_judges": False}],
        },
    ],
    "video_url": "https://video.vidu.vn/1",
    "attachments": [],
}


def entry_of(round_, **content):
    entry = RoundEntryFactory(round=round_)
    entry.snapshot = SnapshotFactory(application=entry.application, content=CONTENT | content)
    entry.save()
    return entry


def url(name, assignment, *extra):
    round_, application = assignment.entry.round, assignment.entry.application
    return reverse(
        f"contests:{name}", args=[round_.contest.year, round_.slug, application.public_id, *extra]
    )


def round_url(name, assignment):
    return reverse(
        f"contests:{name}", args=[assignment.entry.round.contest.year, assignment.entry.round.slug]
    )


def typed(assignment, *points, version=0, action="draft", **extra):
    criteria = assignment.entry.round.criteria.order_by("order")
    values = {f"points_{c.pk}": p for c, p in zip(criteria, points, strict=True)}
    return {"version": version, "action": action, **values, **extra}


def count_queries(client, page):
    """How many statements opening ``page`` takes."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)
