"""Make believable contests, in any phase and at any size, for training and for load tests."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from contests.models import Contest
from portal.page_cache import begin_generation
from portal.search import index
from portal.site.demo import (
    after_class,
    articles,
    attendance,
    banners,
    board,
    challenges,
    connections,
    contest,
    events,
    newsroom,
    people,
    profiles,
    records,
    registrants,
    rooms,
    searches,
    services,
    trainees,
    training,
)
from portal.site.demo.schedule import PHASES


def parts(staff, seed):
    """What the set shows beside the editions, in the order of making; each is made once.

    Whatever is made answers how many or what it made, and nothing when it stands already.
    """
    return (
        ("rooms", lambda: rooms.make(seed=seed, staff=staff["khonggian"])),
        ("a claim of a profile, and a profile nobody confirmed", profiles.make),
        ("experts", lambda: connections.make(staff=staff["bientap"])),
        ("classes", lambda: training.make(staff=staff["daotao"])),
        ("people in classes of the past", lambda: trainees.make(seed=seed)),
        ("people of classes that are over", lambda: after_class.make(staff=staff["daotao"])),
        ("registrations for classes", lambda: registrants.make(staff=staff["daotao"])),
        ("marks of attendance", lambda: attendance.make(staff=staff["daotao"])),
        (
            "the record of a project",
            lambda: records.make(people.first_applicant(), staff=staff["bientap"]),
        ),
        ("events", lambda: events.make(staff=staff["bientap"])),
        ("the work of the newsroom", lambda: newsroom.make(staff=staff)),
        ("a banner of the home page", banners.make),
        ("posts of the board", board.make),
        ("a problem statement", lambda: challenges.make(staff=staff["quantri"])),
        ("promoted answers of the search", searches.make),
        ("support services with requests in every state", lambda: services.make(staff=staff)),
    )


class Command(BaseCommand):
    help = "Make a demo edition in a phase, with applications, judges and demo accounts."

    def add_arguments(self, parser):
        parser.add_argument("--phase", choices=PHASES, default="intake")
        parser.add_argument("--year", type=int, help="default: this year")
        parser.add_argument("--applications", type=int, default=24)
        parser.add_argument("--judges", type=int, default=3)
        parser.add_argument("--articles", type=int, default=0)
        parser.add_argument("--seed", type=int, default=2026)
        parser.add_argument(
            "--once",
            action="store_true",
            help="The set that bin/run shows: intake this year, judging and results in the two before; nothing if it exists",
        )

    def handle(self, *args, **options):
        with transaction.atomic():
            self._make(options)
        # Rows written in bulk told nobody.
        index.rebuild()
        begin_generation()

    def _make(self, options):
        if options["once"]:
            self._standard_set(options["seed"])
            return
        year = options["year"] or timezone.localdate().year
        self._one(
            year, options["phase"], options["applications"], options["judges"], options["seed"]
        )
        if options["articles"]:
            made = articles.make(options["articles"], seed=options["seed"])
            self.stdout.write(f"{made} demo articles")

    def _standard_set(self, seed):
        if not Contest.objects.contests().filter(is_demo=True).exists():
            year = timezone.localdate().year
            self._one(year - 2, "published", 30, 3, seed)
            self._one(year - 1, "final", 24, 3, seed + 1)
            self._one(year, "intake", 18, 3, seed + 2)
        staff = people.ensure_staff()
        for what, make in parts(staff, seed):
            if made := make():
                self.stdout.write(f"{what}: {made}")

    def _one(self, year, phase, applications, judges, seed):
        if Contest.objects.contests().filter(year=year).exists():
            raise CommandError(f"There is an edition of {year} already: choose another --year.")
        made = contest.make(
            year=year, phase=phase, applications=applications, judges=judges, seed=seed
        )
        self.stdout.write(f"{made}: {phase}, {applications} applications, {judges} judges")
