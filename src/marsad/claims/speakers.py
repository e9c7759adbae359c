"""Takes claims with their outcomes and gives, per speaker and kind, how often what was said came true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import sqrt

from marsad.claims.model import Claim, Outcome, SpeakerRecord

Z_90 = 1.6449


def speaker_records(judged: Iterable[tuple[Claim, Outcome]]) -> list[SpeakerRecord]:
    """Give each speaker's record by kind of claim, most judged claims first; void claims do not count."""
    found: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for claim, outcome in judged:
        for speaker in claim.speakers:
            if outcome.state != "void":
                found[speaker.name, claim.kind].append(outcome)
    records = [_record(speaker, kind, outcomes) for (speaker, kind), outcomes in found.items()]
    return sorted(records, key=lambda one: (-(one.came_true + one.did_not), -one.open, one.speaker, one.kind))


def _record(speaker: str, kind: str, outcomes: list[Outcome]) -> SpeakerRecord:
    judged = [one for one in outcomes if one.state in ("came-true", "did-not")]
    came_true = sum(one.state == "came-true" for one in judged)
    rates = [one.base_rate for one in judged]
    expected = sum(rate for rate in rates if rate is not None) if judged and None not in rates else None
    low, high = wilson(came_true, len(judged)) if judged else (None, None)
    return SpeakerRecord(
        speaker,
        kind,
        came_true,
        len(judged) - came_true,
        len(outcomes) - len(judged),
        came_true / len(judged) if judged else None,
        low,
        high,
        expected,
    )


def wilson(successes: int, trials: int, z: float = Z_90) -> tuple[float, float]:
    """Give Wilson's interval for a share (E. B. Wilson 1927, JASA 22): by default at 90 %.

    >>> low, high = wilson(0, 10)
    >>> low == 0 and 0.2 < high < 0.3
    True
    """
    share, square = successes / trials, z * z
    middle = (share + square / (2 * trials)) / (1 + square / trials)
    half = z * sqrt(share * (1 - share) / trials + square / (4 * trials * trials)) / (1 + square / trials)
    return max(middle - half, 0.0), min(middle + half, 1.0)
