"""Templates of the office: what is refused, by name; what is in use; what falls back."""

import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from contests.domain.official import make_paper
from contests.domain.official.checking import TemplateRefusedError, check_template
from contests.domain.official.demo import demo_values
from contests.domain.official.placeholders import REQUIRED, placeholders_of
from contests.domain.official.templates import keep_template, preview, set_in_use
from contests.domain.official.word import shipped_template
from contests.enums import PaperFormat, PaperKind
from contests.models import MadePaper, PaperTemplate
from tests.contests.paper_files import outside_the_margins, squeezed, text_of
from tests.contests.rounds import verbs_of
from tests.factories.contests import ApplicationFactory
from tests.factories.portal import board_member, secretary


def word(*paragraphs, header=""):
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def rows_of(*inside):
    return word("{%p for row in rows %}", *inside, "{%p endfor %}")


def uploaded(content, name="mau.docx"):
    return SimpleUploadedFile(name, content)


def refusal(content, kind=PaperKind.VALID_LIST):
    with pytest.raises(TemplateRefusedError) as caught:
        check_template(kind, content)
    return str(caught.value.message)


# --- what may stand in a template -----------------------------------------------------------------


@pytest.mark.parametrize("kind", PaperKind)
def test_the_shipped_template_of_every_paper_passes_the_check(kind):
    check_template(kind, shipped_template(kind))


@pytest.mark.parametrize("kind", PaperKind)
def test_every_shipped_paper_can_be_shown_with_example_data(kind):
    assert "{{" not in text_of(preview(kind))
    assert outside_the_margins(kind, demo_values(kind)) == []


@pytest.mark.parametrize("kind", PaperKind)
def test_every_placeholder_has_a_meaning_and_the_required_ones_exist(kind):
    lines = placeholders_of(kind)

    assert [line.written for line in lines if not str(line.meaning)] == []
    assert all(any(name in line.written for line in lines) for name in REQUIRED[kind])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{{ row.unknown }}", "row.unknown"),
        ("{{ winner }}", "winner"),
        ("{{ row.project.secret }}", "row.project.secret"),
        ("{{ head.__class__ }}", "head.__class__"),
        ("{{ rows }}", "rows"),
        ("{{ head }}", "head"),
        ("{% for x in total %}{% endfor %}", "total"),
        ("{% if nothing %}x{% endif %}", "nothing"),
    ],
)
def test_a_wrong_placeholder_is_refused_by_its_name(text, named):
    assert f"“{named}”" in refusal(rows_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "{{ row.project|upper }}",
        "{{ row.project.upper() }}",
        "{{ cycler('a') }}",
        "{% set x = 1 %}",
        "{{ rows[0] }}",
        "{{ 1 + 1 }}",
        "{% include 'x' %}",
        "{{ row.project",
        "{% for x in rows %}",
    ],
)
def test_a_template_is_text_and_no_program(text):
    assert refusal(rows_of(text))


def test_placeholders_in_the_header_are_checked_too():
    content = word("{%p for row in rows %}", "x", "{%p endfor %}", header="{{ unknown }}")

    assert "“unknown”" in refusal(content)


def test_what_the_paper_must_hold_is_told_when_it_is_missing():
    assert "rows" in refusal(word("{{ contest }}"))
    assert "members, rows" in refusal(word("{{ contest }}"), PaperKind.MINUTES)


def test_conditions_loops_and_their_counters_are_understood():
    check_template(
        PaperKind.VALID_LIST,
        rows_of(
            "{{ loop.index }}. {{ row.project }}{% if row.field and not loop.last %};{% endif %}"
        ),
    )


def test_macros_are_refused():
    with_macros = io.BytesIO(rows_of("x"))
    with zipfile.ZipFile(with_macros, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")

    assert "macro" in refusal(with_macros.getvalue())


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"x" * 100, b"PK\x03\x04" + b"x" * 50, b"%PDF-1.4"])
def test_a_broken_or_another_file_is_refused(content):
    with pytest.raises((ValidationError, TemplateRefusedError)):
        keep_template(PaperKind.VALID_LIST, uploaded(content), actor=secretary())
    assert not PaperTemplate.objects.exists()


# --- one in use -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_new_template_in_use_takes_the_place_of_the_one_before():
    person = secretary()
    first = keep_template(PaperKind.VALID_LIST, uploaded(rows_of("một")), actor=person)
    spare = keep_template(
        PaperKind.VALID_LIST, uploaded(rows_of("hai")), actor=person, is_active=False
    )
    second = keep_template(PaperKind.VALID_LIST, uploaded(rows_of("ba")), actor=person)

    in_use = PaperTemplate.objects.filter(is_active=True)
    assert in_use.get() == second
    set_in_use(spare, actor=person)
    assert in_use.get() == spare
    set_in_use(spare, actor=person)
    set_in_use(spare, actor=person, is_active=False)
    assert not in_use.exists()
    assert verbs_of(spare) == ["keep_template", "use_template", "drop_template"]
    assert verbs_of(first)[0] == "keep_template"


@pytest.mark.django_db
def test_only_the_secretariat_keeps_templates():
    with pytest.raises(PermissionDenied):
        keep_template(PaperKind.VALID_LIST, uploaded(rows_of("x")), actor=board_member())


def list_of(contest, actor):
    return make_paper(contest, PaperKind.VALID_LIST, PaperFormat.DOCX, actor=actor).content


@pytest.mark.django_db
def test_the_word_file_is_made_with_the_template_in_use_and_falls_back_to_the_shipped_one():
    application, person = ApplicationFactory(state="valid", title="Chè Shan"), secretary()
    own = keep_template(
        PaperKind.VALID_LIST, uploaded(rows_of("MẪU RIÊNG {{ row.project }}")), actor=person
    )

    made = text_of(list_of(application.contest, person))
    assert squeezed("MẪU RIÊNG Chè Shan") in made
    assert MadePaper.objects.get().template == own

    own.stored.file.delete()
    fallen_back = text_of(list_of(application.contest, person))
    assert squeezed("DANH SÁCH") in fallen_back
    assert MadePaper.objects.first().template is None


def test_lines_to_write_on_are_drawn_between_neighbours_too():
    xml = Document(io.BytesIO(shipped_template(PaperKind.BLANK_SHEETS))).element.body.xml

    assert xml.count("<w:between ") == 4
