"""Reading an uploaded description of an edition: every mistake is named with its place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from contests.domain.criteria_sets import ROUND_FIELDS
from contests.domain.preset_files import EDITION, FIELDS, LINKS, ROWS, WORDS
from contests.enums import ApplicantType, AttachmentKind, TieRuleKind
from contests.models import (
    Contest,
    Criterion,
    Division,
    DivisionPlaces,
    Prize,
    PrizeFamily,
    Question,
    Round,
    RuleSet,
    ScoreLevel,
    Section,
    TieRule,
)
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import Model

MAX_BYTES = 1024 * 1024
_LISTS = {
    "applicant_types": set(ApplicantType.values),
    "required_files": set(AttachmentKind.values),
}


class PresetError(RefusedError):
    """A file is no description of an edition; ``problems`` name each place."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def read_preset(content: bytes) -> dict[str, Any]:
    """Return the description in an uploaded file; raises PresetError that names every place."""
    return _checked(content, _Check().run)


def read_criteria(content: bytes, divisions: Iterable[str] = ()) -> dict[str, Any]:
    """Return the set of criteria in an uploaded file; raises PresetError that names every place.

    ``divisions`` are the names that a criterion may be for.
    """
    return _checked(content, lambda data: _Check().run_criteria(data, set(divisions)))


def _checked(content: bytes, check: Callable[[object], list[str]]) -> dict[str, Any]:
    if len(content) > MAX_BYTES:
        raise PresetError([_("The file is larger than 1 MB")])
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise PresetError([_("The file is not text in UTF-8")]) from error
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise PresetError([_("Line %(line)d: this is not JSON") % {"line": line}]) from error
    problems = check(data)
    if problems:
        raise PresetError(problems)
    return data


class _Check:
    """Walks a description and collects what is wrong, each with its place."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def run(self, data: object) -> list[str]:
        if not isinstance(data, dict):
            return [_("The file must hold one description of an edition")]
        top = _("Edition")
        self._known_keys(data, {*WORDS, *EDITION, *ROWS, "rules"}, top)
        if not isinstance(data.get("name"), str) or not data["name"].strip():
            self._add(top, _("the name of the preset is missing (name)"))
        self._fields(Contest, data, EDITION, top)
        self._rules(data.get("rules"))
        self._rounds(data)
        self._sections(data)
        for number, row in self._rows(data, "divisions", _("Divisions")):
            self._row(Division, row, _("Division %(n)d") % {"n": number})
        self._prizes(data)
        self._unique(data, "divisions", "name", _("Divisions"))
        return self.problems

    def _prizes(self, data: dict[str, Any]) -> None:
        for number, row in self._rows(data, "prize_families", _("Prize families")):
            self._row(PrizeFamily, row, _("Prize family %(n)d") % {"n": number})
        families = {row.get("name") for _n, row in self._quiet_rows(data, "prize_families")}
        for number, row in self._rows(data, "prizes", _("Prizes")):
            place = _("Prize %(n)d") % {"n": number}
            self._row(Prize, row, place)
            self._link(row, "family", families, place)
        self._unique(data, "prize_families", "name", _("Prize families"))
        self._unique(data, "prizes", "name", _("Prizes"))

    def run_criteria(self, data: object, divisions: set[Any]) -> list[str]:
        if not isinstance(data, dict):
            return [_("The file must hold one set of criteria")]
        place = _("Set of criteria")
        self._known_keys(data, {*WORDS, "round", "criteria", "tie_rules"}, place)
        if not isinstance(data.get("name"), str) or not data["name"].strip():
            self._add(place, _("the name of the preset is missing (name)"))
        said = data.get("round", {})
        if isinstance(said, dict):
            self._known_keys(said, set(ROUND_FIELDS), place)
            self._fields(Round, said, ROUND_FIELDS, place)
        else:
            self._add(place, _("“%(key)s” must be one value") % {"key": "round"})
        self._scoring(data, place, divisions)
        return self.problems

    def _rules(self, rules: object) -> None:
        if not isinstance(rules, dict):
            self._add(_("Rules"), _("the part “rules” is missing"))
            return
        clauses = rules.get("clauses", {})
        if not isinstance(clauses, dict) or not all(isinstance(v, str) for v in clauses.values()):
            self._add(_("Rules"), _("“clauses” must name one clause for each rule"))
        self._row(RuleSet, rules, _("Rules"))

    def _rounds(self, data: dict[str, Any]) -> None:
        divisions = {row.get("name") for _n, row in self._quiet_rows(data, "divisions")}
        self._unique(data, "rounds", "slug", _("Rounds of the contest"))
        for number, row in self._rows(data, "rounds", _("Rounds of the contest"), is_needed=True):
            place = _("Round %(n)d") % {"n": number}
            self._row(Round, row, place, parts=("criteria", "tie_rules", "places"))
            self._scoring(row, place, divisions)
            for index, places in self._rows(row, "places", place):
                inner = f"{place}, " + _("places %(n)d") % {"n": index}
                self._row(DivisionPlaces, places, inner)
                self._link(
                    places | {"division": places.get("division")}, "division", divisions, inner
                )

    def _scoring(self, row: dict[str, Any], place: str, divisions: set[Any]) -> None:
        """Check criteria and tie rules."""
        count = self._criteria(row, place, divisions)
        for index, rule in self._rows(row, "tie_rules", place):
            inner = f"{place}, " + _("tie rule %(n)d") % {"n": index}
            self._row(TieRule, rule, inner)
            self._tie_criterion(rule, count, inner)

    def _criteria(self, parent: dict[str, Any], place: str, divisions: set[Any]) -> int:
        """Check the criteria of a round, or the parts of one; return how many there are."""
        key = "criteria" if "criteria" in parent or "parts" not in parent else "parts"
        rows = self._rows(parent, key, place, is_needed=True)
        count = len(rows)
        for index, criterion in rows:
            inner = f"{place}, " + _("criterion %(n)d") % {"n": index}
            nested = ("levels", "parts") if key == "criteria" else ("levels",)
            self._row(Criterion, criterion, inner, parts=nested)
            self._link(criterion, "division", divisions, inner)
            for number, level in self._rows(criterion, "levels", inner):
                self._row(ScoreLevel, level, f"{inner}, " + _("level %(n)d") % {"n": number})
            if key == "criteria" and "parts" in criterion:
                count += self._criteria({"parts": criterion["parts"]}, inner, divisions)
        return count

    def _tie_criterion(self, rule: dict[str, Any], count: int, place: str) -> None:
        chosen = rule.get("criterion")
        if rule.get("kind") != TieRuleKind.CRITERION:
            return
        if not isinstance(chosen, int) or not 0 <= chosen < count:
            self._add(place, _("names no criterion of its round (0 is the first)"))

    def _sections(self, data: dict[str, Any]) -> None:
        rounds = {row.get("slug") for _n, row in self._quiet_rows(data, "rounds")}
        asked: set[str] = set()
        self._unique(data, "sections", "slug", _("Sections"))
        for number, row in self._rows(data, "sections", _("Sections"), is_needed=True):
            place = _("Section %(n)d") % {"n": number}
            self._row(Section, row, place, parts=("questions",))
            self._link(row, "opens_in", rounds, place)
            self._unique(row, "questions", "key", place)
            for index, question in self._rows(row, "questions", place, is_needed=True):
                inner = f"{place}, " + _("question %(n)d") % {"n": index}
                self._row(Question, question, inner)
                self._link(question, "required_from", rounds, inner)
                self._link(question, "depends_on", asked, inner)
                asked.add(f"{row.get('slug')}/{question.get('key')}")

    def _link(self, row: dict[str, Any], key: str, known: set[Any], place: str) -> None:
        if key in row and (not isinstance(row[key], str) or row[key] not in known):
            self._add(place, _("“%(key)s” names nothing that stands before it") % {"key": key})

    # --- one row

    def _row(
        self, model: type[Model], row: dict[str, Any], place: str, parts: Iterable[str] = ()
    ) -> None:
        self._known_keys(row, {*FIELDS[model], *parts}, place)
        self._fields(model, row, FIELDS[model], place)

    def _fields(
        self, model: type[Model], row: dict[str, Any], names: Iterable[str], place: str
    ) -> None:
        """Let the model judge the values, as it would judge a form."""
        kept = {name: row[name] for name in names if name in row and name not in LINKS}
        for name, allowed in _LISTS.items():
            value = kept.get(name)
            if value is not None and not (
                isinstance(value, list) and allowed >= set(map(str, value))
            ):
                self._add(place, _("“%(key)s” holds an unknown value") % {"key": name})
                kept.pop(name)
        wrong = [name for name, value in kept.items() if not _is_simple(name, value)]
        for name in wrong:
            self._add(place, _("“%(key)s” must be one value") % {"key": name})
            kept.pop(name)
        judged = {name for name in names if name not in {*LINKS, *wrong}}
        others = {field.name for field in model._meta.fields if field.name not in judged}
        try:
            instance = model(**kept)
            instance.clean_fields(exclude=others)
            instance.validate_constraints(exclude=others)
        except ValidationError as error:
            self._complain(model, error, place)
        except (TypeError, ValueError):
            self._add(place, _("holds a value of the wrong kind"))

    def _complain(self, model: type[Model], error: ValidationError, place: str) -> None:
        labels = {field.name: str(field.verbose_name) for field in model._meta.fields}
        for name, messages in error.message_dict.items():
            label = labels.get(name, "")
            for message in messages:
                self._add(place, f"{label} ({name}): {message}" if label else message)

    # --- lists and keys

    def _rows(
        self, parent: dict[str, Any], key: str, place: str, *, is_needed: bool = False
    ) -> list[tuple[int, dict[str, Any]]]:
        rows = parent.get(key, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self._add(place, _("“%(key)s” must be a list of descriptions") % {"key": key})
        elif is_needed and not rows:
            self._add(place, _("“%(key)s” is empty") % {"key": key})
        return self._quiet_rows(parent, key)

    @staticmethod
    def _quiet_rows(parent: dict[str, Any], key: str) -> list[tuple[int, dict[str, Any]]]:
        rows = parent.get(key, [])
        if not isinstance(rows, list):
            return []
        return [(n, row) for n, row in enumerate(rows, start=1) if isinstance(row, dict)]

    def _unique(self, parent: dict[str, Any], key: str, name: str, place: str) -> None:
        values = [str(row.get(name)) for _n, row in self._quiet_rows(parent, key)]
        for value in sorted({value for value in values if values.count(value) > 1}):
            self._add(place, _("“%(value)s” stands there twice") % {"value": value})

    def _known_keys(self, row: dict[str, Any], known: set[str], place: str) -> None:
        for key in row.keys() - known:
            self._add(place, _("“%(key)s” is not known") % {"key": key})

    def _add(self, place: str, message: str) -> None:
        self.problems.append(f"{place}: {message}")


def _is_simple(name: str, value: object) -> bool:
    return name in {*_LISTS, "clauses"} or not isinstance(value, list | dict)
