"""The page of official papers: what can be made, why the rest cannot, making, and the office's data."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contests.domain.official.word import shipped_template
from contests.enums import PaperIssuer, PaperKind
from contests.models import CouncilMeeting, MadePaper, PaperOffice, PaperTemplate
from tests.contests.papers_world import approved_final, crowded_final
from tests.factories.contests import ContestFactory, RoundFactory
from tests.factories.portal import UserFactory, judge
from tests.factories.results import scored_final

pytestmark = pytest.mark.django_db


def papers_url(contest):
    return reverse("admin:contests_contest_papers", args=[contest.pk])


def make(client, contest, **chosen):
    url = reverse("admin:contests_contest_make_paper", args=[contest.pk])
    return client.post(url, {"format": "pdf", **chosen})


def small(**kwargs):
    return approved_final(entries=1, judges=1, criteria=1, prizes=1, **kwargs)


def test_the_page_offers_what_can_be_made_and_says_why_the_rest_cannot(office):
    final = scored_final([90])

    page = office.get(papers_url(final.contest)).content.decode()

    assert f'name="kind" value="{PaperKind.BLANK_SHEETS}"' in page
    assert f'name="kind" value="{PaperKind.SCORE_TABLE}"' not in page
    assert "Chưa đóng chấm điểm: điểm chưa được chốt." in page


def test_a_paper_is_handed_out_as_a_file_and_listed(office):
    round_ = small()

    response = make(office, round_.contest, kind=PaperKind.MINUTES, round=round_.pk, format="docx")

    assert response.headers["Content-Disposition"].endswith('.docx"')
    assert response.content.startswith(b"PK")
    assert (
        "Biên bản họp Hội đồng giám khảo (Word)"
        in office.get(papers_url(round_.contest)).content.decode()
    )


def test_papers_are_made_by_a_form_only(office):
    contest = small().contest

    url = reverse("admin:contests_contest_make_paper", args=[contest.pk])

    assert office.get(url, {"kind": PaperKind.VALID_LIST, "format": "pdf"}).status_code == 405
    assert not MadePaper.objects.exists()


@pytest.mark.parametrize(
    "chosen",
    [
        {"kind": PaperKind.SCORE_TABLE},
        {"kind": PaperKind.BLANK_SHEETS, "judge": ""},
        {"kind": PaperKind.BLANK_SHEETS, "judge": "999999"},
        {"kind": "none of these"},
        {"kind": PaperKind.MINUTES, "format": "exe"},
    ],
)
def test_a_refusal_is_told_on_the_page_and_nothing_is_made(office, chosen):
    final = scored_final([90])

    response = make(office, final.contest, round=final.pk, **chosen)

    assert response.url == papers_url(final.contest)
    assert office.get(response.url).context["messages"]
    assert not MadePaper.objects.exists()


def test_a_round_of_another_edition_is_no_choice(office):
    round_, other = small(), ContestFactory(year=2050)

    response = make(office, other, kind=PaperKind.MINUTES, round=round_.pk)

    assert response.status_code == 302
    assert not MadePaper.objects.exists()


def test_nobody_but_the_office_sees_the_page(client):
    contest = scored_final([90]).contest

    for person in (judge(), UserFactory(roles=["Biên tập viên"])):
        client.force_login(person)
        for response in (client.get(papers_url(contest)), make(client, contest, kind="valid_list")):
            assert response.status_code in {302, 403}
    assert not MadePaper.objects.exists()


def test_the_board_makes_papers_and_changes_no_head(board):
    contest = small().contest
    add = reverse("admin:contests_paperoffice_add")

    assert add not in board.get(papers_url(contest)).content.decode()
    assert board.get(add).status_code == 403


def test_the_page_costs_the_same_for_one_and_for_three_papers_made(
    office, django_assert_max_num_queries, django_assert_num_queries
):
    contest = small().contest
    make(office, contest, kind=PaperKind.VALID_LIST)
    with django_assert_max_num_queries(30) as queries:
        office.get(papers_url(contest))
        count = len(queries)
    for _time in range(2):
        make(office, contest, kind=PaperKind.VALID_LIST)

    with django_assert_num_queries(count):
        assert len(office.get(papers_url(contest)).context["made"]) == 3


# --- the office's data -----------------------------------------------------------------------------


@pytest.mark.parametrize("issuer", PaperIssuer)
def test_a_head_begins_with_the_usual_one_and_is_kept_for_the_edition(office, issuer):
    contest = ContestFactory()
    url = f"{reverse('admin:contests_paperoffice_add')}?contest={contest.pk}&issuer={issuer}"
    form = office.get(url).context["adminform"].form
    values = {
        name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()
    }

    response = office.post(url, {**values, "signer_name": "Vi Văn Ký"})

    row = PaperOffice.objects.get()
    assert response.url == papers_url(contest)
    assert (row.contest, row.issuer, row.signer_name) == (contest, issuer, "Vi Văn Ký")
    assert row.body


def test_an_edition_keeps_one_head_of_each_issuer(office):
    contest = ContestFactory()
    url = f"{reverse('admin:contests_paperoffice_add')}?contest={contest.pk}&issuer=jury"
    form = office.get(url).context["adminform"].form
    values = {
        name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()
    }
    office.post(url, values)

    again = office.post(url, values)

    assert again.status_code == 200
    assert PaperOffice.objects.count() == 1


def test_only_judges_of_the_round_can_be_absent_from_its_meeting(office):
    round_ = crowded_final(entries=1, judges=2, criteria=1, prizes=0)
    judge(full_name="Giám khảo vòng khác")
    url = f"{reverse('admin:contests_councilmeeting_add')}?round={round_.pk}"

    offered = office.get(url).context["adminform"].form.fields["absent"].queryset

    assert set(offered) == {seat.judge for seat in round_.panels.get().members.all()}


def test_a_meeting_is_recorded_and_leads_back_to_the_papers(office):
    round_ = crowded_final(entries=1, judges=2, criteria=1, prizes=0)
    away = round_.panels.get().members.first().judge
    url = f"{reverse('admin:contests_councilmeeting_add')}?round={round_.pk}"

    response = office.post(
        url, {"round": round_.pk, "place": "Hội trường Sở", "absent": [away.pk], "votes_for": "1"}
    )

    meeting = CouncilMeeting.objects.get()
    assert response.url == papers_url(round_.contest)
    assert list(meeting.absent.all()) == [away]
    assert meeting.votes_for == 1


def test_a_meeting_does_not_end_before_it_begins(office):
    round_ = RoundFactory()
    url = f"{reverse('admin:contests_councilmeeting_add')}?round={round_.pk}"

    response = office.post(
        url,
        {
            "round": round_.pk,
            "starts_at_0": "05/03/2026",
            "starts_at_1": "09:00",
            "ends_at_0": "05/03/2026",
            "ends_at_1": "08:00",
        },
    )

    assert "Giờ kết thúc không được trước giờ bắt đầu" in response.content.decode()
    assert not CouncilMeeting.objects.exists()


# --- templates ------------------------------------------------------------------------------------


def template_of(kind=PaperKind.VALID_LIST):
    return SimpleUploadedFile("mau.docx", shipped_template(kind))


def add_template(client, upload, **values):
    url = reverse("admin:contests_papertemplate_add")
    return client.post(
        url, {"kind": PaperKind.VALID_LIST, "upload": upload, "is_active": "on", **values}
    )


def test_a_template_is_uploaded_tried_and_downloaded_again(office):
    add_template(office, template_of())
    add_template(office, template_of(), note="mới")

    old, new = PaperTemplate.objects.order_by("pk")
    assert (old.is_active, new.is_active, new.note) == (False, True, "mới")
    for page in ("file", "preview"):
        response = office.get(reverse(f"admin:contests_papertemplate_{page}", args=[new.pk]))
        assert b"".join(response).startswith(b"PK")


def test_a_wrong_template_is_refused_in_the_form(office):
    response = add_template(office, template_of(PaperKind.MINUTES))

    errors = response.context["adminform"].form.errors
    assert set(errors) == {"upload"}
    assert "“members”" in errors["upload"][0] or "“" in errors["upload"][0]
    assert not PaperTemplate.objects.exists()


def test_putting_a_template_to_use_retires_the_other(office):
    add_template(office, template_of())
    add_template(office, template_of())
    old = PaperTemplate.objects.earliest("pk")

    office.post(
        reverse("admin:contests_papertemplate_change", args=[old.pk]),
        {"note": "dùng lại", "is_active": "on"},
    )

    assert PaperTemplate.objects.get(is_active=True).note == "dùng lại"


def test_the_list_leads_to_shipped_templates_and_placeholders(office):
    page = office.get(reverse("admin:contests_papertemplate_changelist")).content.decode()

    for kind in PaperKind:
        for name in ("shipped", "placeholders"):
            url = reverse(f"admin:contests_papertemplate_{name}", args=[kind])
            assert url in page
            assert office.get(url).status_code == 200
    unknown = reverse("admin:contests_papertemplate_placeholders", args=["khong-co"])
    assert office.get(unknown).status_code == 404
