"""The first words that mean the same; staff keep them from then on."""

from portal.models import SearchSynonym

FIRST = (
    ("KNĐMST", "khởi nghiệp đổi mới sáng tạo"),
    ("ĐMST", "đổi mới sáng tạo"),
    ("startup", "doanh nghiệp khởi nghiệp"),
    ("HTX", "hợp tác xã"),
    ("SHTT", "sở hữu trí tuệ"),
    ("KH&CN", "khoa học và công nghệ", "khoa học công nghệ"),
    ("UBND", "ủy ban nhân dân"),
    ("HĐND", "hội đồng nhân dân"),
    ("DN", "doanh nghiệp"),
    ("DNNVV", "doanh nghiệp nhỏ và vừa", "SME"),
    ("OCOP", "mỗi xã một sản phẩm"),
    ("CNTT", "công nghệ thông tin"),
    ("CĐS", "chuyển đổi số"),
    ("TMĐT", "thương mại điện tử"),
    ("BTC", "ban tổ chức"),
    ("mentor", "cố vấn", "người hướng dẫn"),
    ("coworking", "khu làm việc chung"),
)


def load_synonyms():
    """Add the groups of which staff have no expression yet; return how many."""
    held = {line.lower() for group in SearchSynonym.objects.all() for line in group.expressions}
    new = [
        SearchSynonym(words="\n".join(group))
        for group in FIRST
        if held.isdisjoint(line.lower() for line in group)
    ]
    for row in new:
        row.save()
    return len(new)
