"""The papers of the gallery: invented, with titles as long and as odd as real ones."""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.hub import OMIT, Entry, entry, written_days

NEWEST = date(2026, 8, 21)
_FIRST = date(2026, 3, 2)
_LONGEST = (
    "A Study of Whether Long Chains of Thought Are Read by the Models That Write Them: Evidence from Twelve "
    "Families, Four Interventions and One Very Large Table"
)
_DAY = (
    ("Residual Attention for Long-Horizon Agents Under Tight Memory Budgets", 128, 4, 2104, "example-lab"),
    ("Synth²: Boosting Visual-Language Models with Synthetic Captions and Image Embeddings", 97, 2, 310, None),
    ("On the Geometry of Mixture Routing: Why Two Experts Agree, and What That Says of the Third", 64, 2, None, "other-university"),
    (_LONGEST, 58, 11, 18, "institute-of-careful-measurement"),
    ("$\\mathcal{O}(n \\log n)$ Attention with Learned Sorting, Provably and in Practice", 44, 0, 905, "sortwell"),
    ("OmniBench-XL: A Comprehensive Multi-Domain Multi-Turn Multi-Modal Benchmark of Tool-Using Agents", 39, 7, 62, None),
    ("灯台モデル: Small Lighthouse Models for Japanese Coastal Weather Reports", 27, 1, None, "harbour-weather"),
    ("Unlearning, Slowly", 24, 0, None, None),
    ("RetroPlan: Planning Backwards from Failures in Household Robotics with Verified Counterfactuals", 22, 3, 140, "example-lab"),
    ("Do Reward Models Prefer Their Own Handwriting? A Controlled Comparison Across Nine Judges", 19, 5, 11, "other-university"),
    ("Streaming Speech-to-Speech Translation with Bounded Delay and Bounded Regret", 16, 0, 233, "quick-ear"),
    ("PatchFold: Token Merging That Survives Fine-Tuning", 12, 1, None, None),
    ("What Your Tokenizer Forgot: Recovering Morphology in Forty Languages without Retraining", 8, 2, None, "many-tongues"),
    ("A Small Note on Large Batches", 3, 0, None, None),
)  # fmt: skip
"""Title, votes, comments, stars and organization."""
_SUBJECTS = (
    "Diffusion Models", "Tool-Using Agents", "Mixture of Experts", "Vision-Language Models", "Speech Translation",
    "Reward Models", "Long Contexts", "Robot Policies", "Protein Folding", "Code Generation", "Retrieval", "Video",
)  # fmt: skip
_SAYINGS = (
    "Scaling {} Without Regret", "{} Are Simpler Than They Look: A Probing Study of Seven Architectures",
    "Towards Reliable {}: Lessons from a Thousand Failed Runs", "A Benchmark of {} for the Patient",
    "Fast and Frugal {} by Sharing What Is Computed Twice", "When {} Disagree: Calibration, Abstention and Repair",
    "{} on a Laptop",
)  # fmt: skip
_AUTHORS = (
    "Ines Okafor", "Tomas Lindqvist", "Mei Tanaka", "Jonas Abara", "Lucia Moravec", "Petra Quist", "Omar Farouk",
    "Hanna Eklund", "Ivo Radev", "Sefa Yilmaz", "Goran Zupan", "Nadia Silva", "Odd Bergqvist", "Kofi Kimani",
)  # fmt: skip


def days() -> dict[str, list[Entry]]:
    """Return the entries of each day of half a year, by the name of the day."""
    found = written_days()
    found[NEWEST.isoformat()] = [*_newest(), *found[NEWEST.isoformat()]]
    for place, day in enumerate(_weekdays()):
        found.setdefault(day.isoformat(), []).extend(_earlier(place, day))
    return found


def _newest() -> Iterator[Entry]:
    for place, (title, votes, comments, stars, organization) in enumerate(_DAY):
        yield entry(
            id=f"2608.91{place:03}",
            title=title,
            upvotes=votes,
            numComments=comments,
            githubStars=OMIT if stars is None else stars,
            organization=OMIT if organization is None else organization,
            authors=[_AUTHORS[(place + each) % len(_AUTHORS)] for each in range(1 + place * 5 % 13)],
            summary=_summary(title),
            ai_summary=f"{title.split(':')[0]} keeps long runs stable at a third of the memory.",
            ai_keywords=["attention", "long horizons", "agents"],
            submittedBy="akhaliq",
            projectPage=OMIT if place % 3 else f"https://2608.91{place:03}.example.org/",
        )


def _weekdays() -> Iterator[date]:
    day = _FIRST
    while day < NEWEST:
        if day.weekday() < 5:
            yield day
        day += timedelta(days=1)


def _earlier(place: int, day: date) -> Iterator[Entry]:
    # A day with nothing, as there are, and few to many on the others.
    for number in range(0 if place % 17 == 5 else 1 + place * 7 % 5):
        subject = _SUBJECTS[(place * 5 + number * 7) % len(_SUBJECTS)]
        title = _SAYINGS[(place + number * 3) % len(_SAYINGS)].format(subject)
        yield entry(
            id=f"{day:%y%m}.{day.day:02}{number:03}",
            title=title,
            upvotes=5 + (place * 13 + number * 29) % 90,
            day=day.isoformat(),
            summary=_summary(title),
            numComments=number,
            githubStars=OMIT if number % 2 else 10 + place,
            authors=[_AUTHORS[(place + each) % len(_AUTHORS)] for each in range(1 + number)],
        )


def _summary(title: str) -> str:
    return (
        f"We study {title.rstrip('.')} where memory is scarce and runs are long. A residual path keeps what the "
        "window forgets, in $\\mathcal{O}(n \\log n)$ time and with a third of the cache. On nine benchmarks of "
        "agents the method loses 0.4 points against full attention and wins 3.1 against the best window. We "
        "describe two failures, one of which is instructive, and release code, models and the runs themselves."
    )
