import pytest

from contests.domain.team import remove_member, save_member
from portal.workflow import RefusedError
from tests.factories.contests import ApplicationFactory

pytestmark = pytest.mark.django_db
MEMBER = {"full_name": "Lý Văn Tày", "role": "Kế toán"}


def test_members_are_added_changed_and_removed_within_the_limit():
    application = ApplicationFactory()
    owner = application.owner

    member = save_member(application, MEMBER, actor=owner, limit=2)
    with pytest.raises(RefusedError):
        save_member(application, MEMBER, actor=owner, limit=2)
    save_member(application, {"full_name": "Lan"}, actor=owner, limit=2, member_id=member.pk)
    assert application.members.get().full_name == "Lan"
    remove_member(application, member.pk, actor=owner)
    remove_member(application, member.pk, actor=owner)
    assert not application.members.exists()
