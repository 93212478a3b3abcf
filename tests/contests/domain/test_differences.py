"""Two versions of a dossier side by side."""

import copy

import pytest

from contests.domain.differences import Segment, changes, differences, segments
from portal.differences import DifferenceKind as Kind

CONTENT = {
    "title": "Trà hoa hồi",
    "applicant_type_label": "Nhóm cá nhân",
    "division": "Dự án",
    "field": "Nông nghiệp",
    "video_url": "",
    "contact": {
        "full_name": "Lý Thị Mai",
        "birth_date": "1998-03-27",
        "phone": "0912345678",
        "email": "mai@vidu.vn",
        "locality": "Xã Văn Quan",
        "address": "",
    },
    "guardian": {"full_name": "", "phone": ""},
    "organization": {"name": "", "tax_code": "", "registered_on": ""},
    "members": [
        {
            "full_name": "Nông Văn An",
            "birth_date": "",
            "role": "Kỹ thuật",
            "email": "",
            "phone": "",
        }
    ],
    "sections": [
        {
            "slug": "tom-tat",
            "title": "Tóm tắt",
            "answers": [
                {"key": "y-tuong", "label": "Ý tưởng", "text": "Sấy hoa hồi bằng nắng"},
                {"key": "thi-truong", "label": "Thị trường", "text": ""},
            ],
        }
    ],
    "attachments": [
        {
            "kind": "explanation",
            "kind_label": "Bản thuyết minh",
            "name": "thuyet-minh.pdf",
            "caption": "",
            "size": 10,
            "sha256": "a" * 64,
            "stored_public_id": "x",
        }
    ],
}


def changed(change):
    after = copy.deepcopy(CONTENT)
    change(after)
    return [(one.label, one.before, one.after, one.kind) for one in changes(CONTENT, after)]


def test_the_same_content_has_no_changes_and_every_line_is_listed():
    assert changes(CONTENT, copy.deepcopy(CONTENT)) == []
    assert {one.kind for one in differences(CONTENT, CONTENT)} == {Kind.SAME}


def test_a_changed_line_shows_both_texts():
    assert changed(lambda c: c.update(title="Trà hoa hồi sấy lạnh")) == [
        ("Tên dự án", "Trà hoa hồi", "Trà hoa hồi sấy lạnh", Kind.CHANGED)
    ]


def test_filling_an_empty_answer_adds_and_emptying_one_removes():
    def change(content):
        first, second = content["sections"][0]["answers"]
        first["text"], second["text"] = "", "Xuất khẩu"

    assert changed(change) == [
        ("Ý tưởng", "Sấy hoa hồi bằng nắng", "", Kind.REMOVED),
        ("Thị trường", "", "Xuất khẩu", Kind.ADDED),
    ]


def test_an_answer_is_found_by_its_key_although_the_question_was_reworded_and_moved():
    def change(content):
        answers = content["sections"][0]["answers"]
        answers[0] |= {"label": "Ý tưởng chính", "text": "Sấy hoa hồi bằng điện"}
        answers.reverse()

    assert changed(change) == [
        ("Ý tưởng chính", "Sấy hoa hồi bằng nắng", "Sấy hoa hồi bằng điện", Kind.CHANGED)
    ]


def test_a_question_that_went_is_kept_in_its_part_and_counts_only_with_an_answer():
    after = copy.deepcopy(CONTENT)
    after["sections"][0]["answers"] = []

    [found] = changes(CONTENT, after)

    assert (found.part, found.label, found.kind) == ("Tóm tắt", "Ý tưởng", Kind.REMOVED)


def test_members_come_go_and_change():
    def change(content):
        content["members"][0]["role"] = "Kế toán"
        content["members"].append(
            {"full_name": "Hà Thị Hoa", "birth_date": "", "role": "", "email": "", "phone": ""}
        )

    assert changed(change) == [
        ("Nông Văn An", "Nông Văn An, Kỹ thuật", "Nông Văn An, Kế toán", Kind.CHANGED),
        ("Hà Thị Hoa", "", "Hà Thị Hoa", Kind.ADDED),
    ]
    assert changed(lambda c: c["members"].clear()) == [
        ("Nông Văn An", "Nông Văn An, Kỹ thuật", "", Kind.REMOVED)
    ]


def test_two_members_of_one_name_are_two_lines():
    def change(content):
        content["members"].append({**content["members"][0], "role": "Thiết kế"})

    assert changed(change) == [("Nông Văn An", "", "Nông Văn An, Thiết kế", Kind.ADDED)]


def test_files_are_the_same_by_their_bytes_not_by_their_name():
    assert changed(lambda c: c["attachments"][0].update(name="ban-moi.pdf")) == [
        ("Bản thuyết minh", "thuyet-minh.pdf", "ban-moi.pdf", Kind.CHANGED)
    ]
    assert changed(lambda c: c["attachments"][0].update(sha256="b" * 64)) == [
        ("Bản thuyết minh", "", "thuyet-minh.pdf", Kind.ADDED),
        ("Bản thuyết minh", "thuyet-minh.pdf", "", Kind.REMOVED),
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("một hai ba", "một bốn ba", [("same", "một"), ("removed", " hai"), ("added", " bốn"), ("same", " ba")]),
        ("", "mới", [("added", "mới")]),
        ("cũ", "", [("removed", "cũ")]),
        ("như cũ", "như cũ", [("same", "như cũ")]),
        ("a\nb", "a\nc", [("same", "a"), ("removed", "\nb"), ("added", "\nc")]),
        ("", "", []),
    ],
)  # fmt: skip
def test_words_are_marked_with_the_blanks_before_them(before, after, expected):
    found = segments(before, after)

    assert found == [Segment(kind=Kind(kind), text=text) for kind, text in expected]
    assert "".join(one.text for one in found if one.kind != Kind.ADDED) == before
    assert "".join(one.text for one in found if one.kind != Kind.REMOVED) == after


def test_very_long_texts_are_shown_whole_instead_of_marked_for_seconds():
    before, after = "cũ " * 2001, "mới " * 2001

    assert [one.kind for one in segments(before, after)] == [Kind.REMOVED, Kind.ADDED]
