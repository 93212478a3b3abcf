"""Invented projects that could come from Lạng Sơn, and what their teams would write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contests.domain.tables import choices_of, stored_list
from contests.enums import ColumnKind, QuestionKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from contests.models import Question

PRODUCTS = [
    ("Trà hoa hồi", "hoa hồi"),
    ("Tinh dầu hồi", "hoa hồi"),
    ("Xà phòng hoa hồi", "hoa hồi"),
    ("Na sấy lạnh", "na Chi Lăng"),
    ("Rượu vang na", "na Chi Lăng"),
    ("Mật ong hoa rừng", "mật ong"),
    ("Thạch đen sấy khô", "cây thạch đen"),
    ("Quýt vàng sấy dẻo", "quýt Bắc Sơn"),
    ("Hồng không hạt treo gió", "hồng Bảo Lâm"),
    ("Bún ngô tím", "ngô nếp nương"),
    ("Lạp sườn mác mật", "mác mật"),
    ("Khâu nhục đóng hộp", "thịt lợn bản"),
    ("Rau bò khai sạch", "rau rừng"),
    ("Ba kích trồng dưới tán hồi", "dược liệu"),
    ("Chè Shan Mẫu Sơn", "chè Shan"),
    ("Gà sáu ngón thả đồi", "gà bản địa"),
]
SERVICES = [
    "Homestay nhà sàn",
    "Tua trải nghiệm ruộng bậc thang",
    "Bản đồ số du lịch",
    "Lớp học thổ cẩm",
    "Chợ phiên trực tuyến",
    "Phần mềm truy xuất nguồn gốc",
    "Kho lạnh dùng chung",
    "Dịch vụ gom hàng cửa khẩu",
    "Hướng nghiệp cho học sinh",
    "Thiết bị tưới điều khiển từ xa",
    "Máy sấy năng lượng mặt trời",
    "Ứng dụng đặt xe nông sản",
]
BUDGET = [
    ("Máy sấy, máy ép", "Vốn tự có"),
    ("Bao bì, tem truy xuất nguồn gốc", "Vốn tự có"),
    ("Nguyên liệu vụ đầu", "Góp của thành viên"),
    ("Đăng ký nhãn hiệu, công bố chất lượng", "Đề nghị hỗ trợ"),
    ("Gian hàng hội chợ, quảng bá", "Đề nghị hỗ trợ"),
    ("Thuê xưởng 12 tháng", "Vay ưu đãi"),
]
PLACES = [
    "Văn Quan",
    "Bình Gia",
    "Mẫu Sơn",
    "Chi Lăng",
    "Bắc Sơn",
    "Tràng Định",
    "Lộc Bình",
    "Hữu Lũng",
    "Đình Lập",
    "Cao Lộc",
]

PROBLEMS = [
    "Mỗi vụ, một phần lớn {thing} bán tươi với giá thấp vì không giữ được lâu và thương lái ép giá.",
    "Người trẻ trong xã rời quê vì sản phẩm từ {thing} chưa có nơi tiêu thụ ổn định.",
    "Khách mua {thing} không biết hàng nào sạch, hàng nào đúng vùng trồng.",
]
SOLUTIONS = [
    "Nhóm chế biến {thing} theo mẻ nhỏ, đóng gói có mã truy xuất và bán qua hợp tác xã cùng kênh trực tuyến.",
    "Chúng tôi cùng mười hộ trồng {thing} theo một quy trình, sơ chế tại chỗ và ký hợp đồng bao tiêu theo vụ.",
    "Dự án dùng thiết bị sấy tự thiết kế, giảm một nửa hao hụt của {thing} và giữ được màu, hương.",
]
DETAILS = [
    "Sau ba tháng thử nghiệm, nhóm đã bán cho hơn một trăm khách và thu được góp ý về bao bì.",
    "Nguồn vốn ban đầu là tiền góp của các thành viên; phần thiếu xin vay ưu đãi trong năm thứ hai.",
    "Nhóm đã nộp đơn đăng ký nhãn hiệu và đang hoàn thiện hồ sơ công bố chất lượng.",
    "Dự án tạo việc làm thường xuyên cho bảy lao động, trong đó có năm phụ nữ.",
    "Phụ phẩm được ủ thành phân hữu cơ, không đốt và không thải ra suối.",
    "Kế hoạch năm tới là mở rộng vùng nguyên liệu lên mười lăm héc-ta và vào hệ thống cửa hàng đặc sản.",
]


# Short questions whose answer has to fit them; by key.
FITTING = {
    "nguon-vay": [
        "Quỹ hỗ trợ phụ nữ khởi nghiệp, 6,5 %/năm",
        "Ngân hàng Chính sách xã hội, 7,9 %/năm",
        "Quỹ hỗ trợ nông dân của xã, 6 %/năm",
    ],
    "nguoi-trinh-bay": [
        "Người đại diện trình bày, một thành viên giới thiệu sản phẩm",
        "Người đại diện của nhóm",
        "Hai thành viên: một người nói, một người cho xem sản phẩm",
    ],
    "san-pham-mang": [
        "Hộp sản phẩm mẫu và tờ rơi, cần một bàn nhỏ",
        "Sản phẩm đóng gói và một giá trưng bày cao 1,5 m",
        "Bộ mẫu thử cho giám khảo, cần ổ cắm điện",
    ],
    "tien-trien": [
        "Nhóm có thêm ba điểm bán tại thành phố, doanh thu tháng gần nhất tăng một phần ba và bao bì đã được sửa theo góp ý của Hội đồng sơ khảo.",
        "Dự án đã ký hợp đồng với một hợp tác xã, làm xong hồ sơ công bố chất lượng và tuyển thêm hai lao động trong xã.",
        "Sau vòng sơ khảo, nhóm bán thử tại hai phiên chợ, ghi lại ý kiến của sáu mươi khách và giảm được giá thành.",
    ],
}
GOOD = [
    "Ý tưởng rõ, đã có khách hàng thật; nên làm kỹ kế hoạch mở rộng vùng nguyên liệu.",
    "Số liệu bán thử thuyết phục. Cần tính thêm chi phí vận chuyển khi bán ra ngoài tỉnh.",
    "Nhóm hiểu sản phẩm và người trồng; nên đăng ký nhãn hiệu sớm.",
]
FAIR = [
    "Sản phẩm gắn với địa phương; cần bổ sung số liệu thị trường và chi phí.",
    "Giải pháp khả thi, phần doanh thu năm đầu hơi lạc quan.",
    "Nên nói rõ ai là khách hàng trả tiền và vì sao họ quay lại.",
]
WEAK = [
    "Cần làm rõ điểm khác biệt so với sản phẩm cùng loại và thử với khách hàng trước.",
    "Ý tưởng còn chung; hãy bắt đầu từ một sản phẩm và một nhóm khách hàng.",
    "Chưa thấy dự toán và người làm cụ thể. Nên bổ sung trước khi tham gia lần sau.",
]


def title_and_thing(rng: Random) -> tuple[str, str]:
    """A project's name, and the thing it is about."""
    place = rng.choice(PLACES)
    if rng.random() < 0.6:
        product, thing = rng.choice(PRODUCTS)
        return f"{product} {place}", thing
    service = rng.choice(SERVICES)
    return f"{service} {place}", "nông sản và bản sắc địa phương"


def answer(question: Question, thing: str, rng: Random) -> str:
    """A believable answer in the stored form of the question's kind."""
    if question.key in FITTING:
        return rng.choice(FITTING[question.key])
    if question.kind == QuestionKind.LONG_TEXT:
        sentences = [rng.choice(PROBLEMS), rng.choice(SOLUTIONS), *rng.sample(DETAILS, 3)]
        return " ".join(sentences).format(thing=thing)
    if question.kind == QuestionKind.CHOICE:
        return rng.choice(question.choice_list)
    return {
        QuestionKind.SHORT_TEXT: f"Hộ gia đình và khách du lịch quan tâm tới {thing}",
        QuestionKind.NUMBER: str(rng.randrange(2, 15)),
        QuestionKind.MONEY: str(rng.randrange(20, 400) * 1_000_000),
        QuestionKind.DATE: f"{rng.randrange(2022, 2026)}-0{rng.randrange(1, 10)}-15",
        QuestionKind.YES_NO: rng.choice(["yes", "no"]),
        QuestionKind.LINK: "https://example.org/gioi-thieu",
        QuestionKind.MULTIPLE: stored_list(question.choice_list[:2]),
        QuestionKind.TABLE: stored_list(_rows(question, rng)),
        # A file is an attachment, not a text.
        QuestionKind.FILE: "",
    }[question.kind]


def answers(questions: Iterable[Question], thing: str, rng: Random) -> dict[int, str]:
    """Answers by question; one that waits for another answer only where that calls for it."""
    values: dict[int, str] = {}
    for question in questions:
        parent = question.depends_on_id
        if parent is not None:
            wanted = set(question.depends_values.splitlines())
            if wanted.isdisjoint(choices_of(values.get(parent, ""))):
                continue
        value = answer(question, thing, rng)
        if value:
            values[question.pk] = value
    return values


def _rows(question: Question, rng: Random) -> list[list[str]]:
    """Some lines of a budget, fitted to the columns that the table has."""
    if question.kind != QuestionKind.TABLE:
        return []
    chosen = rng.sample(BUDGET, 3)
    rows = []
    for words in chosen:
        texts = iter(words)
        cells = {
            ColumnKind.NUMBER: str(rng.randrange(1, 20)),
            ColumnKind.MONEY: str(rng.randrange(8, 90) * 1_000_000),
        }
        rows.append([cells.get(c.kind) or next(texts, "") for c in question.column_list])
    return rows


def comment(total_share: float, rng: Random) -> str:
    """What a judge writes to the authors, by how good the dossier was."""
    if total_share > 0.8:
        return rng.choice(GOOD)
    return rng.choice(FAIR if total_share > 0.6 else WEAK)
