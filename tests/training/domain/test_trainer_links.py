"""The mailed link of a trainer: for one class, until a week after it, taken back at once."""

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied

from portal.models import OutgoingMail
from portal.roles import Role
from portal.workflow import RefusedError
from tests.factories.portal import UserFactory
from tests.training.attending import class_of, officer
from training.domain import trainer_links
from training.models import Trainer, TrainerAccess

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer():
    run, _session, _people = class_of(0)
    return Trainer.objects.create(run=run, name="Hoàng Văn Giảng")


def invite(trainer, **fields):
    return trainer_links.invite(
        trainer, **{"email": "giang@daotao.test", "actor": officer(), **fields}
    )


def key_mailed():
    body = OutgoingMail.objects.latest("pk").body_text
    return body.split("/dao-tao/giang-vien/")[1].split("/")[0]


def test_the_link_is_mailed_and_only_its_fingerprint_is_kept(trainer):
    access = invite(trainer)

    mail = OutgoingMail.objects.get()
    assert (mail.recipient, mail.is_secret) == ("giang@daotao.test", True)
    assert key_mailed() not in access.key_hash
    assert trainer_links.open_link(key_mailed()) == access
    assert TrainerAccess.objects.get().opened_at is not None
    [line] = LogEntry.objects.get_for_object(trainer.run).filter(
        additional_data__verb="invite_trainer"
    )
    assert line.additional_data["email"] == "giang@daotao.test"


def test_a_new_link_makes_the_earlier_one_worthless(trainer):
    invite(trainer)
    first = key_mailed()
    invite(trainer, email="moi@daotao.test")

    with pytest.raises(trainer_links.LinkGoneError):
        trainer_links.open_link(first)
    assert trainer_links.open_link(key_mailed()).email == "moi@daotao.test"
    assert TrainerAccess.objects.count() == 1


def test_a_link_that_was_taken_back_opens_nothing_and_may_be_mailed_anew(trainer):
    access, by = invite(trainer), officer()
    first = trainer_links.revoke(access, actor=by).revoked_at
    assert trainer_links.revoke(access, actor=by).revoked_at == first

    with pytest.raises(trainer_links.LinkGoneError):
        trainer_links.open_link(key_mailed())
    assert invite(trainer).is_open


def test_the_link_is_good_until_a_week_after_the_class(trainer, time_machine):
    access = invite(trainer)
    last = trainer.run.ends_at + timedelta(days=7)

    time_machine.move_to(last, tick=False)
    assert access.is_open
    assert trainer_links.open_link(key_mailed()) == access
    time_machine.move_to(last + timedelta(seconds=1), tick=False)
    assert not access.is_open
    with pytest.raises(trainer_links.LinkGoneError):
        trainer_links.open_link(key_mailed())
    with pytest.raises(RefusedError, match="kết thúc quá lâu"):
        invite(trainer)


def test_no_link_for_a_class_that_is_cancelled(trainer):
    trainer.run.state = "cancelled"
    trainer.run.save()

    with pytest.raises(RefusedError, match="bị hủy"):
        invite(trainer)


def test_only_those_who_run_classes_give_and_take_links(trainer):
    access = invite(trainer)
    for somebody in (UserFactory(), UserFactory(roles=[Role.SECRETARY])):
        with pytest.raises(PermissionDenied):
            invite(trainer, actor=somebody)
        with pytest.raises(PermissionDenied):
            trainer_links.revoke(access, actor=somebody)
