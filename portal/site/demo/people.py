"""Demo accounts, and invented Vietnamese people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from portal.models import User
from portal.roles import Role

if TYPE_CHECKING:
    from random import Random

PASSWORD = "LangSon-2026"  # noqa: S105 -- printed in the README; demo accounts exist in dev only
DOMAIN = "khoinghiep.test"

# local part, full name, role, may enter the administration
STAFF = [
    ("thuky", "Hoàng Thị Thư", Role.SECRETARY),
    ("thuky2", "Lương Văn Soát", Role.SECRETARY),
    ("bantochuc", "Nông Văn Tổ", Role.BOARD),
    # An approval and its publication are the acts of two people.
    ("bantochuc2", "Lý Thị Chức", Role.BOARD),
    ("bientap", "Lương Thị Biên", Role.EDITOR),
    ("duyetbai", "Vi Văn Duyệt", Role.PUBLISHER),
    ("daotao", "Triệu Thị Đào", Role.TRAINING_OFFICER),
    ("khonggian", "Lộc Văn Không", Role.SPACE_MANAGER),
    ("hiephoi", "Đàm Thị Hội", Role.ASSOCIATION),
    ("canbo", "Vi Văn Trợ", Role.UNIT_STAFF),
]

FAMILY_NAMES = [
    "Hoàng",
    "Nông",
    "Lương",
    "Vi",
    "Triệu",
    "Lộc",
    "Đàm",
    "Chu",
    "Hà",
    "Lý",
    "Nguyễn",
    "Trần",
    "Phùng",
    "Dương",
    "Mông",
]
MIDDLE_NAMES = ["Văn", "Thị", "Minh", "Thu", "Đức", "Ngọc", "Quang", "Hồng", "Thanh", "Bích"]
GIVEN_NAMES = [
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Hà",
    "Hạnh",
    "Hiếu",
    "Hoa",
    "Hùng",
    "Huyền",
    "Khánh",
    "Lan",
    "Linh",
    "Long",
    "Mai",
    "Nam",
    "Nga",
    "Phong",
    "Quỳnh",
    "Sơn",
    "Tâm",
    "Thảo",
    "Trang",
    "Tú",
    "Yến",
]


# Places (from 0) of those who enter every year, as the README names them.
RETURNING = (0, 1, 19)


def full_name(rng: Random) -> str:
    return f"{rng.choice(FAMILY_NAMES)} {rng.choice(MIDDLE_NAMES)} {rng.choice(GIVEN_NAMES)}"


def ensure_staff() -> dict[str, User]:
    """The administrator and one account for each staff role; existing ones stay as they are."""
    people = {"quantri": _ensure("quantri", "Quản trị hệ thống", is_staff=True, is_superuser=True)}
    for local, name, role in STAFF:
        people[local] = _ensure(local, name, is_staff=True, role=role)
    return people


def ensure_delegate() -> User:
    """Somebody who acts for a nominating unit: no member of the staff."""
    return _ensure("donvi", "Nông Thị Đề")


def first_applicant() -> User:
    """``thisinh1``, who goes through to every final."""
    return User.objects.get(email=f"thisinh1@{DOMAIN}")


def ensure(local: str, name: str) -> User:
    """An account of somebody in the contest, with a confirmed address."""
    return _ensure(local, name)


def ensure_judges(count: int, rng: Random) -> list[User]:
    return [_ensure(f"giamkhao{n}", full_name(rng), role=Role.JUDGE) for n in range(1, count + 1)]


def ensure_applicants(count: int, rng: Random, *, age: int = 0) -> list[User]:
    """``thisinh1`` … ``thisinhN``, with confirmed addresses; made in bulk under one password hash.

    An edition that is ``age`` years old has its own people, but for the few who enter every year:
    else every dossier of today would resemble older ones in its telephone number.
    """
    places = range(count) if not age else [*RETURNING, *range(100 * age, 100 * age + count)]
    wanted = [f"thisinh{place + 1}@{DOMAIN}" for place in places][:count]
    have = set(User.objects.filter(email__startswith="thisinh").values_list("email", flat=True))
    password = make_password(PASSWORD)
    User.objects.bulk_create(
        [
            User(
                email=email,
                full_name=full_name(rng),
                phone=f"09{rng.randrange(10**7, 10**8)}",
                password=password,
            )
            for email in wanted
            if email not in have
        ],
        batch_size=1000,
    )
    found = {user.email: user for user in User.objects.filter(email__startswith="thisinh")}
    users = [found[email] for email in wanted]
    EmailAddress.objects.bulk_create(
        [
            EmailAddress(user=user, email=user.email, verified=True, primary=True)
            for user in users
            if user.email not in have
        ],
        batch_size=1000,
    )
    return users


def _ensure(local: str, name: str, *, role: Role | None = None, **flags: bool) -> User:
    email = f"{local}@{DOMAIN}"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, PASSWORD, full_name=name, **flags)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if role is not None:
        user.groups.add(Group.objects.get(name=role.value))
    return user
