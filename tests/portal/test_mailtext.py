import datetime as dt

import pytest
from django.template import TemplateDoesNotExist
from django.utils import translation

from portal import mailtext
from portal.mailtext import Wording, WordingError

CONFIRMATION = "account/email_confirmation"


def wording(body, subject="Thông báo"):
    return Wording(subject=subject, body=body)


def test_shipped_names_have_both_files():
    names = mailtext.shipped_names()

    assert CONFIRMATION in names
    for name in names:
        assert mailtext.shipped(name).subject
        assert mailtext.shipped(name).body


def test_a_shipped_subject_is_one_line():
    for name in mailtext.shipped_names():
        assert len(mailtext.shipped(name).subject.splitlines()) == 1


def test_shipped_wordings_use_only_placeholders_if_and_for():
    for name in mailtext.shipped_names():
        mailtext.placeholders(mailtext.shipped(name))


def test_each_shipped_mail_has_one_name_of_its_own():
    names = mailtext.human_names()

    assert sorted(names) == mailtext.shipped_names()
    assert len(set(names.values())) == len(names)
    assert not [called for called in names.values() if not 3 <= len(called) <= 80]
    assert mailtext.human_name("cu/khong_con") == "cu/khong_con"


def test_a_mail_without_files_does_not_exist():
    with pytest.raises(TemplateDoesNotExist):
        mailtext.shipped("account/no_such_mail")


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Kính gửi Ông/Bà", set()),
        ("{{ number }}", {"number"}),
        ("{{ deadline_at|deadline }} {{ 'chữ' }}", {"deadline_at"}),
        ("{{ reason|default:fallback }}", {"reason", "fallback"}),
        (
            "{% if reason %}{{ reason }}{% elif number > limit %}x{% else %}{{ next }}{% endif %}",
            {"reason", "number", "limit", "next"},
        ),
        ("{% if not reason and 1 %}x{% endif %}", {"reason"}),
        (
            "{% for step in steps %}{{ forloop.counter }} {{ step.label }}{% empty %}{{ none }}{% endfor %}",
            {"steps", "none"},
        ),
        ("{{ contest.title }}", {"contest.title"}),
        ("{# chú thích #}{% comment %}{{ hidden }}{% endcomment %}", set()),
    ],
)
def test_placeholders_are_the_names_a_wording_uses(body, names):
    assert mailtext.placeholders(wording(body)) == names


@pytest.mark.parametrize(
    "body",
    [
        "{% include 'x.txt' %}",
        "{% debug %}",
        "{% url 'admin:index' %}",
        "{% if a %}{% now 'Y' %}{% endif %}",
    ],
)
def test_a_wording_is_not_a_program(body):
    with pytest.raises(WordingError):
        mailtext.placeholders(wording(body))


@pytest.mark.parametrize(
    "body", ["{{ a b }}", "{% if %}", "{% nonsense %}", "{{ a|nonsense }}", "{% for x in y %}"]
)
def test_a_broken_placeholder_is_explained(body):
    with pytest.raises(WordingError) as refused:
        mailtext.placeholders(wording(body))

    assert refused.value.message


def test_staff_may_use_the_shipped_and_the_common_names():
    mailtext.check_wording(CONFIRMATION, wording("{{ url }} {{ site_name }} {{ site_url }}"))


def test_an_unknown_placeholder_is_named_with_those_that_exist():
    with pytest.raises(WordingError) as refused:
        mailtext.check_wording(CONFIRMATION, wording("{{ url }} {{ password }}"))

    assert "password" in refused.value.message
    assert "full_name" in refused.value.message


def test_an_unknown_placeholder_in_the_subject_counts_too():
    with pytest.raises(WordingError):
        mailtext.check_wording(CONFIRMATION, wording("x", subject="{{ secret }}"))


def test_an_unknown_mail_is_refused():
    with pytest.raises(WordingError):
        mailtext.check_wording("account/no_such_mail", wording("x"))


def test_values_keep_their_marks_and_signs_in_text_and_are_escaped_in_html():
    rendered = mailtext.render(wording("Dự án {{ title }}"), {"title": 'Trà "hoa hồi" <b>&'})

    assert rendered.text.startswith('Dự án Trà "hoa hồi" <b>&\n')
    assert "Trà &quot;hoa hồi&quot; &lt;b&gt;&amp;" in rendered.html


def test_a_line_break_cannot_enter_the_subject():
    rendered = mailtext.render(
        wording("x", subject="Hồ sơ {{ title }}"), {"title": "A\r\nBcc: kethu@vidu.vn"}
    )

    assert rendered.subject == "Hồ sơ A Bcc: kethu@vidu.vn"


def test_a_long_subject_is_cut_to_its_column():
    assert len(mailtext.render(wording("x", subject="Đ" * 400), {}).subject) == 250


def test_a_missing_value_is_an_error_not_a_blank():
    with pytest.raises(WordingError, match="number"):
        mailtext.render(wording("{{ number }}"), {})


def test_the_frame_closes_text_and_html(settings):
    rendered = mailtext.render(wording("Nội dung"), {})

    assert settings.SITE_NAME in rendered.text
    assert settings.SITE_URL in rendered.text
    assert settings.SITE_NAME in rendered.html


def test_html_loads_nothing_from_anywhere():
    html = mailtext.render(wording("Nội dung"), {}).html

    for tag in ("<img", "<link", "<script", "src=", "style"):
        assert tag not in html


def test_paragraphs_lines_and_lists_become_html():
    html = mailtext.as_html("Một\nhai\n\n- ba\n- bốn")

    assert html == "<p>Một<br>\nhai</p>\n<ul><li>ba</li><li>bốn</li></ul>"


def test_only_links_to_the_portal_can_be_clicked(settings):
    settings.SITE_URL = "https://khoinghiep.langson.gov.vn"

    html = mailtext.as_html(
        "Xem https://khoinghiep.langson.gov.vn/ho-so/1/?a=1&b=2. "
        "Đừng mở https://kethu.vn/ và https://khoinghiep.langson.gov.vn.kethu.vn/"
    )

    assert html.count("<a ") == 1
    assert 'href="https://khoinghiep.langson.gov.vn/ho-so/1/?a=1&amp;b=2"' in html


def test_mails_are_vietnamese_whatever_the_page_speaks():
    with translation.override("en"):
        rendered = mailtext.render(wording("{{ on|date:'F' }}"), {"on": dt.date(2026, 3, 1)})

    assert rendered.text.startswith("Tháng 3\n")


def test_the_preview_names_every_placeholder():
    shown = mailtext.preview(
        wording(
            "{% load i18n %}{% if a %}{{ a|date_long }}{% else %}không{% endif %}{% for s in steps %}- {{ s.label }}{% endfor %}{# x #}",
            subject="Hồ sơ {{ number }}",
        )
    )

    assert shown.subject == "Hồ sơ [number]"
    assert shown.text == "[a] / không- [s.label]"


def test_branches_on_one_line_are_parted_in_the_preview():
    shown = mailtext.preview(
        wording(
            "{% if a %}Một.\n{% else %}Hai.\n{% endif %}{% if b %}Ba{% endif %}",
            subject="Hồ sơ – {% if days %}còn {{ days }} ngày{% else %}hạn nộp là hôm nay{% endif %}",
        )
    )

    assert shown.subject == "Hồ sơ – còn [days] ngày / hạn nộp là hôm nay"
    assert shown.text == "Một.\nHai.\nBa"
