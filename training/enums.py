"""Kinds and states of training."""

from django.db import models
from django.utils.translation import pgettext_lazy


class RunState(models.TextChoices):
    """The life of a class; whether it is over is told by its time, not by its state."""

    DRAFT = "draft", pgettext_lazy("class", "Draft")
    PUBLISHED = "published", pgettext_lazy("class", "Published")
    CANCELLED = "cancelled", pgettext_lazy("class", "Cancelled")


class QuestionKind(models.TextChoices):
    """How a question for registration is answered."""

    TEXT = "text", pgettext_lazy("question", "A short text")
    CHOICE = "choice", pgettext_lazy("question", "One of several choices")
    YES_NO = "yes_no", pgettext_lazy("question", "Yes or no")


class AttendanceMark(models.TextChoices):
    """Whether somebody was at a session; the first two count as having come."""

    PRESENT = "present", pgettext_lazy("attendance", "Present")
    LATE = "late", pgettext_lazy("attendance", "Late")
    EXCUSED = "excused", pgettext_lazy("attendance", "Excused")
    ABSENT = "absent", pgettext_lazy("attendance", "Absent")


CAME = frozenset({AttendanceMark.PRESENT, AttendanceMark.LATE})


class AttendanceSource(models.TextChoices):
    """Through which door a mark came."""

    LIST = "list", pgettext_lazy("attendance", "Marked in the list")
    ALL = "all", pgettext_lazy("attendance", "Marked with “all present”")
    TICKET = "ticket", pgettext_lazy("attendance", "Ticket scanned")
    SELF = "self", pgettext_lazy("attendance", "By the trainee, with the code on the screen")
    DOOR = "door", pgettext_lazy("attendance", "Registered at the door")
    FILE = "file", pgettext_lazy("attendance", "Imported from a list")


class Likeness(models.TextChoices):
    """Why two registrations seem to be one person's; the first four are enough by themselves."""

    ACCOUNT = "account", pgettext_lazy("likeness", "the same account")
    EMAIL_AND_NAME = "email_name", pgettext_lazy("likeness", "the same e-mail address and name")
    PHONE_AND_NAME = "phone_name", pgettext_lazy("likeness", "the same telephone number and name")
    NAME_YEAR_ORGANIZATION = (
        "name_year_org",
        pgettext_lazy("likeness", "the same name, year of birth and organisation"),
    )
    EMAIL = "email", pgettext_lazy("likeness", "the same e-mail address, another name")
    PHONE = "phone", pgettext_lazy("likeness", "the same telephone number, another name")
    NAME_AND_YEAR = "name_year", pgettext_lazy("likeness", "the same name and year of birth")
    NAME_AND_ORGANIZATION = "name_org", pgettext_lazy("likeness", "the same name and organisation")


class MaterialAudience(models.TextChoices):
    """Who gets a material of a course or class."""

    EVERYBODY = "everybody", pgettext_lazy("material", "Everybody")
    REGISTERED = "registered", pgettext_lazy("material", "Whoever has a place in the class")
    ATTENDED = "attended", pgettext_lazy("material", "Whoever came at least once")


class SurveyKind(models.TextChoices):
    """When people are asked about a class."""

    AFTER = "after", pgettext_lazy("survey", "The day after the class")
    LATER = "later", pgettext_lazy("survey", "Three months after the class")


class Usage(models.TextChoices):
    """Whether people use what they learned."""

    YES = "yes", pgettext_lazy("usage", "Yes, regularly")
    PARTLY = "partly", pgettext_lazy("usage", "Yes, a part of it")
    NO = "no", pgettext_lazy("usage", "Not yet")


class Venture(models.TextChoices):
    """What people began since the class."""

    NOTHING = "nothing", pgettext_lazy("venture", "Nothing new so far")
    IDEA = "idea", pgettext_lazy("venture", "I work on an idea or a trial product")
    SELLING = "selling", pgettext_lazy("venture", "I sell a product or a service")
    REGISTERED = (
        "registered",
        pgettext_lazy("venture", "I registered a business, a cooperative or a household business"),
    )
