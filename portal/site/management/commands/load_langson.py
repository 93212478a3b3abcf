"""Load the province's own data from the files of the project."""

from django.core.management.base import BaseCommand

from contests.domain.history import load_history as load_contests
from ecosystem.domain.facts import load_facts
from ecosystem.domain.loading import Loader
from news.domain.first_articles import load_articles
from news.models import Article
from portal.page_cache import begin_generation
from portal.search import index
from portal.site.search_words import load_synonyms
from training.domain.facts import load_history as load_training


class Command(BaseCommand):
    """Missing rows are created; existing rows are left as they are.

    A row is recognised by its path or code, so whatever staff corrected since stays. Running the
    command again changes nothing. ``--refresh`` writes the values of the files over the rows that
    the files name (not over fields that they do not name, and not over articles: the newsroom owns
    those).
    """

    help = "Load the province's own data. Existing rows are left alone unless --refresh is given."

    def add_arguments(self, parser):
        parser.add_argument(
            "--refresh",
            action="store_true",
            help="overwrite existing rows with the values of the files",
        )

    def handle(self, *, refresh, **options):
        """Load app after app, each in a transaction of its own, and say what was done."""
        loader = Loader(refresh=refresh)
        load_facts(loader)
        load_training(loader)
        load_contests(loader)
        made = load_articles()
        load_synonyms()
        index.rebuild()
        begin_generation()
        if options["verbosity"] < 1:
            return
        for name, count in loader.counts.items():
            self.stdout.write(
                f"{name}: {count.created} created, {count.updated} updated, {count.kept} kept"
            )
        self.stdout.write(f"{Article._meta.verbose_name_plural}: {made} created")
