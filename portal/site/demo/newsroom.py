"""Invented work of the newsroom: articles on their way, a correction, a report, questions and answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from news.domain import articles, corrections, questions
from news.domain.revisions import keep_as_it_is
from news.models import Article, Category, MediaCoverage, ReaderQuestion

if TYPE_CHECKING:
    from portal.models import User

NOTE = "Dữ liệu minh họa"
BODY = "<p>Bài viết này chỉ để minh họa các bước của ban biên tập.</p>"
LEAD = "Bài minh họa: xem cách một tin đi từ bản nháp qua duyệt đến bạn đọc, và được gỡ đúng giờ."
# title, text, answer, unit; the last one waits for its answer
QUESTIONS = (
    (
        "Học sinh trung học phổ thông có được dự thi không?",
        "Em học lớp 11 và muốn dự thi cùng thầy giáo. Em cần chuẩn bị gì?",
        (
            "Điều kiện dự thi của từng mùa ghi trong thể lệ. Người chưa đủ tuổi cần có ý kiến đồng ý "
            "của cha, mẹ hoặc người giám hộ; mẫu giấy có sẵn trong hồ sơ dự thi."
        ),
    ),
    (
        "Đặt phòng họp ở khu làm việc chung thế nào?",
        "Nhóm tôi có năm người, cần phòng họp một buổi chiều.",
        (
            "Bạn tìm phòng trống ở mục Khu làm việc chung, chọn giờ và gửi yêu cầu; cán bộ khu làm "
            "việc chung trả lời qua thư điện tử."
        ),
    ),
    ("Dự án của tôi có được hỗ trợ bảo hộ nhãn hiệu không?", "Chúng tôi làm mật ong.", ""),
)


def make(*, staff: dict[str, User]) -> bool:
    """Put an article into every state, once; return whether something was made."""
    if Article.objects.filter(origin="demo:draft").exists():
        return False
    author, approver = staff["bientap"], staff["duyetbai"]
    _on_their_way(author, approver)
    _corrected(author, approver)
    MediaCoverage.objects.create(
        title="Bài báo minh họa về sản phẩm đoạt giải",
        outlet="Báo Lạng Sơn",
        published_on=timezone.localdate() - timedelta(days=30),
        url="https://baolangson.vn/",
        note="Dòng này chỉ để minh họa: mỗi bài báo là một liên kết kèm vài lời của cổng.",
        permission="Chỉ dẫn liên kết",
    )
    for title, text, answer in QUESTIONS:
        _question(title, text, answer, actor=approver)
    return True


def _article(key: str, title: str, author: User) -> Article:
    article = Article.objects.create(
        origin=f"demo:{key}",
        title=f"{title} (minh họa)",
        lead=LEAD,
        body=BODY,
        category=Category.objects.get(slug="thong-bao"),
        kind="announcement",
        author_name="Ban biên tập",
        source=NOTE,
        created_by=author,
    )
    keep_as_it_is(article)
    return article


def _on_their_way(author: User, approver: User) -> None:
    now = timezone.now()
    returned = _article("draft", "Lịch tập huấn quý tới", author)
    articles.submit_for_review(returned, actor=author)
    articles.return_to_author(returned, actor=approver, reason="Bổ sung địa điểm từng lớp.")
    articles.add_comment(returned, actor=author, text="Đang hỏi lại các xã, sẽ bổ sung.")
    waiting = _article("in-review", "Mời gửi câu chuyện khởi nghiệp", author)
    articles.submit_for_review(waiting, actor=author)
    coming = _article("scheduled", "Sắp mở đăng ký dùng phòng trưng bày", author)
    articles.submit_for_review(coming, actor=author)
    articles.approve(coming, actor=approver)
    articles.schedule(
        coming,
        actor=approver,
        published_at=now + timedelta(days=3),
        withdraw_at=now + timedelta(days=33),
    )


def _corrected(author: User, approver: User) -> None:
    article = _article("corrected", "Khu làm việc chung mở cửa cả thứ Bảy", author)
    articles.submit_for_review(article, actor=author)
    articles.approve(article, actor=approver)
    article = articles.publish(article, actor=approver)
    corrections.add_correction(
        article, actor=approver, text="Bản đầu ghi giờ mở cửa là 7 giờ; đúng là 8 giờ."
    )


def _question(title: str, text: str, answer: str, *, actor: User) -> ReaderQuestion:
    asked = questions.Asked(title=title, text=text, name="Người hỏi minh họa")
    question = questions.ask(asked)
    if not answer:
        return question
    unit = "Sở Khoa học và Công nghệ tỉnh Lạng Sơn"
    question = questions.answer_question(question, actor=actor, answer=answer, answered_by=unit)
    return questions.publish_question(question, actor=actor)
