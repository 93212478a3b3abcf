"""Values of nobody, to show what a template makes of them."""

from __future__ import annotations

from typing import Any

from contests.domain.official.placeholders import Shape, shape_of

_ITEMS = 3
# By the last part of a placeholder's name; what is not here shows its meaning.
_EXAMPLES = {
    "superior": "ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN",
    "body": "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
    "issuer": "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
    "symbol": "SKHCN",
    "place": "Lạng Sơn",
    "date": "ngày 05 tháng 3 năm 2026",
    "authority": "KT. GIÁM ĐỐC",
    "signer_title": "PHÓ GIÁM ĐỐC",
    "signer_name": "Nguyễn Văn A",
    "clerk_title": "THƯ KÝ",
    "clerk_name": "Trần Thị B",
    "contest": "Cuộc thi Khởi nghiệp đổi mới sáng tạo tỉnh Lạng Sơn năm 2026",
    "year": "2026",
    "round": "Vòng chung kết",
    "reference": "LS26-0001-K",
    "project": "Trà hoa hồi Xứ Lạng",
    "authors": "Hoàng Thị C, Vi Văn D",
    "organization": "Hợp tác xã Hồi Xứ Lạng",
    "locality": "Xã Văn Quan",
    "field": "Nông nghiệp",
    "presenter": "Hoàng Thị C",
    "judge": "Lý Văn E",
    "name": "Lý Văn E",
    "prize": "Giải Nhất",
    "family": "Giải thưởng của Cuộc thi",
    "amount": "30.000.000",
    "source": "Ngân sách nhà nước",
    "funding": "Ngân sách nhà nước",
    "total_amount": "30.000.000",
    "total_words": "Ba mươi triệu đồng",
    "decision": "1234/QĐ-UBND",
    "decided_on": "ngày 05 tháng 3 năm 2026",
    "mean": "82,5",
    "rank": "1",
    "points": "18,5",
    "maximum": "25",
    "weight": "1",
    "highest": "100",
    "label": "TC1",
    "address": "https://khoinghiep.example/giam-khao/",
    "qr": "https://khoinghiep.example/giam-khao/",
}
_FLAGS = {"is_blank": True, "is_last": False, "has_abstained": True}


def demo_values(kind: str) -> dict[str, Any]:
    """Return values of a paper of ``kind``: three of everything that repeats."""
    values = _filled(shape_of(kind), "")
    assert isinstance(values, dict)  # noqa: S101 -- a paper is a group of values
    return values


def _filled(shape: Shape, name: str) -> Any:
    if shape.group is not None:
        return {key: _filled(inner, key) for key, inner in shape.group.items()}
    if shape.items is not None:
        return [_filled(shape.items, name) for _place in range(_ITEMS)]
    if name in _FLAGS:
        return _FLAGS[name]
    return (
        "01" if name in {"number", "total"} else _EXAMPLES.get(name) or str(shape.meaning or name)
    )
