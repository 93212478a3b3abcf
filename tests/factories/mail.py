"""Rows of the outbox."""

import factory
from factory.django import DjangoModelFactory

from portal.models import OutgoingMail


class OutgoingMailFactory(DjangoModelFactory):
    """A mail that waits and is due."""

    class Meta:
        model = OutgoingMail

    template = "account/email_confirmation"
    recipient = factory.Sequence(lambda n: f"nguoinhan{n}@khoinghiep.test")
    subject = "Đã tiếp nhận hồ sơ dự thi “Trà hoa hồi Văn Quan”"
    body_text = "Kính gửi Ông/Bà,\n\nBan Tổ chức đã tiếp nhận hồ sơ.\n"
    body_html = "<p>Kính gửi Ông/Bà,</p><p>Ban Tổ chức đã tiếp nhận hồ sơ.</p>"
    message_id = factory.Sequence(lambda n: f"<{n}@khoinghiep.test>")
