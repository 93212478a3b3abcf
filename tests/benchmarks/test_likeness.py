"""Looking for dossiers that resemble one another, against a tenth of the dossiers."""

import random
import time

import pytest

from contests.domain.likeness import (
    SUMMARY_THRESHOLD,
    TITLE_THRESHOLD,
    alike,
    letters_of,
    pairs_of,
)

pytestmark = pytest.mark.bench

DOSSIERS = 10_000
# As many syllables as Vietnamese writes often; a few of them in every text.
SYLLABLES = [f"{start}{middle}{end}"
    for start in ("b", "c", "đ", "gi", "h", "kh", "l", "ng", "ph", "qu", "th", "tr", "v", "x")
    for middle in ("a", "ă", "â", "e", "ế", "i", "ồ", "ơ", "ư", "ạ", "ả", "ị", "uyế", "ươ")
    for end in ("", "n", "ng", "t", "c", "m", "p")
]  # fmt: skip


def texts(words):
    """Made-up texts of so many syllables, with the common ones as common as in real ones."""
    chance = random.Random(844)
    order = chance.sample(SYLLABLES, len(SYLLABLES))
    weights = [1 / rank for rank in range(1, len(order) + 1)]
    return [(key, " ".join(chance.choices(order, weights, k=words))) for key in range(DOSSIERS)]


@pytest.mark.parametrize(
    ("name", "words", "parts_of", "threshold"),
    [
        ("names", 9, letters_of, TITLE_THRESHOLD),
        ("summaries", 250, pairs_of, SUMMARY_THRESHOLD),
    ],
)
def test_one_dossier_is_compared_with_all_in_a_time_that_grows_with_their_number(
    name, words, parts_of, threshold
):
    rows = texts(words)
    list(alike({0: rows[0][1]}, rows, parts_of, threshold=threshold))  # syllables are folded once

    def spent(number):
        begin = time.process_time()
        list(alike({0: rows[0][1]}, rows[:number], parts_of, threshold=threshold))
        return time.process_time() - begin

    tenth, whole = spent(DOSSIERS // 10), spent(DOSSIERS)

    print(f"\n{name}: {whole:.2f} s for {DOSSIERS} dossiers, {tenth:.2f} s for a tenth")
    assert whole < 15 * tenth
