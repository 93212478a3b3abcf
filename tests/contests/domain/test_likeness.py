"""When two names or summaries are alike: tried on what people here write."""

import pytest

from contests.domain.likeness import (
    SUMMARY_THRESHOLD,
    TITLE_THRESHOLD,
    alike,
    letters_of,
    likeness,
    pairs_of,
    syllables,
)

STAR_ANISE = (
    "Dự án xây dựng quy trình sấy lạnh hoa hồi tươi ngay tại vùng nguyên liệu huyện Văn Quan, giữ "
    "được tinh dầu và màu sắc tự nhiên. Sản phẩm gồm trà hoa hồi túi lọc, tinh dầu hồi và bột gia vị, "
    "bán qua các cửa hàng OCOP và sàn thương mại điện tử. Nhóm liên kết với năm mươi hộ trồng hồi, "
    "cam kết thu mua ổn định, hướng dẫn thu hái đúng thời điểm để nâng chất lượng."
)
STAR_ANISE_RETOLD = (
    "Chúng tôi xây dựng quy trình sấy lạnh hoa hồi ngay tại vùng nguyên liệu Văn Quan để giữ tinh dầu "
    "và màu sắc tự nhiên. Sản phẩm gồm trà hoa hồi túi lọc, tinh dầu hồi, bột gia vị, tiêu thụ qua "
    "cửa hàng OCOP và sàn thương mại điện tử. Nhóm liên kết với sáu mươi hộ trồng hồi, cam kết thu "
    "mua ổn định và tập huấn thu hái đúng thời điểm."
)
HOMESTAYS = (
    "Ứng dụng giúp du khách đặt trải nghiệm du lịch cộng đồng tại Bắc Sơn: ở nhà sàn, học nhuộm chàm, "
    "đi bộ qua thung lũng lúa chín. Nền tảng kết nối trực tiếp hộ dân với khách, thanh toán không dùng "
    "tiền mặt và thu phí mười phần trăm. Nhóm đã thử nghiệm với tám hộ, đón ba trăm lượt khách trong "
    "sáu tháng, tạo việc làm cho thanh niên địa phương."
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Trà hoa hồi Văn Quan", "TRA HOA HOI VAN QUAN"),
        ("Trà hoa hồi Văn Quan", "Trà hoa hồi Văn Quan sấy lạnh"),
        ("Chế biến thạch đen Tràng Định", "Chế biến thạch đen Tràng Định xuất khẩu"),
        (
            "Ứng dụng công nghệ số trong du lịch cộng đồng Bắc Sơn",
            "Ứng dụng công nghệ số phát triển du lịch cộng đồng tại Bắc Sơn",
        ),
        ("Hòa bình xanh", "Hoà bình xanh"),
    ],
)
def test_names_of_one_project_are_alike(one, other):
    assert likeness(letters_of(one), letters_of(other)) >= TITLE_THRESHOLD


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nền tảng kết nối nông sản Lạng Sơn", "Nền tảng kết nối du lịch Lạng Sơn"),
        ("Mật ong Chi Lăng", "Na Chi Lăng"),
        ("Trà hoa hồi Văn Quan", "Trà hoa vàng Đình Lập"),
        ("Phân bón hữu cơ từ vỏ hồi", "Hệ thống quản lý trường học thông minh"),
        ("", ""),
    ],
)
def test_names_of_different_projects_are_not(one, other):
    assert likeness(letters_of(one), letters_of(other)) < TITLE_THRESHOLD


def test_a_summary_told_again_is_found_and_another_project_is_not():
    told = pairs_of(STAR_ANISE)

    assert likeness(told, pairs_of(STAR_ANISE_RETOLD)) >= SUMMARY_THRESHOLD
    assert likeness(told, pairs_of(HOMESTAYS)) < 0.1


def test_a_short_summary_resembles_nothing():
    assert pairs_of("Trà hoa hồi sấy lạnh ngon") == set()


def test_syllables_are_folded_word_by_word_and_split_at_marks():
    assert syllables("Sấy-lạnh,  ĐẶC sản!") == ["say", "lanh", "dac", "san"]


def test_passing_all_by_finds_what_comparing_each_pair_would_find():
    texts = {
        1: "Trà hoa hồi Văn Quan",
        2: "Trà hoa hồi Văn Quan sấy lạnh",
        3: "Na Chi Lăng",
        4: "",
    }

    found = set(alike(texts, texts.items(), letters_of, threshold=TITLE_THRESHOLD))

    share = likeness(letters_of(texts[1]), letters_of(texts[2]))
    assert found == {(1, 2, share), (2, 1, share)}
