"""The validity check: decisions with reasons, conclusions, and who is told."""

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation

from contests.domain.screening import (
    UndecidedChecksError,
    decide_check,
    disqualify_application,
    mark_invalid,
    mark_valid,
    reasons_of_failed_checks,
    reopen_check,
)
from contests.domain.supplements import request_supplement
from contests.enums import ApplicationState, CheckResult
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from portal.workflow import ReasonMissingError, RefusedError, TransitionNotAllowedError
from tests.factories.contests import (
    ApplicationFactory,
    EligibilityCheckFactory,
    SupplementRequestFactory,
)
from tests.factories.portal import UserFactory, board_member, secretary

pytestmark = pytest.mark.django_db


def submitted(**kwargs):
    return ApplicationFactory(
        **{"state": ApplicationState.SUBMITTED, "reference": "LS26-0037-K", **kwargs}
    )


def in_days(days):
    return timezone.now() + timedelta(days=days)


def audit_of(application):
    return LogEntry.objects.get_for_object(application).first().additional_data


# --- deciding a rule ------------------------------------------------------------------------------


def test_a_decision_is_kept_with_its_person_time_and_reason():
    check, actor = (
        EligibilityCheckFactory(application=submitted(), machine_result=CheckResult.UNCLEAR),
        secretary(),
    )

    decided = decide_check(
        check, actor=actor, result=CheckResult.FAILED, reason=" Đã đạt giải năm 2023 "
    )

    decided.refresh_from_db()
    assert (decided.result, decided.machine_result) == (CheckResult.FAILED, CheckResult.UNCLEAR)
    assert (decided.reason, decided.decided_by) == ("Đã đạt giải năm 2023", actor)
    assert decided.decided_at is not None
    assert audit_of(check.application) == {
        "verb": "decide_check",
        "reason": "Đã đạt giải năm 2023",
        "rule": check.rule,
        "rule_label": check.rule,
        "result_before": "unclear",
        "result": "failed",
        "result_label": CheckResult.FAILED.label,
    }


@pytest.mark.parametrize(
    ("machine", "result"),
    [
        (CheckResult.FAILED, CheckResult.PASSED),
        (CheckResult.FAILED, CheckResult.FAILED),
        (CheckResult.PASSED, CheckResult.FAILED),
        (CheckResult.UNCLEAR, CheckResult.FAILED),
    ],
)
def test_a_decision_that_overrules_or_refuses_needs_a_reason(machine, result):
    check = EligibilityCheckFactory(application=submitted(), machine_result=machine)

    with pytest.raises(ReasonMissingError):
        decide_check(check, actor=SYSTEM, result=result, reason="  ")

    check.refresh_from_db()
    assert (check.result, check.decided_at) == (machine, None)


def test_a_person_may_confirm_an_unclear_rule_without_a_reason():
    check = EligibilityCheckFactory(application=submitted(), machine_result=CheckResult.UNCLEAR)

    assert decide_check(check, actor=SYSTEM, result=CheckResult.PASSED).result == CheckResult.PASSED


@pytest.mark.parametrize("result", [CheckResult.UNCLEAR, "", "maybe"])
def test_a_decision_says_met_or_not_met(result):
    with pytest.raises(RefusedError):
        decide_check(EligibilityCheckFactory(application=submitted()), actor=SYSTEM, result=result)


@pytest.mark.parametrize(
    "state", [ApplicationState.DRAFT, ApplicationState.VALID, ApplicationState.IN_ROUND]
)
def test_rules_are_decided_only_while_the_check_is_open(state):
    check = EligibilityCheckFactory(application=submitted(state=state))

    with pytest.raises(RefusedError):
        decide_check(check, actor=SYSTEM, result=CheckResult.PASSED)


@pytest.mark.parametrize("person", [UserFactory, board_member])
def test_only_the_secretary_decides_rules(person):
    with pytest.raises(PermissionDenied):
        decide_check(
            EligibilityCheckFactory(application=submitted()),
            actor=person(),
            result=CheckResult.PASSED,
        )


# --- conclusions ----------------------------------------------------------------------------------


def test_an_application_whose_rules_are_met_is_marked_valid():
    application = submitted(state_reason="cũ")
    EligibilityCheckFactory(application=application)

    marked = mark_valid(application, actor=secretary())

    assert (marked.state, marked.state_reason) == (ApplicationState.VALID, "")
    mail = OutgoingMail.objects.get()
    assert mail.subject == "[LS26-0037-K] Kết quả kiểm tra tính hợp lệ của hồ sơ"
    assert "HỢP LỆ" in mail.body_text
    assert "KHÔNG HỢP LỆ" not in mail.body_text


@pytest.mark.parametrize("result", [CheckResult.FAILED, CheckResult.UNCLEAR])
def test_an_open_rule_keeps_an_application_from_being_valid(result):
    application = submitted()
    EligibilityCheckFactory(application=application)
    EligibilityCheckFactory(application=application, machine_result=result)

    with pytest.raises(UndecidedChecksError):
        mark_valid(application, actor=secretary())

    assert OutgoingMail.objects.count() == 0


def test_an_overruled_rule_lets_the_application_through():
    application, actor = submitted(), secretary()
    check = EligibilityCheckFactory(application=application, machine_result=CheckResult.FAILED)
    decide_check(
        check, actor=actor, result=CheckResult.PASSED, reason="Giấy đăng ký bổ sung hợp lệ"
    )

    assert mark_valid(application, actor=actor).state == ApplicationState.VALID


def test_marking_a_draft_valid_is_refused_as_a_wrong_state():
    application = submitted(state=ApplicationState.DRAFT)
    EligibilityCheckFactory(application=application, machine_result=CheckResult.FAILED)

    with pytest.raises(TransitionNotAllowedError):
        mark_valid(application, actor=SYSTEM)


def test_an_invalid_application_is_told_why_and_its_open_supplement_is_closed():
    request = SupplementRequestFactory()

    mark_invalid(request.application, actor=secretary(), reason="Nhóm có 6 người")

    request.refresh_from_db()
    assert request.closed_at is not None
    assert request.answered_at is None
    assert request.application.state == ApplicationState.INVALID
    assert request.application.state_reason == "Nhóm có 6 người"
    mail = OutgoingMail.objects.get()
    assert "KHÔNG HỢP LỆ" in mail.body_text
    assert "Nhóm có 6 người" in mail.body_text


def test_an_invalid_conclusion_needs_a_reason():
    with pytest.raises(ReasonMissingError):
        mark_invalid(submitted(), actor=SYSTEM, reason="  ")


def test_a_reopened_check_may_ask_for_another_supplement():
    application, actor = SupplementRequestFactory().application, secretary()
    mark_invalid(application, actor=actor, reason="Thiếu thuyết minh")

    reopened = reopen_check(application, actor=actor, reason="Có văn bản đề nghị xem lại")
    request_supplement(application, actor=actor, text="Thuyết minh", due_at=in_days(3))

    assert (reopened.state, reopened.state_reason) == (ApplicationState.SUBMITTED, "")
    assert application.supplement_requests.filter(answered_at=None, closed_at=None).count() == 1
    assert [mail.template for mail in OutgoingMail.objects.order_by("pk")] == [
        "contests/screening_invalid",
        "contests/screening_reopened",
        "contests/screening_supplement_requested",
    ]


def test_the_board_disqualifies_with_a_reason():
    application, actor = submitted(state=ApplicationState.IN_ROUND), board_member()

    marked = disqualify_application(application, actor=actor, reason="Sao chép sản phẩm đã đăng ký")

    assert marked.state == ApplicationState.DISQUALIFIED
    assert "Sao chép sản phẩm đã đăng ký" in OutgoingMail.objects.get().body_text


def test_the_secretary_may_not_disqualify():
    with pytest.raises(PermissionDenied):
        disqualify_application(submitted(), actor=secretary(), reason="Sao chép")


def test_the_reasons_of_failed_rules_start_the_conclusion():
    application = submitted()
    EligibilityCheckFactory(application=application)
    EligibilityCheckFactory(application=application, machine_result="failed", evidence="6 người")
    EligibilityCheckFactory(
        application=application, machine_result="failed", reason="Quá 5 năm", clause="Điều 2"
    )

    assert (
        reasons_of_failed_checks(application) == "- 6 người (Điều 1 khoản 2)\n- Quá 5 năm (Điều 2)"
    )


def test_a_decision_made_on_an_english_page_is_recorded_in_vietnamese():
    check = EligibilityCheckFactory(
        application=submitted(), rule="documents", machine_result=CheckResult.UNCLEAR
    )
    with translation.override("en"):
        decide_check(check, actor=secretary(), result=CheckResult.FAILED, reason="Thiếu")

    line = audit_of(check.application)
    assert line["rule_label"] == "Thành phần hồ sơ"
    assert line["result_label"] == "Không đạt"
