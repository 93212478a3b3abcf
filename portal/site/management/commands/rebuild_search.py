"""Make the index of the search what the public pages are."""

from django.core.management.base import BaseCommand

from portal.page_cache import begin_generation
from portal.search import index


class Command(BaseCommand):
    """Only what differs is written: running it again changes nothing."""

    help = "Compare the index of the search with the public pages and write what differs."

    def handle(self, **options):
        """Go through every kind and say how many entries were touched."""
        touched = index.rebuild()
        begin_generation()
        if options["verbosity"] < 1:
            return
        for key, number in touched.items():
            self.stdout.write(f"{key}: {number}")
