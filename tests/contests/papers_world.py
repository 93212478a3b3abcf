"""A contest with long names and many rows: what official papers must hold."""

from decimal import Decimal

from contests.domain import rounds
from contests.models import Criterion, Panel, PanelMember, Prize
from portal.audit import SYSTEM
from tests.factories.contests import (
    AssignmentFactory,
    ContestFactory,
    RoundEntryFactory,
    RoundFactory,
    ScoreFactory,
    ScoreSheetFactory,
    TeamMemberFactory,
)
from tests.factories.ecosystem import FieldFactory, LocalityFactory
from tests.factories.portal import UserFactory
from tests.factories.results import approve, award_by_rank, numbered_application

LONG = "Nguyễn Thị Phương Thảo Hoàng Bích Ngọc Đặng Trường Giang Vũ Khánh Linh Lương Anh"
TITLE = (
    "Ứng dụng công nghệ sấy lạnh và truy xuất nguồn gốc bằng mã QR cho na Chi Lăng, hồng Bảo Lâm, "
    "thạch đen Tràng Định và hoa hồi Lạng Sơn hướng tới thị trường xuất khẩu"
)


def crowded_final(*, entries=40, judges=12, criteria=10, prizes=12, year=2026):
    """An open final in which every judge sent a sheet for every entry."""
    contest = ContestFactory(
        title=f"Cuộc thi Khởi nghiệp đổi mới sáng tạo tỉnh Lạng Sơn năm {year}", year=year
    )
    round_ = RoundFactory(
        contest=contest, kind="final", name="Vòng chung kết", slug="chung-ket", order=2
    )
    lines = [
        Criterion(
            round=round_,
            name=f"Tiêu chí {n}: tính mới, tính sáng tạo và khả năng thương mại hóa của dự án",
            guidance="Xem bản thuyết minh mục 2 và minh chứng kèm theo",
            max_points=10,
            order=n,
        )
        for n in range(1, criteria + 1)
    ]
    Criterion.objects.bulk_create(lines)
    lines = list(round_.criteria.all())
    panel = Panel.objects.create(round=round_, name="Hội đồng")
    people = [
        UserFactory(full_name=f"{LONG[:70]} {n:02}", roles=["Giám khảo"])
        for n in range(1, judges + 1)
    ]
    for person in people:
        PanelMember.objects.create(panel=panel, judge=person, is_chair=person == people[0])
    field, locality = (
        FieldFactory(name=f"Nông nghiệp công nghệ cao và chế biến {year}"),
        LocalityFactory(name=f"Hữu Liên {year}"),
    )
    for number in range(1, entries + 1):
        application = numbered_application(
            contest,
            number,
            state="in_round",
            title=f"{TITLE[:150]} {number}",
            contact_name=LONG,
            organization_name="Hợp tác xã Nông nghiệp và Dịch vụ tổng hợp Hữu Liên",
            field=field,
            locality=locality,
        )
        TeamMemberFactory(application=application, full_name=LONG[::-1].title()[:80])
        entry = RoundEntryFactory(round=round_, application=application, running_order=number)
        for person in people:
            sheet = ScoreSheetFactory(
                assignment=AssignmentFactory(entry=entry, judge=person), state="sent"
            )
            for place, line in enumerate(lines):
                points = Decimal((number * 7 + place * 3 + person.pk) % 1000) / 100
                ScoreFactory(sheet=sheet, criterion=line, points=points)
    for place in range(1, prizes + 1):
        Prize.objects.create(
            contest=contest,
            name=f"Giải Khuyến khích {place}"
            if place > 3
            else ("Giải Nhất", "Giải Nhì", "Giải Ba")[place - 1],
            amount=30_000_000 // place,
            paper="Giấy chứng nhận của Ban Tổ chức",
            order=place,
        )
    return round_


def approved_final(**size):
    """The same, closed, awarded, proposed and approved."""
    round_ = crowded_final(**size)
    rounds.close_round(round_, actor=SYSTEM)
    award_by_rank(round_)
    rounds.propose_round(round_, actor=SYSTEM)
    approve(round_, number=f"{1234 + round_.contest.year - 2026}/QĐ-UBND")
    round_.refresh_from_db()
    return round_
