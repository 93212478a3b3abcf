"""Invented projects that could come from Lạng Sơn, and what their teams would write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contests.domain.tables import choices_of, stored_list
from contests.enums import ColumnKind, QuestionKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from contests.models import Question

# What is sold, and the thing it is about. As many as the standard set of editions has dossiers: no
# two of them are called nearly the same.
PRODUCTS = [
    ("Trà hoa hồi", "hoa hồi"),
    ("Tinh dầu hồi", "hoa hồi"),
    ("Xà phòng hoa hồi", "hoa hồi"),
    ("Hương thảo mộc quế hồi", "quế và hồi"),
    ("Gia vị phở đóng gói", "hoa hồi"),
    ("Na sấy lạnh", "na Chi Lăng"),
    ("Rượu vang na", "na Chi Lăng"),
    ("Kem na tươi", "na Chi Lăng"),
    ("Mật ong hoa rừng", "mật ong"),
    ("Nến sáp ong", "sáp ong"),
    ("Thạch đen sấy khô", "cây thạch đen"),
    ("Thạch uống liền", "cây thạch đen"),
    ("Quýt vàng sấy dẻo", "quýt Bắc Sơn"),
    ("Mứt vỏ quýt", "quýt Bắc Sơn"),
    ("Hồng không hạt treo gió", "hồng Bảo Lâm"),
    ("Giấm hồng lên men", "hồng vành khuyên"),
    ("Bún ngô tím", "ngô nếp nương"),
    ("Sữa ngô nếp", "ngô nếp nương"),
    ("Lạp sườn mác mật", "mác mật"),
    ("Sốt ướp lá mác mật", "mác mật"),
    ("Khâu nhục đóng hộp", "thịt lợn bản"),
    ("Giò bì vùng cao", "thịt lợn bản"),
    ("Rau bò khai sạch", "rau rừng"),
    ("Muối chấm rau rừng", "rau rừng"),
    ("Ba kích trồng dưới tán hồi", "dược liệu"),
    ("Cao lá ngâm chân", "dược liệu"),
    ("Trà túi lọc giảo cổ lam", "giảo cổ lam"),
    ("Chè Shan tuyết", "chè Shan"),
    ("Bột matcha chè cổ thụ", "chè Shan"),
    ("Gà sáu ngón thả đồi", "gà bản địa"),
    ("Trứng gà thảo dược", "gà bản địa"),
    ("Vịt quay đóng gói", "vịt bầu"),
    ("Cá hồi nuôi suối lạnh", "cá nước lạnh"),
    ("Ếch hương trong ruộng lúa", "ếch hương"),
    ("Dầu sở ép lạnh", "quả sở"),
    ("Dầu trẩu cho đồ gỗ", "quả trẩu"),
    ("Nhựa thông thành mực in", "nhựa thông"),
    ("Ván ép từ bã mía", "bã mía"),
    ("Than không khói từ mùn cưa", "mùn cưa"),
    ("Phân trùn quế", "phân chuồng"),
    ("Chế phẩm vi sinh ủ rơm", "rơm rạ"),
    ("Nấm lim nuôi cấy", "nấm dược liệu"),
    ("Nấm hương khô", "nấm hương"),
    ("Khoai lang ta nướng", "khoai lang ta"),
    ("Miến dong sạch", "củ dong riềng"),
    ("Bánh ngải tím", "bột nếp và lá ngải"),
    ("Coóng phù ăn liền", "gạo nếp"),
    ("Xôi ngũ sắc cấp đông", "gạo nếp và lá nhuộm"),
    ("Rượu men lá", "gạo nương"),
    ("Gạo Bao Thai hữu cơ", "lúa Bao Thai"),
    ("Ớt ngâm măng", "măng và ớt"),
    ("Hạt dẻ rang hơi nước", "hạt dẻ"),
    ("Đào cảnh trồng chậu", "cây đào"),
    ("Hoa địa lan chậu nhỏ", "địa lan"),
    ("Gối thảo dược", "vỏ đỗ và lá thơm"),
    ("Chàm nhuộm vải", "cây chàm"),
    ("Túi thổ cẩm Tày", "vải thổ cẩm"),
    ("Búp bê áo dân tộc", "vải vụn"),
    ("Nón lá và sọt tre", "tre, giang"),
    ("Ngói máng âm dương", "đất sét"),
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
    "Thuyết minh hang động bằng giọng then",
    "Xe điện đưa đón khách bản",
    "Bếp chung cho hàng quán",
    "Xưởng đóng gói thuê theo giờ",
    "Sổ tay bệnh cây bằng ảnh chụp",
    "Máy bay phun thuốc theo giờ",
    "Trạm đo sương muối",
    "Cân điện tử nói tiếng Tày",
    "Chữ ký số cho hộ kinh doanh",
    "Phiên dịch tiếng Trung qua điện thoại",
    "Dạy then và đàn tính",
    "Vườn rừng cho trường mầm non",
    "Cắm trại đồng cỏ",
    "Chạy bộ đường mòn biên giới",
    "Thư viện hạt giống bản địa",
    "Sửa máy nông nghiệp tận thôn",
    "Thu gom vỏ chai thuốc trừ sâu",
    "Nhà trọ cho lái xe đường dài",
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

COMMON_THING = "nông sản và bản sắc địa phương"
LINE = 11
SUMMARY_OPENING = "“{name}” là dự án về {thing} ở {place}."
# What a summary says, in this order: the need, what is made, how, for whom, how far it is.
SUMMARY_SENTENCES = [
    [
        "{name} bắt đầu từ một vụ được mùa mà mất giá.",
        "Ở {place}, người già còn giữ nghề nhưng con cháu đi làm xa gần hết.",
        "Khách ghé {place} ngày càng đông mà chưa có món quà nào ghi tên nơi này.",
        "Hai năm qua nhóm đi từng thôn ghi chép vì sao bà con bỏ {thing}.",
        "Một chuyến hàng bị trả về vì thiếu giấy tờ đã khiến chúng tôi nghĩ tới {name}.",
        "Mùa mưa, đường vào bản tắc và hàng hỏng ngay tại nhà.",
        "Trong phiên chợ cuối năm, hàng nhà làm lẫn với hàng trôi nổi.",
        "Chị em trong chi hội muốn có thu nhập mà không phải rời con nhỏ.",
        "Phụ phẩm của nghề cũ đang bị đổ bỏ, trong khi đó chính là nguyên liệu của {name}.",
        "Thầy cô và học sinh nhận ra bài toán này khi làm đề tài khoa học kỹ thuật.",
        "Một anh bộ đội xuất ngũ mang nghề sửa máy về quê và lập nhóm.",
    ],
    [
        "Sản phẩm đầu tiên là gói nhỏ dùng thử, giá bằng một bát phở.",
        "Dự án làm ra ba mặt hàng, mỗi mặt hàng dành cho một mùa trong năm.",
        "Chúng tôi gửi tới khách một hộp quà kể chuyện về {place} bằng tranh.",
        "Nhóm cung cấp dịch vụ trọn gói, khách chỉ cần gọi một số điện thoại.",
        "Cốt lõi là công thức lên men riêng, đã thử hơn bốn mươi mẻ.",
        "Thiết bị do nhóm tự hàn, thay được từng bộ phận và chạy bằng điện một pha.",
        "Mỗi đơn hàng kèm thẻ ghi tên người làm và ngày làm.",
        "Điểm chính là một lịch hẹn chung cho cả thôn, ai rảnh thì nhận việc.",
        "Bộ dụng cụ gọn trong một ba lô, mang lên nương được.",
        "Chúng tôi bán theo suất đặt trước nên không có hàng tồn.",
        "Đó là một xưởng mở, khách tự tay làm rồi mang thành phẩm về.",
    ],
    [
        "Nguyên liệu được chọn ngay buổi sáng và sơ chế trong vòng sáu giờ.",
        "Quy trình gồm chín bước, bước nào cũng có người ký sổ.",
        "Nước dùng trong sản xuất lấy từ mó đầu nguồn, kiểm nghiệm hằng quý.",
        "Dữ liệu nằm trên điện thoại, mất sóng vẫn dùng được.",
        "Máy chạy ban ngày nhờ mái pin, ban đêm nghỉ.",
        "Tổ sản xuất chia ca theo giờ học của con, nghỉ ngày phiên.",
        "Chúng tôi thuê lại nhà kho cũ của hợp tác xã và sửa theo tiêu chuẩn vệ sinh.",
        "Bã được trả về ruộng, bao bì gấp từ giấy dó.",
        "Cán bộ trạm khuyến nông hướng dẫn kỹ thuật trong năm đầu.",
        "Người bán hàng là học sinh cũ của trường nghề, hưởng lương theo doanh số.",
        "Mẫu mã do một họa sĩ người {place} vẽ, có đăng ký bản quyền.",
    ],
    [
        "Khách hàng chính là các quán ăn ở thành phố Lạng Sơn.",
        "Người mua phần lớn đặt qua mạng xã hội từ Hà Nội, Bắc Ninh.",
        "Ba trường học đã ký dùng thử cho bếp bán trú.",
        "Lái xe đường dài qua cửa khẩu là nhóm mua đều nhất.",
        "Chúng tôi nhắm tới du khách lên Mẫu Sơn cuối tuần.",
        "Hợp tác xã bạn ở Cao Bằng xin làm đại lý.",
        "Một chuỗi cửa hàng đặc sản nhận bày mẫu không tính phí ba tháng.",
        "Bà con trong xã được mua bằng nửa giá.",
        "Khách nước ngoài tìm tới nhờ trang bản đồ du lịch.",
        "Các trạm y tế xã giới thiệu cho sản phụ.",
        "Hội người cao tuổi đặt làm quà mừng thọ hằng quý.",
    ],
    [
        "Đến nay đã có 120 đơn, lãi gộp khoảng ba phần mười.",
        "Nhóm vừa xong bản mẫu thứ hai, chưa bán.",
        "Vốn bỏ ra là 85 triệu đồng, thu về được một nửa.",
        "Năm tới cần thêm một máy đóng gói và hai lao động.",
        "Hồ sơ công bố chất lượng đang chờ kết quả kiểm nghiệm.",
        "Cuối quý này sẽ mở điểm bán thứ ba tại chợ Kỳ Lừa.",
        "Chúng tôi mong được tư vấn về thuế và hợp đồng.",
        "Nếu đạt giải, toàn bộ tiền thưởng dành cho kho bảo quản.",
        "Mục tiêu sau ba năm là 40 hộ cùng làm.",
        "Rủi ro lớn nhất là thời tiết, nhóm đã mua bảo hiểm vụ.",
        "Bước kế tiếp là bán thử ở hội chợ xuân.",
    ],
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


@dataclass(frozen=True, kw_only=True)
class Project:
    """A project's name, the thing it is about, and its summary."""

    title: str
    thing: str
    summary: str


def project(number: int) -> Project:
    """Project ``number``; the first 90 resemble one another in nothing that staff would be shown.

    The summaries take one sentence of each pool along lines of a plane of 11 × 11 points: two
    different lines meet in one point at most, so two summaries share at most one sentence.
    """
    named = [*PRODUCTS, *((service, COMMON_THING) for service in SERVICES)]
    name, thing = named[number % len(named)]
    place = PLACES[(number + number // len(named)) % len(PLACES)]
    start, slope = number % LINE, number // LINE % LINE
    sentences = [pool[(start + slope * step) % LINE] for step, pool in enumerate(SUMMARY_SENTENCES)]
    text = " ".join([SUMMARY_OPENING, *sentences])
    return Project(
        title=f"{name} {place}",
        thing=thing,
        summary=text.format(thing=thing, place=place, name=name),
    )


def title_and_thing(rng: Random) -> tuple[str, str]:
    """Some project's name, and the thing it is about."""
    some = project(rng.randrange(LINE * LINE))
    return some.title, some.thing


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
