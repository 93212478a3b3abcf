"""Which roles exist, and whether a user holds one: the only place that knows group names."""

import rules
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """The groups that a migration creates; the value is the group's name, in the office's words."""

    ADMINISTRATOR = "Quản trị hệ thống", _("System administrator")
    SECRETARY = "Thư ký cuộc thi", _("Contest secretary")
    BOARD = "Ban Tổ chức", _("Organising Board")
    JUDGE = "Giám khảo", _("Judge")
    EDITOR = "Biên tập viên", _("Editor")
    PUBLISHER = "Duyệt tin", _("News approver")
    TRAINING_OFFICER = "Cán bộ đào tạo", _("Training officer")
    SPACE_MANAGER = "Quản lý khu làm việc chung", _("Co-working space manager")
    ASSOCIATION = "Hiệp hội doanh nghiệp", _("Business association")
    NOMINATOR = "Đơn vị đề cử", _("Nominating unit")
    UNIT_STAFF = "Cán bộ đơn vị hỗ trợ", _("Staff of a supporting unit")


def roles_of(user) -> frozenset[str]:
    """Names of the groups of ``user``, read once per request."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return frozenset()
    if not hasattr(user, "_roles"):
        user._roles = frozenset(user.groups.values_list("name", flat=True))
    return user._roles


def has_role(*roles: Role) -> rules.Predicate:
    """A predicate that holds for members of any of ``roles``."""
    names = frozenset(role.value for role in roles)

    @rules.predicate(name=f"has_role:{'|'.join(sorted(names))}")
    def predicate(user):
        return bool(names & roles_of(user))

    return predicate


is_signed_in = rules.is_authenticated & rules.is_active
