"""Chinese as teachers write it, by the thousand, and the words that somebody looks for in it.

Phrases come from the demo district's own plans, with Zipf's weights, so that a few stand
nearly everywhere and most are rare. Names and things are put together from lists, so that
lessons differ as lessons do.
"""

import itertools
import random
import re
import tomllib
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "lessons"
PHRASE = re.compile(r"[\u4e00-\u9fff]{2,}")
VOCABULARY = tomllib.loads((Path(__file__).parent / "vocabulary.toml").read_text())
SURNAMES, GIVEN, ENGLISH = (VOCABULARY[name] for name in ("surnames", "given", "english"))
THINGS, DOINGS, WHERE = (VOCABULARY[name].split() for name in ("things", "doings", "where"))
PLAN_CHARACTERS = 1_500
FLAT_RANKS = 300
"""So many phrases are about equally common, in every fourth lesson: none is a word like 的."""
A_THING_IN = 4
"""Of so many phrases one is put together, about a thing of the lesson."""
THINGS_A_LESSON = 5
PUPILS_A_LESSON = 4


class Writer:
    """Writes plans; the same seed writes the same ones."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.phrases = sorted({p for text in _seed_texts() for p in PHRASE.findall(text)})
        self.random.shuffle(self.phrases)
        weights = (1 / (rank + FLAT_RANKS) for rank in range(len(self.phrases)))
        self.weights = list(itertools.accumulate(weights))
        self.turn_to_another_lesson()

    def turn_to_another_lesson(self) -> None:
        """A lesson speaks of a few things again and again, and not of all others."""
        self.things = self.random.sample(THINGS, THINGS_A_LESSON)
        self.people = [self.name() for _pupil in range(PUPILS_A_LESSON)]

    def name(self) -> str:
        given = self.random.randrange(len(GIVEN) // 2) * 2
        return self.random.choice(SURNAMES) + GIVEN[given : given + 2]

    def title(self) -> str:
        one, other = self.things[:2]
        return self.random.choice(
            (f"{one}和{other}", f"{one}的秘密", f"认识{one}", f"{other}边的{one}")
        )

    def phrase(self) -> str:
        if self.random.randrange(A_THING_IN):
            return self.random.choices(self.phrases, cum_weights=self.weights)[0]
        if self.random.randrange(40) == 0:
            return self.random.choice(ENGLISH)
        do, thing = self.random.choice(DOINGS), self.random.choice(self.things)
        where = self.random.choice(WHERE)
        return self.random.choice(
            (
                f"{where}{do}{thing}",
                f"请{self.random.choice(self.people)}{do}{thing}",
                f"{do}{where}的{thing}",
            )
        )

    def text(self, characters: int) -> str:
        """Sentences of phrases, together at least so many characters."""
        parts, length = [], 0
        while length < characters:
            part = self.phrase() + self.random.choice("，，，。；？")
            parts.append(part)
            length += len(part)
        return "".join(parts)


def _seed_texts() -> list[str]:
    return [str(tomllib.loads(path.read_text())) for path in sorted(SEEDS.glob("*.toml"))]
