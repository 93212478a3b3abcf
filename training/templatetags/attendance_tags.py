"""Attendance on pages."""

from django import template

from portal.qr import qr_svg
from training.enums import AttendanceMark

register = template.Library()

TONES = {
    AttendanceMark.PRESENT: "success",
    AttendanceMark.LATE: "warning",
    AttendanceMark.EXCUSED: "info",
    AttendanceMark.ABSENT: "error",
}


@register.simple_tag
def qr_code(address, label):
    """An address as a drawing for cameras."""
    return qr_svg(address, label=label, css_class="screen-qr")


@register.filter
def mark_tone(mark):
    """The colour of a mark's tag."""
    return TONES.get(mark, "neutral")
