"""Write docs/reference from the code."""

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.site import reference

FILES = {
    "workflows.md": reference.workflows_markdown,
    "roles-and-permissions.md": reference.permissions_markdown,
}


class Command(BaseCommand):
    help = "Write docs/reference/*.md from workflows and permissions."

    def handle(self, *args, **options):
        folder = settings.BASE_DIR / "docs" / "reference"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in FILES.items():
            (folder / name).write_text(text(), encoding="utf-8")
            self.stdout.write(f"docs/reference/{name}")
