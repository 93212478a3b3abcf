"""What waits at the directory's desk in the demo: a claim of a profile, and one nobody confirmed."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from ecosystem.enums import OrganizationKind
from ecosystem.models import Organization, ProfileClaim
from portal import audit
from portal.site.demo import people
from portal.site.demo.applications import sample_paper

CLAIMED, STALE = OrganizationKind.ASSOCIATION, OrganizationKind.MASS_ORGANISATION


def make() -> bool:
    """Make both where no claim was ever made; return whether something was made."""
    shown = Organization.objects.public().existing().order_by("pk")
    claimed, stale = (shown.filter(kind=kind).first() for kind in (CLAIMED, STALE))
    if claimed is None or stale is None or ProfileClaim.objects.exists():
        return False
    _claim(claimed)
    _mark(stale)
    return True


def _claim(organization: Organization) -> None:
    """As ``ecosystem.domain.claims`` keeps it, without the mail."""
    person = people.ensure("daidien", "Chu Thị Liên")
    proof = sample_paper("giay-gioi-thieu.pdf", "Giấy giới thiệu (minh họa)")
    claim = ProfileClaim.objects.create(
        organization=organization,
        user=person,
        position="Chánh Văn phòng",
        statement="Xin gọi số điện thoại văn phòng để xác minh. (Dữ liệu minh họa)",
        proof=proof,
    )
    audit.record(claim, "claim", actor=person)


def _mark(organization: Organization) -> None:
    """Listed more than a year ago, asked about in vain: as the daily work would have left it."""
    today = timezone.localdate()
    Organization.objects.filter(pk=organization.pk).update(
        listed_on=today - timedelta(days=400),
        verified_on=None,
        asked_on=today - timedelta(days=35),
        stale_on=today - timedelta(days=5),
    )
    audit.record(organization, "mark_unconfirmed", actor=audit.SYSTEM)
