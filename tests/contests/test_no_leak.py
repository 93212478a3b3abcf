"""An approved result stays a secret until it is published: asked of every public address.

The same words are found after publication, so that a page which hides everything cannot pass.
"""

import io
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from contests.domain import awards, judging, rounds
from contests.domain.award_lives import hand_over_award
from contests.domain.certificates import issue_certificate, own_awards
from contests.domain.consents import consent_scope
from contests.domain.decisions import keep_scan
from contests.domain.snapshots import take_snapshot
from contests.models import Application, Award, RuleSet
from ecosystem.enums import OrganizationKind
from news.models import Article
from portal.audit import SYSTEM
from portal.models import Consent, OutgoingMail
from portal.models.consent import ConsentPurpose
from portal.search import index
from portal.workflow import RefusedError
from tests.factories.contests import PrizeFactory, PrizeFamilyFactory
from tests.factories.ecosystem import OrganizationFactory
from tests.factories.files import pdf_bytes, upload
from tests.factories.portal import board_member
from tests.factories.results import approve, give_sheet, numbered_application, scored_final

pytestmark = pytest.mark.django_db

NUMBER = "7788/QĐ-UBND"
SIGNER = "Ngụy Khả Ký"
AUTHOR = "Vi Hoàng Độc Nhất"
PROJECT = "Cao hồi Mẫu Sơn dị bản"
COMMENT = "Lời nhận xét kín của Hội đồng"
REASON = "Lý do vượt hạng bí mật"
EMPTY = "Lý do để trống giải bí mật"
SPONSORED = "Giải của nhà tài trợ ẩn danh"
MEANS = ("87,65", "87.65")
# Words that tell an outcome to those who know the project anyway: its owner and its judges.
OUTCOME = (NUMBER, SIGNER, COMMENT, REASON, EMPTY, *MEANS)
# To strangers the project and its author are unknown as well.
ALL = (*OUTCOME, AUTHOR, PROJECT)

# A value for every argument in a public address. A new argument fails the test until it is here.
PLAIN_ARGUMENTS = {
    "category": "cuoc-thi",
    "code": "ABCDEFGHJKMNPQRS",
    "form": "pdf",
    "file_id": "00000000-0000-0000-0000-000000000000",
    "key": "ho-so",
    "person": 1,
    "pk": 1,
    "record_id": 1,
    "reference": "LS26-KN-0001",
    "sequence": 1,
    "slug": "co-quan-mau",
    "kind": "co-quan-quan-ly",
    "run_slug": "lop-mau",
    "section": "dai-dien",
    "token": "1:a:b",
    "uidb36": "1",
    "username": "a",
    "version": 1,
}
# Frameworks' own pages (sign-in and its kin) take arguments that lead nowhere.
OTHER_WORDS = "thu"


@pytest.fixture
def world():
    """A final that is approved and not published; its winner, one loser and three judges."""
    round_ = scored_final(prizes=(("Giải Nhất", 1), ("Giải Nhì", 1)), order=1)
    contest = round_.contest
    RuleSet.objects.create(contest=contest, issued_at=timezone.now())
    first, second = round_.criteria.order_by("order")
    winner = numbered_application(contest, 1, title=PROJECT, contact_name=AUTHOR, state="submitted")
    take_snapshot(winner, actor=winner.owner, now=timezone.now())
    better = numbered_application(contest, 2, title="Hồ sơ điểm cao", state="submitted")
    Application.objects.update(state="in_round")
    entries = [round_.entries.create(application=row) for row in (winner, better)]
    sheets = [
        give_sheet(entries[0], {first: 20, second: Decimal(mark)}) for mark in (60, 70, "72.95")
    ]
    give_sheet(entries[1], {first: 25, second: 75})
    sheets[1].comment_for_author = COMMENT
    sheets[1].save()
    round_.assignments_published_at = timezone.now()
    round_.save()
    judge = sheets[0].assignment.judge
    judging.pledge(round_, judge=judge)
    Consent.objects.create(
        user=winner.owner,
        purpose=ConsentPurpose.PUBLICATION,
        scope=consent_scope(winner),
        text_version="1",
        text="Đồng ý",
    )
    rounds.close_round(round_, actor=SYSTEM)
    prizes = contest.prizes.order_by("order")
    awards.propose_award(better, prizes[1], actor=SYSTEM)
    awards.propose_award(winner, prizes[0], actor=SYSTEM, reason=REASON)
    third = PrizeFactory(contest=contest, name="Giải Ba", order=3)
    awards.leave_unawarded(third, actor=SYSTEM, reason=EMPTY)
    family = PrizeFamilyFactory(contest=contest, name=SPONSORED, follows_rank=False)
    green = PrizeFactory(contest=contest, family=family, name="Giải Xanh", order=1)
    awards.propose_award(winner, green, actor=SYSTEM)
    rounds.propose_round(round_, actor=SYSTEM)
    approve(round_, number=NUMBER, signer=SIGNER, issuer="Ủy ban nhân dân tỉnh")
    keep_scan(round_, actor=board_member(), uploaded=upload(pdf_bytes(), "qd.pdf"), is_public=True)
    OrganizationFactory(kind=OrganizationKind.DEPARTMENT, slug="co-quan-mau")
    return {"round": round_, "winner": winner, "judge": judge}


# --- every public address ---------------------------------------------------------------------


def public_urls(world):
    """Every public address with arguments that lead to this edition's pages."""
    index.rebuild()
    round_, winner = world["round"], world["winner"]
    arguments = PLAIN_ARGUMENTS | {
        "edition": round_.contest.key,
        "year": round_.contest.year,
        "month": 12,
        "round_slug": round_.slug,
        "public_id": winner.public_id,
    }
    urls = set()
    for name, pattern in named_patterns(get_resolver()):
        names = pattern.pattern.regex.groupindex
        ours = ":" in name
        values = {key: arguments[key] if ours else arguments.get(key, OTHER_WORDS) for key in names}
        try:
            urls.add(reverse(name, kwargs=values))
        except NoReverseMatch:
            assert not ours, f"no address for {name}"
    # parts of words: what a search page repeats is then not what is looked for
    words = ("Giải Nhất", PROJECT[:12], NUMBER[:4], AUTHOR[:8], "ket qua")
    search = reverse("site:search")
    return sorted(urls) + [f"{search}?q={word}" for word in words]


def named_patterns(resolver, namespaces=()):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield ":".join([*namespaces, pattern.name]), pattern
        elif pattern.namespace != "admin":
            inner = [*namespaces, pattern.namespace] if pattern.namespace else namespaces
            yield from named_patterns(pattern, inner)


def texts(client, urls):
    """Address → what it shows, for every address that answers with a page or a file."""
    found = {}
    for url in urls:
        response = client.get(url)
        if response.status_code != 200:
            continue
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if body.startswith(b"%PDF"):
            pages = PdfReader(io.BytesIO(body)).pages
            found[url] = " ".join(page.extract_text() for page in pages)
        elif body.startswith(b"PK"):
            paragraphs = Document(io.BytesIO(body)).element.itertext()
            found[url] = " ".join(paragraphs)
        else:
            found[url] = body.decode()
    return found


def revealing(pages, words):
    """Which address shows which of the words."""
    return [(url, word) for url, text in pages.items() for word in words if word in plain(text)]


def plain(text):
    """Without the marks that keep a document's number on one line."""
    return text.replace("\u2060", "").replace("\u00a0", " ")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_strangers_find_nothing_before_publication(world, client):
    pages = texts(client, public_urls(world))

    assert len(pages) >= 15, "the walk reaches too few pages to prove anything"
    assert revealing(pages, ALL) == []


def test_the_winner_reads_no_outcome_before_publication(world):
    pages = texts(signed_in(world["winner"].owner), public_urls(world))

    own = reverse("contests:application_detail", args=[world["winner"].public_id])
    pdf = reverse("contests:application_pdf", args=[world["winner"].public_id])
    assert PROJECT in pages[own]
    assert pdf in pages
    assert revealing(pages, OUTCOME) == []
    for mark in ("Đạt giải", "tag-purple"):
        assert mark not in pages[own]


def test_a_judge_reads_no_result_and_no_other_sheet_before_publication(world):
    pages = texts(signed_in(world["judge"]), public_urls(world))

    sheet = reverse("contests:judge_round", args=[world["round"].contest.year, world["round"].slug])
    assert sheet in pages
    assert revealing(pages, OUTCOME) == []


def test_the_office_cannot_hand_out_papers_before_publication(world):
    award = Award.objects.first()
    day = {"issued_on": timezone.localdate()}

    with pytest.raises(RefusedError):
        issue_certificate(
            award, actor=board_member(), signer="Ký", signer_position="Trưởng ban", **day
        )
    with pytest.raises(RefusedError):
        hand_over_award(
            award, actor=SYSTEM, handed_over_on=timezone.localdate(), handed_over_by="Ai"
        )
    assert own_awards(world["winner"]) == []
    scan = reverse(
        "contests:round_decision_scan", args=[world["round"].contest.year, world["round"].slug]
    )
    assert Client().get(scan).status_code == 404


def test_no_mail_and_no_article_tells_before_publication(world):
    assert OutgoingMail.objects.count() == 0
    assert Article.objects.count() == 0


def test_results_have_no_address_before_publication(world, client):
    assert [url for url in texts(client, public_urls(world)) if "ket-qua" in url] == []
    assert "ket-qua" not in client.get("/sitemap.xml").content.decode()


# --- and after --------------------------------------------------------------------------------


def test_after_publication_the_same_words_are_there(world, client):
    rounds.publish_round(world["round"], actor=SYSTEM)

    pages = texts(client, public_urls(world))

    shown = {word for _url, word in revealing(pages, ALL)}
    assert {NUMBER, PROJECT, AUTHOR} <= shown
    assert shown.isdisjoint({COMMENT, REASON, EMPTY, *MEANS})  # the applicant's, or the office's
    mail = OutgoingMail.objects.get(about=world["winner"].reference)
    for word in (NUMBER, COMMENT, "87,65"):
        assert word in mail.body_text
    owner_pages = texts(signed_in(world["winner"].owner), public_urls(world))
    own = reverse("contests:application_detail", args=[world["winner"].public_id])
    assert "Đạt giải" in owner_pages[own]
