"""Takes claims with what became of them, and gives what a terminal shows of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click
from rich.table import Table

from marsad.claims import Claim, Outcome, SpeakerRecord
from marsad.cli.table import isolated, plain_table
from marsad.incidents.model import Party


def claim_table(found: Sequence[tuple[Claim, Outcome]], isolate: bool, width: int) -> Table:
    """Give a table of claims: when made, by whom, of what, against whom, by when, and what became of each."""
    widths = {"made": 10, "kind": 11, "of": 9, "due": 11, "state": 10, "id": 16}
    share = (width - sum(widths.values()) - 8) // 3
    widths = {"made": 10, "kind": 11, "speaker": share, "of": 9, "by": share, "against": share, **widths}
    cells = [
        {
            "made": str(claim.made),
            "kind": claim.kind,
            "speaker": _names(claim.speakers),
            "of": "\n".join(claim.types),
            "by": _names(claim.actors),
            "against": _names(claim.recipients),
            "due": f"{claim.due}{'' if claim.due_is_told else '?'}",
            "state": outcome.state if outcome.by == "marsad" else f"{outcome.state}\n({outcome.by})",
            "id": claim.id,
        }
        for claim, outcome in found
    ]
    return plain_table(widths, {name: name for name in widths}, cells, isolate)


def _names(parties: Sequence[Party]) -> str:
    return ", ".join(one.name for one in parties)


def claim_lines(claim: Claim, outcome: Outcome, isolate: bool) -> Iterator[str]:
    """Give the lines that show one claim."""
    yield click.style(f"{claim.id}  {claim.kind}  ({outcome.state})", bold=True)
    yield isolated(claim.sentence, isolate)
    yield f"speaker    {isolated(_names(claim.speakers), isolate)}"
    yield f"outlet     {isolated(claim.outlet or '', isolate)}, {claim.made}"
    if claim.condition:
        yield f"condition  {isolated(claim.condition, isolate)}"
    yield f"comes true by {' or '.join(claim.types)}{_between(claim, isolate)}, after {claim.made} and by {_due(claim)}"
    yield f"{outcome.state}: {isolated(outcome.why, isolate)}  [{outcome.by}]"
    if outcome.base_rate is not None:
        told = f": {' '.join(outcome.alike)}" if outcome.alike else ""
        yield f"a stretch as long saw such an incident {outcome.base_rate:.0%} of the time before{told}"
    if outcome.incidents:
        yield f"incidents  {' '.join(outcome.incidents)}"


def _due(claim: Claim) -> str:
    return f"{claim.due} (as told)" if claim.due_is_told else f"{claim.due} (by rule, as no day is told)"


def _between(claim: Claim, isolate: bool) -> str:
    by = f" by {isolated(_names(claim.actors), isolate)}" if claim.actors else ""
    against = f" against {isolated(_names(claim.recipients), isolate)}" if claim.recipients else ""
    return by + against + (f" in {claim.country}" if claim.country else "")


def speaker_table(found: Sequence[SpeakerRecord], isolate: bool, width: int) -> Table:
    """Give a table of speakers: how often what each said came true, with the 90 % interval and what chance gives."""
    widths = {"kind": 11, "true": 5, "not": 5, "open": 5, "share": 18, "by chance": 9}
    widths = {"speaker": min(width - sum(widths.values()) - 7, 50), **widths}
    cells = [
        {
            "speaker": one.speaker,
            "kind": one.kind,
            "true": str(one.came_true),
            "not": str(one.did_not),
            "open": str(one.open),
            "share": "" if one.share is None else f"{one.share:.0%} ({one.low:.0%} to {one.high:.0%})",
            "by chance": "" if one.expected is None else f"{one.expected:.1f}",
        }
        for one in found
    ]
    return plain_table(widths, {name: name for name in widths}, cells, isolate)
