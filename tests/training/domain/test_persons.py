"""One person behind several registrations: linked by rules, merged and parted by staff."""

from itertools import permutations

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils.translation import override

from portal.roles import Role
from portal.workflow import RefusedError
from tests.contests.test_concurrency import at_once
from tests.factories.portal import UserFactory
from tests.factories.training import CourseRunFactory, RegistrationFactory
from tests.training.persons import PLAIN, both_counts, came, person_of
from training.domain import persons
from training.enums import Likeness
from training.models import KeptApart, Person, Registration
from training.tasks import link_persons

pytestmark = pytest.mark.django_db


def officer():
    return UserFactory(roles=[Role.TRAINING_OFFICER])


# --- the counts ------------------------------------------------------------------------------


def test_a_person_in_three_classes_is_three_attendances_and_one_person():
    for _class in range(3):
        came(email="hoc@x.vn")

    assert both_counts() == (3, 1)


WAYS = {
    "with accents and without": [
        {"email": "hoc@x.vn"},
        {"email": "HOC@x.vn", "name": PLAIN},
    ],
    "two telephones and one address": [
        {"email": "hoc@x.vn", "phone": "0912345678"},
        {"email": "hoc@x.vn", "phone": "0987654321", "name": PLAIN},
    ],
    "two addresses and one telephone": [
        {"email": "hoc@x.vn", "phone": "0912345678"},
        {"email": "vanhoc@y.vn", "phone": "+84 912 345 678", "name": PLAIN},
    ],
    "no address, but year of birth and organisation": [
        {"birth_year": 1990, "organization_name": "UBND xã Bắc Sơn"},
        {"birth_year": 1990, "organization_name": "ubnd xa bac son", "name": PLAIN},
    ],
}


@pytest.mark.parametrize("way", WAYS)
def test_one_person_counts_once_however_they_register(way):
    for values in WAYS[way]:
        came(**values)

    assert both_counts() == (2, 1)


CHAIN = (
    {"email": "hoc@x.vn", "phone": "0912345678"},
    {"email": "vanhoc@y.vn", "phone": "0987654321"},
    {"email": "vanhoc@y.vn", "phone": "0912345678", "name": PLAIN},
)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_in_which_people_register_changes_no_count(order):
    for place in order:
        came(**CHAIN[place])
        persons.link_pending()

    assert both_counts() == (3, 1)


def test_people_of_one_name_are_as_many_as_they_are():
    came(email="hoc@x.vn", phone="0912345678")
    came(email="hoc@y.vn", phone="0987654321")

    assert both_counts() == (2, 2)


def test_colleagues_who_share_an_address_are_two_and_asked_about():
    came(email="xa@langson.vn")
    came(email="xa@langson.vn", name="Lý Thị Mai")

    assert both_counts() == (2, 2)
    [pair] = persons.suggestions()
    assert pair.match.reasons == (Likeness.EMAIL,)


def test_whoever_is_not_linked_yet_counts_as_one():
    row = came()

    assert both_counts() == (1, 1)
    Registration.objects.filter(pk=row.pk).update(person=None)
    assert persons.link_pending() == 1


def test_who_registered_twice_for_a_class_took_one_place_in_it():
    run = CourseRunFactory(sessions=1)
    came(run, email="hoc@x.vn", phone="0912345678")
    came(run, email="hoc@y.vn", phone="0912345678")

    assert both_counts() == (1, 1)


def test_nobody_without_a_place_is_linked():
    RegistrationFactory(state="waitlisted")
    RegistrationFactory(state="cancelled")

    assert persons.link_pending() == 0
    assert not Person.objects.exists()


def test_the_task_and_the_command_link_and_change_nothing_a_second_time(capsys):
    came(email="hoc@x.vn")
    link_persons()
    assert Person.objects.count() == 1

    came(email="hoc@x.vn", name=PLAIN)
    call_command("rebuild_persons")
    call_command("rebuild_persons")
    assert capsys.readouterr().out.split("\n")[:2] == [
        "1 registrations linked or joined.",
        "0 registrations linked or joined.",
    ]


def test_rebuilding_joins_what_a_correction_shows_and_drops_who_is_nobody():
    first, second = came(email="hoc@x.vn"), came(email="hcc@x.vn")
    assert both_counts() == (2, 2)
    Registration.objects.filter(pk=second.pk).update(email_key="hoc@x.vn")
    Person.objects.create(full_name="Không Ai")

    assert persons.rebuild() == 1
    assert both_counts() == (2, 1)
    assert person_of(first) == person_of(second)
    assert not Person.objects.filter(full_name="Không Ai").exists()


# --- staff -----------------------------------------------------------------------------------


def two_who_are_one():
    """Two rows that no rule joins."""
    one, other = came(email="hoc@x.vn"), came(email="khac@y.vn", name="Nông V. Học")
    assert both_counts() == (2, 2)
    return one, other


def snapshot():
    return (
        list(Person.objects.order_by("pk").values_list("pk", "merged_into", "root", "full_name")),
        list(Registration.objects.order_by("pk").values_list("pk", "person")),
    )


def test_merging_makes_one_person_and_taking_it_back_leaves_everything_as_it_was():
    one, other = two_who_are_one()
    before, staff = snapshot(), officer()

    persons.merge(person_of(one), [person_of(other)], actor=staff)
    assert both_counts() == (2, 1)

    persons.unmerge(other.person, actor=staff)
    assert snapshot() == before
    assert both_counts() == (2, 2)


def test_a_merge_of_what_was_merged_before_is_taken_back_with_it():
    rows = [came(email=f"so{n}@x.vn", name=f"Người Số {n}") for n in "abcd"]
    both_counts()
    staff = officer()
    a, b, c, d = (person_of(row) for row in rows)
    persons.merge(a, [b], actor=staff)
    persons.merge(c, [d], actor=staff)
    halves = snapshot()

    persons.merge(a, [c], actor=staff)
    assert both_counts() == (4, 1)
    persons.unmerge(c, actor=staff)

    assert snapshot() == halves
    assert both_counts() == (4, 2)
    persons.unmerge(b, actor=staff)
    persons.unmerge(d, actor=staff)
    assert both_counts() == (4, 4)


def test_later_registrations_of_a_merged_person_follow_and_go_back_with_it():
    one, other = two_who_are_one()
    staff = officer()
    persons.merge(person_of(one), [person_of(other)], actor=staff)

    late = came(email="khac@y.vn", name="nong v hoc")
    assert both_counts() == (3, 1)
    assert person_of(late) == person_of(one)

    persons.unmerge(other.person, actor=staff)
    assert both_counts() == (3, 2)
    assert person_of(late) == person_of(other)


def test_no_rule_joins_again_whom_staff_parted():
    first, second = came(**CHAIN[0]), came(**CHAIN[1])
    third = came(**CHAIN[2])
    assert both_counts() == (3, 1)
    joined = Person.objects.get(merged_into__isnull=False)

    persons.unmerge(joined, actor=officer())
    persons.rebuild()
    came(**CHAIN[2])

    assert both_counts() == (4, 2)
    assert person_of(first) != person_of(second)
    assert third.pk


def test_a_registration_that_was_linked_wrongly_gets_a_person_of_its_own():
    first, second = came(email="hoc@x.vn"), came(email="hoc@x.vn")
    assert both_counts() == (2, 1)

    made = persons.detach(second, actor=officer())
    persons.rebuild()

    assert both_counts() == (2, 2)
    assert person_of(second) == made
    with pytest.raises(RefusedError):
        persons.detach(first, actor=officer())


def test_whom_staff_keep_apart_nobody_is_asked_about_again():
    one, other = came(email="xa@x.vn"), came(email="xa@x.vn", name="Lý Thị Mai")
    both_counts()
    assert len(persons.suggestions(of=person_of(one))) == 1

    for _time in range(2):
        persons.keep_apart(person_of(other), person_of(one), actor=officer())

    assert persons.suggestions() == []
    assert KeptApart.objects.count() == 1


def test_staff_may_merge_whom_they_kept_apart_before():
    one, other = two_who_are_one()
    staff = officer()
    persons.keep_apart(person_of(one), person_of(other), actor=staff)

    persons.merge(person_of(one), [person_of(other)], actor=staff)

    assert both_counts() == (2, 1)
    persons.rebuild()
    assert both_counts() == (2, 1)


def test_only_training_officers_merge_part_and_detach():
    one, other = two_who_are_one()
    stranger = UserFactory(roles=[Role.EDITOR])
    acts = (
        lambda: persons.merge(person_of(one), [person_of(other)], actor=stranger),
        lambda: persons.unmerge(person_of(one), actor=stranger),
        lambda: persons.keep_apart(person_of(one), person_of(other), actor=stranger),
        lambda: persons.detach(one, actor=stranger),
    )
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()


def test_what_is_no_longer_so_is_refused():
    one, other = two_who_are_one()
    staff, keep, gone = officer(), person_of(one), person_of(other)
    with pytest.raises(RefusedError):
        persons.unmerge(keep, actor=staff)
    persons.merge(keep, [gone], actor=staff)

    for act in (
        lambda: persons.merge(keep, [gone], actor=staff),
        lambda: persons.merge(gone, [keep], actor=staff),
        lambda: persons.keep_apart(keep, gone, actor=staff),
    ):
        with pytest.raises(RefusedError):
            act()


def test_every_act_leaves_its_line():
    one, other = two_who_are_one()
    staff = officer()
    persons.merge(person_of(one), [person_of(other)], actor=staff)
    persons.unmerge(other.person, actor=staff)

    assert sorted(verbs_of(other.person)) == ["merge_persons", "unmerge_persons"]


def verbs_of(person):
    return [row.additional_data["verb"] for row in LogEntry.objects.get_for_object(person)]


# --- at once ---------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_same_person_linked_by_several_at_once_is_one():
    rows = [came(email="hoc@x.vn", phone="0912345678") for _each in range(8)]

    at_once([lambda row=row: persons.link(row) for row in rows], workers=4)

    assert Person.objects.whole().count() == 1
    assert both_counts() == (8, 1)


@pytest.mark.django_db(transaction=True)
def test_two_of_the_staff_who_merge_crosswise_at_once_break_nothing():
    one, other = two_who_are_one()
    staff, a, b = officer(), person_of(one), person_of(other)
    refused = []

    def merge(keep, gone):
        try:
            persons.merge(keep, [gone], actor=staff)
        except RefusedError:
            refused.append(keep)

    at_once([lambda: merge(a, b), lambda: merge(b, a)], workers=2)

    assert len(refused) == 1
    assert Person.objects.whole().count() == 1
    assert both_counts() == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_merging_while_another_parts_ends_in_one_of_the_two_orders():
    rows = [came(email=f"so{n}@x.vn", name=f"Người Số {n}") for n in "abc"]
    both_counts()
    staff = officer()
    a, b, c = (person_of(row) for row in rows)
    persons.merge(a, [b], actor=staff)

    at_once(
        [
            lambda: persons.unmerge(b, actor=staff),
            lambda: persons.merge(c, [a], actor=staff),
        ],
        workers=2,
    )

    assert both_counts() == (3, 2)
    assert person_of(rows[1]) == b
    assert person_of(rows[0]) == c


@pytest.mark.parametrize("number", [1, 3])
def test_suggestions_take_the_same_number_of_queries(number, django_assert_num_queries):
    for place in range(number):
        came(email=f"xa{place}@x.vn")
        came(email=f"xa{place}@x.vn", name="Lý Thị Mai")
    both_counts()

    with override("vi"), django_assert_num_queries(3):
        assert len(persons.suggestions()) == number
