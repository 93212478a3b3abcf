"""What is wrong with an uploaded description, and where."""

import json
from copy import deepcopy

import pytest

from contests.domain.preset_check import MAX_BYTES, PresetError, read_preset
from contests.domain.presets import presets

# The models' constraints are asked of the database.
pytestmark = pytest.mark.django_db


def spoil(change):
    preset = deepcopy(presets()["quang-ngai"])
    change(preset)
    return json.dumps(preset).encode()


def problems(content):
    with pytest.raises(PresetError) as refused:
        read_preset(content)
    return refused.value.problems


@pytest.mark.parametrize("key", presets())
def test_every_shipped_preset_is_in_order(key):
    assert read_preset(json.dumps(presets()[key]).encode()) == presets()[key]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"\xff\xfe\xfa", "UTF-8"),
        (b'{"name":\n', "2"),
        (b"[]", ""),
        (b" " * (MAX_BYTES + 1), "1 MB"),
    ],
)
def test_a_file_that_is_no_description_is_refused_as_a_whole(content, word):
    found = problems(content)

    assert len(found) == 1
    assert word in found[0]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda p: p.pop("name"), "Kỳ thi"),
        (lambda p: p.pop("rules"), "Thể lệ"),
        (lambda p: p.update(rules=[]), "Thể lệ"),
        (lambda p: p.update(colour="red"), "colour"),
        (lambda p: p.update(max_files=-1), "max_files"),
        (lambda p: p["rules"].update(max_team_size="many"), "max_team_size"),
        (lambda p: p["rules"].update(max_team_size=[1]), "max_team_size"),
        (lambda p: p["rules"].update(applicant_types=["robot"]), "applicant_types"),
        (lambda p: p["rules"].update(applicant_types="group"), "applicant_types"),
        (lambda p: p["rules"].update(clauses=["x"]), "clauses"),
        (lambda p: p["rules"].update(past_winner_rule="maybe"), "past_winner_rule"),
        (lambda p: p["rules"].update(min_age=40, max_age=20), "Thể lệ"),
        (lambda p: p["divisions"][1].update(max_team_size=-2), "2"),
        (lambda p: p["divisions"][1].update(name=p["divisions"][0]["name"]), "Ý tưởng"),
        (lambda p: p["rounds"][1].update(kind="party"), "2"),
        (lambda p: p["rounds"][1].update(criteria=[]), "criteria"),
        (lambda p: p["rounds"][2]["criteria"][3].update(max_points="0"), "4"),
        (lambda p: p["rounds"][0]["tie_rules"][0].update(criterion=99), "1"),
        (lambda p: p["rounds"][0]["tie_rules"][0].update(kind="coin"), "kind"),
        (lambda p: p.update(rounds="three"), "rounds"),
        (lambda p: p.update(sections=[]), "sections"),
        (lambda p: p["sections"][0].update(slug="kiem-tra"), "slug"),
        (lambda p: p["sections"][0].update(opens_in="vong-nao"), "opens_in"),
        (lambda p: p["sections"][0]["questions"][0].update(depends_on="x/y"), "depends_on"),
        (lambda p: p["sections"][0]["questions"][1].update(kind="song"), "kind"),
        (lambda p: p["sections"][0]["questions"].append("?"), "questions"),
        (
            lambda p: p["sections"][0]["questions"].append(p["sections"][0]["questions"][0]),
            "gioi-thieu",
        ),
        (lambda p: p["prizes"][0].update(amount=-5), "1"),
    ],
)
def test_every_mistake_is_named_with_its_place(change, place):
    assert any(place in problem for problem in problems(spoil(change)))


def test_all_mistakes_are_told_at_once():
    def change(preset):
        preset["rules"]["max_team_size"] = "many"
        preset["prizes"][0]["quantity"] = "some"

    assert len(problems(spoil(change))) == 2
