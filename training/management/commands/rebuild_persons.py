"""Apply the rules that tell persons apart to every registration anew."""

from django.core.management.base import BaseCommand

from training.domain import persons


class Command(BaseCommand):
    help = "Link registrations for classes to persons by the rules; what staff decided stands."

    def handle(self, *args, **options):
        changed = persons.rebuild()
        self.stdout.write(f"{changed} registrations linked or joined.")
