"""Sixty searches with what each must find, first and in all: the same on both databases."""

from datetime import UTC, date, datetime

import pytest

from ecosystem.enums import DocumentKind
from news.models import Article, Category
from portal.models import SearchSynonym
from portal.search import index, vocabulary
from portal.site.search import Search
from tests.factories.ecosystem import (
    OrganizationFactory,
    PolicyDocumentFactory,
    StartupFactory,
)
from tests.factories.training import CourseFactory

pytestmark = pytest.mark.django_db

CONTEST_NEWS = "Cuộc thi khởi nghiệp đổi mới sáng tạo năm 2024"
FESTIVAL = "Ngày hội khởi nghiệp xứ Lạng"
PORK = "Heo khô mác mật"
PORK_NEWS = "Sản phẩm heo khô mác mật vào siêu thị"
ANISE = "Tinh dầu hồi Văn Quan"
GUILD = "Hội Thêu thổ cẩm Bắc Sơn"
UNION = "Hiệp hội Doanh nghiệp tỉnh"
DEPARTMENT = "Sở Khoa học và Công nghệ"
COOP = "Hợp tác xã Na Chi Lăng"
COOP_SHORT = "HTX Bình Gia"
CLASS = "Lớp sở hữu trí tuệ cho hợp tác xã"
HOA = "Bánh hòa hiệp"
THUY = "Gốm Thúy Sơn"
PLAN = "Kế hoạch 201/KH-UBND"
PLAN_2 = "Kế hoạch 21/KH-UBND"
RESOLUTION = "Nghị quyết 07/2022/NQ-HĐND"
BUN = "Bún ngô Tràng Định"
NEARLY = "Bùn khoáng Tràng Định"
DAU = "Đậu nành Đình Lập"


@pytest.fixture
def world():
    """A small portal; what is written later is newer."""
    news = Category.objects.first() or Category.objects.create(name="Tin", slug="tin")

    def article(day, title, lead):
        Article.objects.create(
            category=news,
            title=title,
            lead=lead,
            body="",
            state="published",
            published_at=datetime(2024, 1, day, tzinfo=UTC),
        )

    article(1, CONTEST_NEWS, "Ban tổ chức nhận 30 hồ sơ dự thi của thanh niên.")
    article(2, FESTIVAL, "Nơi gặp gỡ của cố vấn và nhà đầu tư, theo Kế hoạch 201/KH-UBND.")
    article(3, PORK_NEWS, "Đại diện hội doanh nghiệp trẻ và hợp tác xã tham dự.")
    StartupFactory(name=PORK, summary="Thịt lợn sấy với lá mác mật", is_public=True)
    StartupFactory(name=ANISE, summary="Chưng cất tinh dầu từ quả hồi", is_public=True)
    StartupFactory(name=BUN, summary="Sợi bún làm từ ngô nếp", is_public=True)
    StartupFactory(name=NEARLY, summary="Chăm sóc da", is_public=True)
    StartupFactory(name=HOA, summary="Bánh truyền thống", is_public=True)
    StartupFactory(name=THUY, summary="Đồ gốm thủ công", is_public=True)
    StartupFactory(name=DAU, summary="Sữa hạt", is_public=True)
    OrganizationFactory(name=GUILD, summary="Nghề thêu của phụ nữ")
    OrganizationFactory(name=UNION, summary="Tiếng nói của doanh nghiệp")
    OrganizationFactory(name=DEPARTMENT, short_name="Sở KH&CN", summary="Đầu mối của cổng")
    OrganizationFactory(name=COOP, summary="Trồng na trên núi đá")
    OrganizationFactory(name=COOP_SHORT, summary="Cung ứng quế và hồi")
    CourseFactory(name=CLASS, summary="Bảo hộ nhãn hiệu")
    PolicyDocumentFactory(
        number="201/KH-UBND",
        kind=DocumentKind.PLAN,
        subject="Hỗ trợ hệ sinh thái khởi nghiệp đổi mới sáng tạo đến năm 2025",
        issued_on=date(2020, 12, 23),
    )
    PolicyDocumentFactory(
        number="21/KH-UBND",
        kind=DocumentKind.PLAN,
        subject="Thay cho 201/KH-UBND trong năm 2024",
        issued_on=date(2024, 1, 15),
    )
    PolicyDocumentFactory(
        number="07/2022/NQ-HĐND",
        kind=DocumentKind.RESOLUTION,
        subject="Chính sách hỗ trợ nông nghiệp",
        issued_on=date(2022, 7, 8),
    )
    for words in (
        "KNĐMST\nkhởi nghiệp đổi mới sáng tạo",
        "HTX\nhợp tác xã",
        "SHTT\nsở hữu trí tuệ",
    ):
        SearchSynonym.objects.create(words=words)
    index.rebuild()
    vocabulary.forget()


# What is typed: what stands first, and how many are found.
TABLE = [
    # without marks, in any case, as Unicode lets it be written
    ("khoi nghiep", FESTIVAL, 3),
    ("khởi nghiệp", FESTIVAL, 3),
    ("KHỞI NGHIỆP", FESTIVAL, 3),
    ("KHOI NGHIEP", FESTIVAL, 3),
    ("kho\u031bo\u0309i nghie\u0323\u0302p", FESTIVAL, 3),
    ("kho\u031b\u0309i nghie\u0302\u0323p", FESTIVAL, 3),
    ("nghiep khoi", FESTIVAL, 3),
    ("  khởi   nghiệp ", FESTIVAL, 3),
    ("doi moi", CONTEST_NEWS, 2),
    ("đổi mới", CONTEST_NEWS, 2),
    ("đổi mới sáng tạo", CONTEST_NEWS, 2),
    ("Đổi Mới Sáng Tạo 2024", CONTEST_NEWS, 1),
    # a name is before the news of it, whatever is newer
    ("heo kho mac mat", PORK, 2),
    ("heo khô mác mật", PORK, 2),
    ("HEO KHO", PORK, 2),
    ("mac mat", PORK_NEWS, 2),
    ("lá mác mật", PORK, 1),
    ("bun ngo", BUN, 1),
    ("so khoa hoc va cong nghe", DEPARTMENT, 1),
    ("sở kh&cn", DEPARTMENT, 1),
    ("so khcn", DEPARTMENT, 1),
    # as it is written comes first
    ("hồi", ANISE, 6),
    ("hội", GUILD, 6),
    ("hoi", GUILD, 6),
    ("bún", BUN, 2),
    ("bùn", NEARLY, 2),
    ("tinh dầu", ANISE, 1),
    ("tinh dau hoi", ANISE, 1),
    # d and đ
    ("dau nanh dinh lap", DAU, 1),
    ("Đậu nành", DAU, 1),
    ("đình lập", DAU, 1),
    ("trang dinh", NEARLY, 2),
    # where the tone stands
    ("hoà hiệp", HOA, 1),
    ("hòa hiệp", HOA, 1),
    ("hoa hiep", HOA, 1),
    ("thuý sơn", THUY, 1),
    ("thúy sơn", THUY, 1),
    ("THUÝ", THUY, 1),
    # numbers of documents
    ("201/KH-UBND", PLAN, 3),
    ("201 kh ubnd", PLAN, 3),
    ("201/kh", PLAN, 3),
    ("201", PLAN, 3),
    ("kế hoạch 201", PLAN, 3),
    ("kh-ubnd", PLAN_2, 3),
    ("07/2022/NQ-HĐND", RESOLUTION, 1),
    ("7/2022/nq-hdnd", RESOLUTION, 1),
    ("nghi quyet 07", RESOLUTION, 1),
    # phrases
    ('"doanh nghiệp"', UNION, 2),
    ('"nghiệp khởi"', None, 0),
    ('"cố vấn và nhà đầu tư"', FESTIVAL, 1),
    ("“mác mật” siêu thị", PORK_NEWS, 1),
    # synonyms
    ("KNĐMST", CONTEST_NEWS, 2),
    ("htx", COOP_SHORT, 4),
    ("hop tac xa", COOP, 4),
    ("shtt", CLASS, 1),
    # half typed, and slips
    ("khoi ngh", FESTIVAL, 3),
    ("khoi nghep", FESTIVAL, 3),
    ("heo kho mca mat", PORK, 2),
    ("doanh nghiepp", UNION, 2),
    ("tau vu tru", None, 0),
]


def test_there_are_sixty():
    assert len(TABLE) == len({typed for typed, _first, _number in TABLE}) == 60


def test_each_search_finds_what_it_should_and_this_first(world):
    found = {}
    for typed, _first, _number in TABLE:
        search = Search(typed)
        hits = search.hits
        found[typed] = (hits[0].title if hits else None, search.total)
        assert len(hits) == search.total

    assert found == {typed: (first, number) for typed, first, number in TABLE}
