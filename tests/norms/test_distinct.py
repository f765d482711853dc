"""Norms that say the same are kept once."""

from folkways.encoders import load_encoder
from folkways.norms.distinct import SAME as THRESHOLD
from folkways.norms.distinct import distinct
from folkways.norms.norm import Norm
from tests.norms.pairs import OTHER, SAME
from tests.norms.scripted import Letters


def test_the_threshold_joins_what_its_comment_says_of_the_pairs_that_it_was_chosen_on() -> None:
    encoder = load_encoder()

    def joined(pairs: list[tuple[str, str]]) -> int:
        left, right = (encoder.encode([pair[side] for pair in pairs]) for side in (0, 1))
        return int(((left * right).sum(axis=1) >= THRESHOLD).sum())

    assert (len(SAME), len(OTHER)) == (24, 24)
    assert (joined(SAME), joined(OTHER)) == (10, 1)


def test_of_two_norms_alike_the_first_stays_and_other_peoples_and_languages_are_left_alone() -> None:
    first = Norm("EGY", "A", "Family comes first.")
    norms = [
        first,
        Norm("EGY", "B", "Family comes first."),
        Norm("TUR", "A", "Family comes first."),
        Norm("EGY", "A", "Family comes first.", language="tr"),
        Norm("EGY", "A", "Guests are welcome."),
    ]
    stay, alike = distinct(norms, Letters())
    assert stay == (norms[0], *norms[2:])
    assert alike == (norms[1],)
    assert distinct([], Letters()) == ((), ())


def test_paraphrases_are_joined_and_what_differs_is_kept() -> None:
    texts = ["Most people never pay a bribe.", "Paying bribes is something that most people never do.",
             "People trust the armed forces."]  # fmt: skip
    stay, _ = distinct([Norm("EGY", "A", text) for text in texts], load_encoder(), threshold=0.9)
    assert [norm.text for norm in stay] == [texts[0], texts[2]]
