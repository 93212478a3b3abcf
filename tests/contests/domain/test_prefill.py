import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contests.domain.dossier import task_list
from contests.domain.prefill import sources_for, start_prefilled, startups_of, taken_over
from contests.enums import ApplicationState, InvitationState, QuestionKind, TeamAccess
from contests.models import Answer, Application, TeamMember
from portal.models import Consent
from tests.contests.dossiers import contest_with_rules, ready_application
from tests.factories.contests import (
    ApplicationFactory,
    ContestFactory,
    DivisionFactory,
    QuestionFactory,
    RoundFactory,
    RuleSetFactory,
    SectionFactory,
)
from tests.factories.ecosystem import (
    FieldFactory,
    LocalityFactory,
    OrganizationFactory,
    StartupFactory,
)
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


def started(contest, source=None, **kwargs):
    actor = kwargs.pop("actor", None) or (source.owner if source else UserFactory())
    return start_prefilled(
        contest,
        actor=actor,
        source=source,
        title="Trà hoa hồi năm nay",
        eligibility_answers={},
        **kwargs,
    )


def last_years(**kwargs):
    """A withdrawn dossier of an organisation, with all that could be taken over."""
    values = {
        "state": ApplicationState.WITHDRAWN,
        "reference": "LS25-0012-K",
        "number": 12,
        "applicant_type": "enterprise",
        "contact_name": "Hoàng Thị Lý",
        "contact_phone": "+84912345678",
        "contact_email": "ly@htx.test",
        "contact_birth_date": dt.date(1990, 3, 5),
        "contact_address": "Thôn Nà Lầu",
        "organization_name": "HTX Văn Quan",
        "tax_code": "4900123456",
        "registered_on": dt.date(2024, 1, 2),
        "locality": LocalityFactory(),
        "completed_sections": ["thanh-vien", "tom-tat"],
        "state_reason": "Bận",
    }
    return ApplicationFactory(**{**values, **kwargs})


def asked(contest, *, slug="tom-tat", **kwargs):
    section = contest.sections.filter(slug=slug).first() or SectionFactory(
        contest=contest, slug=slug
    )
    return QuestionFactory(section=section, **kwargs)


def answered(source, question, value):
    Answer.objects.create(application=source, question=question, value=value)


def answers_of(application):
    return dict(application.answers.values_list("question__key", "value"))


def test_contact_and_organisation_are_taken_over_and_nothing_of_the_state():
    source = last_years()

    draft = started(contest_with_rules(), source)

    draft.refresh_from_db()
    assert (draft.contact_name, draft.contact_phone) == ("Hoàng Thị Lý", "+84912345678")
    assert (draft.contact_email, draft.locality) == ("ly@htx.test", source.locality)
    assert (draft.organization_name, draft.tax_code) == ("HTX Văn Quan", "4900123456")
    assert (draft.applicant_type, draft.registered_on) == ("enterprise", dt.date(2024, 1, 2))
    assert (draft.state, draft.number, draft.reference) == (ApplicationState.DRAFT, None, None)
    assert (draft.completed_sections, draft.state_reason) == ([], "")
    assert draft.title == "Trà hoa hồi năm nay"


def test_members_come_without_access_account_invitation_or_signed_papers():
    source = last_years()
    TeamMember.objects.create(
        application=source,
        full_name="Vi Văn Nam",
        role="Kỹ thuật",
        birth_date=dt.date(2010, 2, 3),
        guardian_name="Vi Văn Bố",
        user=UserFactory(),
        access=TeamAccess.EDIT,
        invitation=InvitationState.ACCEPTED,
        invitation_hash="a" * 64,
    )

    member = started(contest_with_rules(), source).members.get()

    assert (member.full_name, member.role, member.guardian_name) == (
        "Vi Văn Nam",
        "Kỹ thuật",
        "Vi Văn Bố",
    )
    assert (member.user, member.access, member.invitation) == (
        None,
        TeamAccess.NONE,
        InvitationState.NONE,
    )
    assert member.invitation_hash == ""
    assert not member.attachments.exists()


def test_no_more_members_than_the_new_rules_allow():
    source = last_years()
    for number in range(4):
        TeamMember.objects.create(application=source, full_name=f"Người {number}", order=number)

    draft = started(contest_with_rules(max_team_size=3), source)

    assert [member.full_name for member in draft.members.all()] == ["Người 0", "Người 1"]


def test_files_and_consents_stay_where_they_were_given():
    source = ready_application()
    assert source.attachments.exists()
    before = Consent.objects.count()

    draft = started(contest_with_rules(), source)

    assert not draft.attachments.exists()
    assert Consent.objects.count() == before


def test_answers_are_found_by_their_key_even_in_another_section():
    source, contest = last_years(), contest_with_rules()
    answered(source, asked(source.contest, key="van-de"), "Hồi rụng nhiều")
    answered(source, asked(source.contest, key="cu"), "Không ai hỏi nữa")
    asked(contest, slug="muc-khac", key="van-de")

    assert answers_of(started(contest, source)) == {"van-de": "Hồi rụng nhiều"}


def test_a_key_that_two_sections_use_is_matched_by_its_section_only():
    source, contest = last_years(), contest_with_rules()
    answered(source, asked(source.contest, slug="mot", key="mo-ta"), "Một")
    answered(source, asked(source.contest, slug="hai", key="mo-ta"), "Hai")
    asked(contest, slug="hai", key="mo-ta")
    asked(contest, slug="ba", key="mo-ta")

    draft = started(contest, source)

    assert list(draft.answers.values_list("question__section__slug", "value")) == [("hai", "Hai")]


@pytest.mark.parametrize(
    ("before", "now", "value", "is_taken"),
    [
        ({"kind": "long_text"}, {"kind": "long_text", "max_words": 3}, "một hai ba", True),
        ({"kind": "long_text"}, {"kind": "long_text", "max_words": 3}, "một hai ba bốn", False),
        ({"kind": "long_text"}, {"kind": "long_text", "max_characters": 3}, "abcd", False),
        ({"kind": "short_text"}, {"kind": "short_text", "max_characters": 4}, "abcd", True),
        ({"kind": "short_text"}, {"kind": "short_text", "max_characters": 3}, "abcd", False),
        ({"kind": "short_text", "max_characters": 900}, {"kind": "short_text"}, "a" * 501, False),
        ({"kind": "long_text"}, {"kind": "short_text"}, "abc", False),
        ({"kind": "choice", "choices": "A\nB"}, {"kind": "choice", "choices": "B\nC"}, "B", True),
        ({"kind": "choice", "choices": "A\nB"}, {"kind": "choice", "choices": "B\nC"}, "A", False),
        ({"kind": "multiple", "choices": "A"}, {"kind": "multiple", "choices": "A\nB"}, "A", True),
        ({"kind": "multiple", "choices": "A\nB"}, {"kind": "multiple", "choices": "A"}, "A", False),
        ({"kind": "table", "columns": "X | text"}, {"kind": "table", "columns": "X | text"}, "t", True),
        ({"kind": "table", "columns": "X | text"}, {"kind": "table", "columns": "Y | text"}, "t", False),
        ({"kind": "file"}, {"kind": "file"}, "a.pdf", False),
        ({"kind": "money"}, {"kind": "money"}, "30000000", True),
    ],
)  # fmt: skip
def test_an_answer_is_taken_over_where_its_kind_and_the_limits_allow(before, now, value, is_taken):
    source, contest = last_years(), contest_with_rules()
    answered(source, asked(source.contest, key="cau", **before), value)
    asked(contest, key="cau", **now)

    assert answers_of(started(contest, source)) == ({"cau": value} if is_taken else {})


def test_a_closed_question_and_one_of_a_later_round_take_no_answer():
    source, contest = last_years(), contest_with_rules()
    answered(source, asked(source.contest, key="cu"), "Cũ")
    answered(source, asked(source.contest, key="sau"), "Sau")
    asked(contest, key="cu", closed_at=timezone.now())
    later = SectionFactory(contest=contest, slug="sau", opens_in=RoundFactory(contest=contest))
    QuestionFactory(section=later, key="sau")

    assert answers_of(started(contest, source)) == {}


def test_a_kind_of_applicant_field_and_division_that_are_not_offered_stay_open():
    contest = ContestFactory()
    RuleSetFactory(contest=contest, applicant_types=["individual"])
    contest.fields.add(FieldFactory())
    DivisionFactory(contest=contest, name="Bảng Ý tưởng")
    source = last_years(field=FieldFactory(), division=DivisionFactory(name="Bảng Dự án"))

    draft = started(contest, source)

    assert (draft.applicant_type, draft.field, draft.division) == ("", None, None)


def test_a_division_of_the_same_name_and_an_offered_field_are_taken_over():
    field, contest = FieldFactory(), contest_with_rules()
    contest.fields.add(field)
    division = DivisionFactory(contest=contest, name="Bảng Dự án")
    source = last_years(field=field, division=DivisionFactory(name="Bảng Dự án"))

    draft = started(contest, source)

    assert (draft.field, draft.division) == (field, division)


def test_no_section_counts_as_completed_because_it_was_filled_in():
    source, contest = last_years(), contest_with_rules()
    question = asked(source.contest, key="van-de", kind=QuestionKind.LONG_TEXT)
    answered(source, question, "Hồi rụng nhiều")
    asked(contest, key="van-de")
    TeamMember.objects.create(application=source, full_name="Vi Văn Nam")

    draft = Application.objects.for_snapshot().get(pk=started(contest, source).pk)

    done = {task.path for g in task_list(draft).groups for task in g.tasks if task.is_completed}
    assert not {"tom-tat", "thanh-vien"} & done


def test_what_was_taken_over_is_told_in_words():
    source, contest = last_years(), contest_with_rules()
    answered(source, asked(source.contest, key="van-de"), "Hồi rụng nhiều")
    asked(contest, key="van-de")
    TeamMember.objects.create(application=source, full_name="Vi Văn Nam")

    told = taken_over(started(contest, source))

    assert told.source == "hồ sơ LS25-0012-K"
    assert told.parts == "người đại diện, tổ chức, doanh nghiệp, 1 thành viên, 1 câu trả lời"


def test_a_draft_without_a_number_is_told_by_its_name():
    source = ApplicationFactory(title="Trà cũ", contest__year=2025)

    assert taken_over(started(contest_with_rules(), source)).source == "hồ sơ “Trà cũ” năm 2025"


def test_an_empty_start_takes_over_nothing_and_says_nothing():
    assert taken_over(started(contest_with_rules())) is None


def test_the_double_click_makes_one_draft_filled_in_once():
    source, contest = last_years(), contest_with_rules()
    TeamMember.objects.create(application=source, full_name="Vi Văn Nam")

    first = started(contest, source, start_key="k")
    second = started(contest, source, start_key="k")

    assert first.pk == second.pk
    assert second.members.count() == 1


def test_only_own_dossiers_can_be_started_from():
    stranger, source = UserFactory(), last_years()

    with pytest.raises(PermissionDenied):
        started(contest_with_rules(), source, actor=stranger)

    contest = ContestFactory()
    assert not sources_for(stranger, contest).exists()
    assert list(sources_for(source.owner, contest)) == [source]
    assert not Application.objects.owned_by(stranger).exists()


def test_a_profile_fills_in_the_company_the_field_and_the_summary():
    owner, contest = UserFactory(), contest_with_rules()
    startup = StartupFactory(
        owner=owner,
        field=FieldFactory(),
        organization=OrganizationFactory(name="Công ty Hồi Xứ Lạng"),
        summary="Tinh dầu hồi",
        description="Chưng cất tinh dầu hồi cùng các hộ trồng.",
    )
    asked(contest, key="tom-tat", is_summary=True, max_words=300)

    draft = started(contest, actor=owner, startup=startup)

    assert (draft.startup, draft.field) == (startup, startup.field)
    assert draft.organization_name == "Công ty Hồi Xứ Lạng"
    assert draft.applicant_type == "enterprise"
    assert answers_of(draft) == {"tom-tat": "Chưng cất tinh dầu hồi cùng các hộ trồng."}
    assert list(startups_of(owner)) == [startup]


def test_a_description_too_long_for_the_summary_gives_way_to_the_line():
    owner, contest = UserFactory(), contest_with_rules()
    startup = StartupFactory(owner=owner, summary="Tinh dầu hồi", description="dài " * 50)
    asked(contest, key="tom-tat", is_summary=True, max_words=10)

    assert answers_of(started(contest, actor=owner, startup=startup)) == {"tom-tat": "Tinh dầu hồi"}


def test_the_earlier_dossier_comes_before_the_profile():
    source, contest = last_years(), contest_with_rules()
    answered(source, asked(source.contest, key="tom-tat"), "Của hồ sơ")
    asked(contest, key="tom-tat", is_summary=True)
    startup = StartupFactory(
        owner=source.owner, description="Của trang", organization=OrganizationFactory()
    )

    draft = started(contest, source, startup=startup)

    assert draft.organization_name == "HTX Văn Quan"
    assert answers_of(draft) == {"tom-tat": "Của hồ sơ"}
    assert draft.startup == startup


def test_somebody_elses_profile_is_refused():
    with pytest.raises(PermissionDenied):
        started(contest_with_rules(), startup=StartupFactory(owner=UserFactory()))


def test_last_years_submitted_dossier_is_offered_first_and_this_years_drafts_last():
    owner, now, last = UserFactory(), ContestFactory(year=2026), ContestFactory(year=2025)
    begun = ApplicationFactory(owner=owner, contest=now)
    earlier = ApplicationFactory(owner=owner, contest__year=2024, number=3, reference="LS24-0003-A")
    sent = ApplicationFactory(owner=owner, contest=last, number=1, reference="LS25-0001-A")
    unsent = ApplicationFactory(owner=owner, contest=last)

    assert list(sources_for(owner, now)) == [sent, unsent, earlier, begun]
