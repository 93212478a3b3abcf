"""What staff keep for the search, and what was looked for in vain in the last days."""

from datetime import timedelta

from django.utils import timezone

from portal.models import MissedSearch, PromotedAnswer

ANSWERS = (
    ("Nộp hồ sơ dự thi", "/ho-so/", "Soạn, nộp và theo dõi hồ sơ của đội.", "nộp hồ sơ\ndự thi\nđăng ký dự thi"),
    ("Tôi được hỗ trợ gì?", "/chinh-sach-ho-tro/tim/", "Sáu câu hỏi, rồi tới chính sách phù hợp.", "hỗ trợ\nxin hỗ trợ\nvay vốn"),
)  # fmt: skip
MISSES = (("quy dau tu thien than", 9), ("dang ky nhan hieu tap the", 6), ("truy xuat nguon goc blockchain", 2))  # fmt: skip


def make():
    """Return how many answers were made; nothing when they stand already."""
    if PromotedAnswer.objects.exists():
        return 0
    for title, url, text, words in ANSWERS:
        PromotedAnswer.objects.create(title=title, url=url, text=text, words=words)
    today = timezone.localdate()
    for days, (words, count) in enumerate(MISSES):
        MissedSearch.objects.get_or_create(
            words=words, day=today - timedelta(days=days), defaults={"count": count}
        )
    return len(ANSWERS)
