"""What judges of the demo write to authors: no sentence twice on one dossier."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

# By how good the dossier was: what the judge saw, and what the judge advises.
GOOD = (
    (
        "Ý tưởng rõ, đã có khách hàng thật.",
        "Số liệu bán thử thuyết phục.",
        "Nhóm hiểu sản phẩm và người trồng.",
        "Phần trình bày mạch lạc, số liệu có nguồn.",
        "Sản phẩm mẫu dùng được ngay, giá bán hợp lý.",
    ),
    (
        "Nên làm kỹ kế hoạch mở rộng vùng nguyên liệu.",
        "Cần tính thêm chi phí vận chuyển khi bán ra ngoài tỉnh.",
        "Nên đăng ký nhãn hiệu sớm.",
        "Hãy tìm thêm một kênh bán ngoài mạng xã hội.",
        "Cần dự phòng khi giá nguyên liệu tăng.",
    ),
)
FAIR = (
    (
        "Sản phẩm gắn với địa phương.",
        "Giải pháp khả thi, phần doanh thu năm đầu hơi lạc quan.",
        "Nhóm có kinh nghiệm làm nghề.",
        "Vấn đề nêu đúng, nhiều hộ cùng gặp.",
        "Quy trình làm ra sản phẩm đã rõ.",
    ),
    (
        "Cần bổ sung số liệu thị trường và chi phí.",
        "Nên nói rõ ai là khách hàng trả tiền và vì sao họ quay lại.",
        "Cần thử với một nhóm khách hàng nhỏ trước khi mua máy.",
        "Nên phân công lại việc bán hàng trong nhóm.",
        "Hãy so sánh giá với sản phẩm cùng loại ở chợ.",
    ),
)
WEAK = (
    (
        "Ý tưởng còn chung.",
        "Chưa thấy dự toán và người làm cụ thể.",
        "Điểm khác biệt so với sản phẩm cùng loại chưa rõ.",
        "Hồ sơ mô tả nhiều, ít số liệu.",
        "Chưa có sản phẩm mẫu để đánh giá.",
    ),
    (
        "Hãy bắt đầu từ một sản phẩm và một nhóm khách hàng.",
        "Nên bổ sung trước khi tham gia lần sau.",
        "Cần hỏi thử mười khách hàng và ghi lại câu trả lời.",
        "Nên mời thêm người biết về kỹ thuật vào nhóm.",
        "Hãy tính giá thành của một sản phẩm rồi mới đặt giá bán.",
    ),
)


def comments(quality: float, rng: Random) -> Iterator[str]:
    """Yield what one judge after the other writes on a dossier of this ``quality`` (0 to 1)."""
    grade = GOOD if quality > 0.8 else FAIR if quality > 0.6 else WEAK
    return cycle(_pairs(*(rng.sample(part, len(part)) for part in grade)))


def _pairs(seen: Sequence[str], advice: Sequence[str]) -> list[str]:
    """Every first sentence with every second one; neighbours share neither."""
    size = len(seen)
    return [
        f"{seen[place]} {advice[(place + shift) % size]}"
        for shift in range(size)
        for place in range(size)
    ]
