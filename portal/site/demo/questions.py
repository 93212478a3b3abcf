"""What a demo edition asks beyond the standard questions: one of every kind, and a final's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contests.enums import QuestionKind as Kind
from contests.models import Question, Section

if TYPE_CHECKING:
    from contests.models import Contest, Round

PLAN, FINAL = "ke-hoach", "thuyet-trinh"

_PLAN = [
    {
        "key": "lao-dong",
        "label": "Dự án đang có bao nhiêu lao động thường xuyên?",
        "help_text": "Tính cả thành viên nhóm, không tính lao động thời vụ.",
        "kind": Kind.NUMBER,
    },
    {
        "key": "ngay-bat-dau",
        "label": "Dự án được bắt đầu từ ngày nào?",
        "help_text": "Ngày làm mẻ hàng, bản mẫu hoặc buổi khảo sát đầu tiên.",
        "kind": Kind.DATE,
    },
    {
        "key": "kenh-ban",
        "label": "Sản phẩm, dịch vụ được bán qua những kênh nào?",
        "kind": Kind.MULTIPLE,
        "choices": "Chợ phiên, hội chợ\nHợp tác xã, thương lái\nSàn thương mại điện tử\nMạng xã hội\nCửa hàng đặc sản, siêu thị\nChưa bán",
    },
    {
        "key": "von-vay",
        "label": "Dự án có vay vốn không?",
        "kind": Kind.YES_NO,
    },
    {
        "key": "nguon-vay",
        "label": "Dự án vay ở đâu, lãi suất bao nhiêu?",
        "help_text": "Ví dụ: Quỹ hỗ trợ phụ nữ khởi nghiệp, 6,5 %/năm.",
        "kind": Kind.SHORT_TEXT,
        "max_characters": 150,
        "depends_on": "von-vay",
        "depends_values": "yes",
    },
    {
        "key": "so-tien-vay",
        "label": "Số tiền còn phải trả",
        "kind": Kind.MONEY,
        "depends_on": "von-vay",
        "depends_values": "yes",
    },
    {
        "key": "du-toan",
        "label": "Dự toán kinh phí theo hạng mục",
        "help_text": "Mỗi hạng mục một dòng. Cổng tự cộng cột tiền.",
        "kind": Kind.TABLE,
        "columns": "Hạng mục | chữ\nSố lượng | số\nThành tiền | tiền\nNguồn vốn | chữ",
        "max_rows": 12,
    },
    {
        "key": "bao-gia",
        "label": "Báo giá hoặc hợp đồng của hạng mục lớn nhất",
        "kind": Kind.FILE,
        "is_required": False,
    },
    {
        "key": "trang-gioi-thieu",
        "label": "Trang giới thiệu sản phẩm trên mạng",
        "kind": Kind.LINK,
        "is_required": False,
    },
]
_FINAL = [
    {
        "key": "nguoi-trinh-bay",
        "label": "Ai trình bày trước Hội đồng giám khảo?",
        "kind": Kind.SHORT_TEXT,
        "max_characters": 120,
    },
    {
        "key": "thiet-bi",
        "label": "Ban Tổ chức cần chuẩn bị thiết bị gì?",
        "kind": Kind.MULTIPLE,
        "choices": "Máy chiếu\nLoa, micro\nBàn trưng bày\nỔ cắm điện gần bàn",
        "is_required": False,
    },
    {
        "key": "mang-san-pham",
        "label": "Nhóm có mang sản phẩm mẫu đến không?",
        "kind": Kind.YES_NO,
    },
    {
        "key": "san-pham-mang",
        "label": "Sản phẩm mẫu là gì, cần bao nhiêu chỗ?",
        "kind": Kind.SHORT_TEXT,
        "depends_on": "mang-san-pham",
        "depends_values": "yes",
    },
    {
        "key": "tien-trien",
        "label": "Từ khi nộp hồ sơ, dự án đã tiến thêm được gì?",
        "help_text": "Khách hàng mới, doanh thu, sản phẩm đã sửa theo góp ý.",
        "kind": Kind.LONG_TEXT,
        "max_words": 200,
    },
]


def add(contest: Contest) -> None:
    """Ask every kind of question in a section of its own, and the finalists some more."""
    last = contest.sections.order_by("-order").values_list("order", flat=True).first() or 0
    _section(
        _PLAN,
        contest=contest,
        slug=PLAN,
        title="Kế hoạch và dự toán",
        intro="Số liệu thật của dự án, kể cả khi còn nhỏ. Giám khảo đối chiếu với phần tài chính.",
        order=last + 1,
    )
    final: Round | None = contest.rounds.order_by("order").last()
    if final is not None and final.is_final:
        _section(
            _FINAL,
            contest=contest,
            slug=FINAL,
            title="Chuẩn bị thuyết trình",
            intro="Chỉ dành cho hồ sơ vào vòng chung kết. Giám khảo đọc phần này trước buổi chấm.",
            order=last + 2,
            opens_in=final,
        )


def _section(rows: list[dict[str, object]], **fields: object) -> None:
    section = Section.objects.create(**fields)
    made: dict[object, Question] = {}
    for order, row in enumerate(rows, start=1):
        parent = made.get(row.get("depends_on"))
        question = Question(section=section, order=order, **(row | {"depends_on": parent}))
        question.full_clean()
        question.save()
        made[question.key] = question
