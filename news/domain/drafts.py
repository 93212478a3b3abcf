"""Drafts that other parts of the portal ask for; editors finish and approve them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.html import format_html, format_html_join

from news.models import Article, Category

if TYPE_CHECKING:
    from collections.abc import Iterable

RESULTS_CATEGORY = "cuoc-thi"


@transaction.atomic
def draft_results_article(
    *,
    origin: str,
    year: int,
    contest_title: str,
    round_name: str,
    decision_number: str,
    results_url: str,
    awards: Iterable[tuple[str, str, str]] = (),
    advanced_count: int = 0,
) -> Article:
    """Draft the news of published results, once per ``origin``; editors finish and approve it."""
    awards = list(awards)
    if awards:
        title = f"Kết quả {contest_title}"
        lead = f"{contest_title} đã có kết quả chung cuộc, được công nhận tại văn bản số {decision_number}, với {len(awards):02d} giải thưởng."
        rows = format_html_join(
            "", "<li>{}: {}{}</li>", ((p, t, f" – {a}" if a else "") for p, t, a in awards)
        )
        body = format_html(
            '<p>Danh sách dự án đạt giải:</p><ul>{}</ul><p>Xem bảng kết quả đầy đủ tại <a href="{}">trang kết quả</a>.</p>',
            rows,
            results_url,
        )
    else:
        title = f"Kết quả {round_name.lower()} {contest_title}"
        lead = f"{round_name} {contest_title} đã có kết quả theo văn bản số {decision_number}: {advanced_count:02d} hồ sơ vào vòng tiếp theo."
        body = format_html(
            '<p>Danh sách hồ sơ theo mã có tại <a href="{}">trang kết quả</a>.</p>', results_url
        )
    article, _created = Article.objects.get_or_create(
        origin=origin,
        defaults={
            "title": title[:200],
            "lead": lead,
            "body": body,
            "category": Category.objects.get(slug=RESULTS_CATEGORY),
            "contest_year": year,
            "author_name": "Tổ Thư ký cuộc thi",
        },
    )
    return article
