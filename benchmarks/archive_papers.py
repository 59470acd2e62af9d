"""Invented papers for the archive: their words, lengths and facts are spread like those of papers on the Hub.

A word list of its own, seeded: the same papers every time. Common words are as common as in abstracts (`models` in
seven of ten), the rest falls off as words do, and beginnings are shared (`inter…`, `trans…`), because what a search
costs as it is typed depends on exactly that.
"""

import itertools
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from paperreader.domain.papers.paper import Author, Organization, Paper, PaperKey, Submitter

_COMMON = """
and the of a to we in that on for with models this model as is by from training our an language reasoning across
generation data are while tasks video large these performance at which visual image based introduce can framework or
existing it text propose high through multi quality into learning llms state diffusion benchmarks world level long
methods experiments only benchmark task real such their agents agent code both llm evaluation over multimodal memory
s 1 2 more not between its first each than two new show results approach method using time without but further human
prompt attention work present achieve inference vision space policy efficient however under improve novel how one when
significantly up knowledge understanding 3d content context available control process challenges demonstrate different
step limited often still recent where information design scale complex also domain diverse feature user paper dataset
remains reward samples strong open object scene structure domains single address strategy leading reinforcement
consistency art key general preference representation latent features token transformer robust problem ability search
images effective retrieval current test enables alignment architecture outperforms systems local noise set low pre
global source query compared error extensive simple analysis spatial distillation graph network compute capabilities
temporal optimization environment generative trained fine research applications tokens end fidelity automated accuracy
research speech audio robot motion safety retrieval embedding sparse pruning quantization chain thought instruction
tuning preference gradient adversarial pretraining autoregressive zero shot few camera depth geometry physics
""".split()  # noqa: SIM905 - a list of words is read more easily so
_BEGINNINGS = """
inter trans con com pro re de pre multi under over sub per dis in un auto meta hyper micro poly syn para semi quasi ex
""".split()  # noqa: SIM905
_ONSETS = """
b c d f g h k l m n p r s t v w z bl br ch cl cr dr fl fr gl gr ph pl pr qu sc sh sl sp st str th tr a e i o u
""".split()  # noqa: SIM905
_MIDDLES = [
    onset + nucleus + coda
    for onset in ["", "b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "qu"]
    for nucleus in ["a", "e", "i", "o", "u"]
    for coda in ["", "l", "n", "r", "s", "t"]
]
_ENDINGS = """
e es s ed ing ion ions al ally ive ity ment er ers able ness ic ize ized ized izing or ors ly ance ence ary y
""".split()  # noqa: SIM905
_NUMBERS = [str(number) for number in range(3, 400)]
_VOCABULARY = 70_000
_NAMES = 30_000


def vocabulary(count: int = _VOCABULARY) -> list[str]:
    """Return that many words, the most common first."""
    chance = random.Random(11)
    words = dict.fromkeys(_COMMON)
    while len(words) < count:
        if chance.random() < 0.05:
            words[chance.choice(_NUMBERS) if chance.random() < 0.3 else _stem(chance)] = None
        stem = _stem(chance)
        # Words come in families: `model`, `models`, `modeling`.
        for ending in chance.sample(_ENDINGS, chance.choice([1, 1, 2, 3, 4])):
            words[stem + ending] = None
    return list(words)[:count]


def _stem(chance: random.Random) -> str:
    middles = chance.choices(_MIDDLES, k=chance.choice([1, 1, 1, 2]))
    beginning = chance.choice(_BEGINNINGS) if chance.random() < 0.08 else chance.choice(_ONSETS)
    return beginning + "".join(middles)


class _Urn:
    """Draws words, each as often as its place in a list says; the first dozen of a text more often still."""

    def __init__(self, chance: random.Random, words: list[str], *, is_text: bool = False) -> None:
        self._chance = chance
        self._words = words
        weights = [(place + 45) ** -1.4 for place in range(len(words))]
        if is_text:
            extra = sum(weights) * 0.15 / 12
            weights = [weight + extra if place < 12 else weight for place, weight in enumerate(weights)]
        self._weights = list(itertools.accumulate(weights))

    def draw(self, count: int) -> list[str]:
        return self._chance.choices(self._words, cum_weights=self._weights, k=max(count, 1))


def papers(count: int, seed: int = 5) -> Iterator[Paper]:
    """Yield invented papers, the oldest first, some eighty to a day, the last on 21 August 2026."""
    chance = random.Random(seed)
    words = vocabulary()
    text = _Urn(chance, words, is_text=True)
    idf = _Urn(chance, words[40:])
    names = _Urn(chance, [word.capitalize() for word in reversed(words[-_NAMES:])])
    last = datetime(2026, 8, 21, tzinfo=UTC)
    for number in range(count):
        day = last - timedelta(days=(count - 1 - number) // 80)
        yield _paper(chance, number, day, text, idf, names)


def numbered(count: int, day: datetime, seed: int = 6) -> Iterator[Paper]:
    """Yield invented papers of one day that can be told apart on a screen: `Paper0001 …`, its abstract `Abstract0001 …`."""
    for number, paper in enumerate(papers(count, seed), 1):
        yield Paper(
            key=PaperKey(f"9901.{number:05}"),
            title=f"Paper{number:04} {paper.title.lower()}",
            abstract=f"Abstract{number:04} {paper.abstract}",
            authors=paper.authors[:5],
            submitted_at=day,
            published_at=day - timedelta(days=2),
            submitted_by=paper.submitted_by,
            organization=paper.organization,
            upvotes=max(0, 500 - number),
            comments=paper.comments,
            ai_keywords=paper.ai_keywords,
            github_repo=paper.github_repo,
            github_stars=paper.github_stars,
        )


def _paper(chance: random.Random, number: int, day: datetime, text: _Urn, idf: _Urn, names: _Urn) -> Paper:
    has_code = chance.random() < 0.5
    is_summed_up = chance.random() < 0.6
    title = idf.draw(int(chance.gauss(7, 2))) + text.draw(int(chance.gauss(3, 1)))
    chance.shuffle(title)
    people = names.draw(2 * min(int(chance.lognormvariate(1.95, 0.7)) + 1, 500))
    return Paper(
        key=PaperKey(f"{2001 + number // 10_000}.{number % 10_000:05}"),
        title=" ".join(title).capitalize(),
        abstract=" ".join(text.draw(int(chance.gauss(205, 40)))),
        authors=tuple(
            Author(f"{first} {second}") for first, second in zip(people[::2], people[1::2], strict=True)
        ),
        submitted_at=day,
        published_at=day - timedelta(days=2),
        submitted_by=Submitter(names.draw(1)[0].lower()),
        organization=Organization(names.draw(1)[0].lower()) if chance.random() < 0.4 else None,
        upvotes=int(chance.lognormvariate(2.3, 1)),
        comments=chance.randrange(6),
        ai_summary=" ".join(text.draw(22)) if is_summed_up else None,
        ai_keywords=tuple(
            " ".join(idf.draw(chance.choice([1, 2, 2]))) for _ in range(8 if is_summed_up else 0)
        ),
        github_repo=f"https://github.com/a/{number}" if has_code else None,
        github_stars=int(chance.lognormvariate(3, 1.5)) if has_code else None,
        project_page="https://example.org" if chance.random() < 0.3 else None,
        is_author_active=chance.random() < 0.3,
    )
