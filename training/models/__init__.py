"""Courses with their classes and sessions, and the training that was held before the portal."""

from auditlog.registry import auditlog

from portal.bilingual import ENGLISH_NOTES
from training.models.attendance import AttendanceImport, TrainerAccess
from training.models.courses import Audience, Course
from training.models.history import HistoricalAttendance
from training.models.invitations import RunInvitation
from training.models.materials import Material
from training.models.persons import KeptApart, Person
from training.models.questions import RunAnswer, RunQuestion
from training.models.registrations import Attendance, Registration, RegistrationGroup
from training.models.runs import CourseRun, Session, Trainer
from training.models.surveys import FollowUpAnswer, SurveyAnswer, SurveyRequest

__all__ = [
    "Attendance",
    "AttendanceImport",
    "Audience",
    "Course",
    "CourseRun",
    "FollowUpAnswer",
    "HistoricalAttendance",
    "KeptApart",
    "Material",
    "Person",
    "Registration",
    "RegistrationGroup",
    "RunAnswer",
    "RunInvitation",
    "RunQuestion",
    "Session",
    "SurveyAnswer",
    "SurveyRequest",
    "Trainer",
    "TrainerAccess",
]

# A class moves by its steps, each of which writes its own line.
UNLOGGED = ["folded", "updated_at", "seats_taken", *ENGLISH_NOTES, "state"]
# What staff edit is logged (decision 4). Persons, pairs kept apart and invitations are written by acts
# alone, which leave their own lines; a log of the rows would keep names beyond their erasure.
for _model in (Audience, Course, CourseRun, HistoricalAttendance, RunQuestion, Session, Trainer):
    auditlog.register(_model, exclude_fields=UNLOGGED)
auditlog.register(Material)
