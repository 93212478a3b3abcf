"""The units that run the portal: what they do and whom to ask, in both languages.

Decree 42/2022/NĐ-CP art. 7: the functions of an agency and its units, and its contact officials,
are published in English, too, and are current. So both pages read the directory, which staff keep.
"""

from __future__ import annotations

from ecosystem.models import Organization

# Their paths in the directory, in the order of the pages: who runs the portal, then its partners.
RUNNING = (
    "so-khoa-hoc-va-cong-nghe",
    "khu-lam-viec-chung",
    "hiep-hoi-doanh-nghiep-tinh-lang-son",
)


def running_units() -> list[Organization]:
    """Those of them that the directory shows."""
    rows = Organization.objects.public().existing().filter(slug__in=RUNNING)
    found = {row.slug: row for row in rows.select_related("contact_consent")}
    return [found[path] for path in RUNNING if path in found]
