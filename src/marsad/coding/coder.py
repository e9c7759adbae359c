"""Takes the sentences of a document and its date and gives the event records of codebook section 2."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Final

from marsad.coding import circumstances
from marsad.coding.attribution import Attribution
from marsad.coding.background import Background, Known, sign_words
from marsad.coding.chunks import Chunk, chunk
from marsad.coding.consequences import consequences
from marsad.coding.contents import contents
from marsad.coding.entities import EntityReader
from marsad.coding.finder import RoleFinder
from marsad.coding.labels import Labeller
from marsad.coding.locations import Locator
from marsad.coding.memory import BODIES, Memory
from marsad.coding.model import Entity, Event, Span, Tie
from marsad.coding.names import is_full_name
from marsad.coding.parties import Resolved
from marsad.coding.registered import as_body_of_country
from marsad.coding.repeats import Wording, same_happening
from marsad.coding.roles import Roles
from marsad.coding.sentence import Cut, LabelledSentence, add_circumstances, cut, label, names_in
from marsad.coding.sharing import share
from marsad.coding.status import standing
from marsad.coding.ties import LinkMention, TieReader, find_links
from marsad.coding.tolls import tolls
from marsad.coding.triggers import Trigger, asked_words, find_triggers, may_have_trigger
from marsad.lexicon import Lexicon, load

CODER: Final = "1"
FULL_NAMES_WITHIN: Final = 4
ASSAILING: Final = "verbs.assailing"
MEDIA: Final = "media"
SPEAKING: Final = frozenset({"GOV", "LEG", "PTY", "OPP", "ELI", "JRN", "REL", "IGO", "NGO", "JUD"})
ALLEGED_WITHIN: Final = 6
TERMS: Final = frozenset({"AGREE", "RETREAT", "CONCEDE"})
NO_CALLING: Final = frozenset({"شخص", "شخصا", "اشخاص", "شخصين", "رجل", "رجلا", "رجال", "رجلين", "شاب", "شابا", "مواطن"})
CONVICTED, ALLEGED = "convict", "allege"
SPOKEN: Final = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE"})


@dataclass(frozen=True, slots=True)
class Analysis:
    """One sentence with its labels, chunks, triggers and the events they gave; for explanations."""

    sentence: LabelledSentence
    chunks: list[Chunk] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    dropped: list[tuple[Trigger, str]] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CodedText:
    """What one document tells: its events and the ties between parties, both in reading order."""

    events: tuple[Event, ...]
    ties: tuple[Tie, ...]


def code(sentences: Sequence[str], published: date | None = None, outlet: str | None = None) -> list[Event]:
    """Give the events that the sentences of one document report, in reading order.

    `published` resolves relative dates; `outlet` is not used yet. Deterministic.

    >>> code(["اغتال مسلحون مجهولون ناشطا في بغداد"])[0].type  # unknown gunmen assassinated an activist in Baghdad
    'ASSAULT'
    """
    return list(code_text(sentences, published, outlet).events)


def code_text(sentences: Sequence[str], published: date | None = None, outlet: str | None = None) -> CodedText:
    """Give the events of `code` and the ties that the same sentences tell, in one pass."""
    coder = DocumentCoder(load(), published)
    coder.note_full_names(sentences)
    events: list[Event] = []
    ties: list[Tie] = []
    for text in sentences:
        analysis = coder.read(text)
        events += analysis.events
        ties += analysis.ties
    return CodedText(tuple(events), tuple(ties))


def coder_version() -> str:
    """Give the version of the coder and of the lexicon it reads, as stored on each record."""
    return f"{CODER}+{load().fingerprint[:12]}"


@lru_cache(maxsize=1)
def labeller_of(lexicon: Lexicon) -> Labeller:
    """Give the labeller of a lexicon, made once."""
    return Labeller(lexicon, asked_words(lexicon) | sign_words())


class DocumentCoder:
    """Codes the sentences of one document in order, remembering what it has met."""

    def __init__(self, lexicon: Lexicon, published: date | None) -> None:
        self.lexicon, self.published = lexicon, published
        self.labeller = labeller_of(lexicon)
        self.reader = EntityReader(lexicon, published)
        self.memory = Memory()
        self.named: set[int] = set()
        self.early: dict[str, Cut] = {}
        self.told: list[tuple[Event, Wording]] = []
        self.source: Resolved | None = None
        self.count = 0

    def note_full_names(self, sentences: Sequence[str]) -> None:
        """Note who is named in full early on, so that the headline's surname is known: يحذر الأسد (warns Assad).

        The countries of the places named there tell whose soldiers or protesters the headline speaks of.
        """
        for text in sentences[1:FULL_NAMES_WITHIN]:
            parts = self.early[text] = cut(text, self.labeller)
            named, places = names_in(parts, self.labeller)
            self.named.update(named)
            for place in places:
                self.memory.note_country(self.lexicon.place(place).country)

    def read(self, text: str) -> Analysis:
        """Give the analysis of the next sentence."""
        sentence = label(self.count, text, self.labeller, frozenset(self.named), self.early.pop(text, None))
        self.named.update(mention.index for mention in sentence.actors.values() if is_full_name(mention))
        self.count += 1
        self._note_places(sentence)
        links = find_links(sentence, self.lexicon)
        if not may_have_trigger(sentence):
            self._note_names(sentence)
            return Analysis(sentence, ties=self._ties(sentence, links))
        add_circumstances(sentence, self.published)
        chunks = chunk(sentence)
        finder = RoleFinder(sentence, chunks, self.reader, self.memory, self.lexicon)
        ties = TieReader(sentence, chunks, self.reader, self.lexicon).ties(links)
        analysis = Analysis(sentence, chunks, find_triggers(sentence, chunks, self.lexicon), ties=ties)
        for position, part in enumerate(chunks):
            if part.kind == "verb":
                finder.subjects.note_subject(position)
            elif part.kind == "np":
                finder.subjects.note_sayer(position)
        self._code(analysis, finder)
        for mention in sentence.actors.values():
            if self.lexicon.actor(mention.index).kind in BODIES and not mention.is_weak:
                self.memory.note_body(self.reader.resolve(sentence, mention.first, mention.last))
        for position, part in enumerate(chunks):
            if part.kind == "np":
                self.memory.note(finder.phrases.resolved(position))
        return analysis

    def _code(self, analysis: Analysis, finder: RoleFinder) -> None:
        attribution = Attribution(analysis.sentence, analysis.chunks, finder, self.lexicon, self.source)
        self.source = attribution.last
        if not analysis.triggers:
            return
        locator = Locator(analysis.sentence, analysis.chunks, self.lexicon)
        found = [(trigger, finder.find(trigger)) for trigger in analysis.triggers]
        repeated = consequences(analysis.sentence, analysis.chunks, analysis.triggers, self.lexicon)
        for toll, cause in repeated.items():
            if cause > toll:
                found[toll][1].without_later_than(_trigger_span(analysis.sentence, analysis.triggers[cause]))
        share(analysis.sentence, analysis.chunks, found, self.reader)
        for toll, cause in repeated.items():
            found[cause][1].take_from(found[toll][1])
        counts = tolls(analysis.sentence, analysis.triggers, repeated, self.lexicon)
        background = Background(analysis.sentence, analysis.chunks, self.lexicon, self.published)
        held = contents(analysis.sentence, analysis.chunks, analysis.triggers)
        for place, (trigger, roles) in enumerate(found):
            if place in held:
                analysis.dropped.append((trigger, "is only what a demand, threat, accord or rejection is about"))
                continue
            if place in repeated:
                analysis.dropped.append((trigger, "tells what another act of the sentence did"))
                continue
            lacking = _lacking(trigger, roles, has_toll=bool(counts.get(place)))
            if lacking:
                analysis.dropped.append((trigger, lacking))
                continue
            event = self._event(analysis, trigger, roles, attribution, locator, background, counts.get(place, {}))
            wording = Wording(trigger.act.source, _is_definite(analysis.sentence, trigger))
            told = same_happening(event, wording, self.told)
            known = Known(event.when.last_day if event.when else None, event.status, told is not None)
            judged = background.judge(trigger, known)
            why = (*event.why, judged.reason)
            event = replace(event, same_as=told, background=judged.is_background, why=why)
            self.told.append((event, wording))
            self._note_convicts(roles, _charged(event.mode, event.actor))
            analysis.events.append(event)

    def _event(
        self,
        analysis: Analysis,
        trigger: Trigger,
        roles: Roles,
        attribution: Attribution,
        locator: Locator,
        background: Background,
        counts: dict[str, int],
    ) -> Event:
        sentence, chunks = analysis.sentence, analysis.chunks
        stands = standing(sentence, chunks, trigger, self.lexicon, background)
        if stands.type == "AGREE" != trigger.act.type:
            roles.with_partners_addressed()
        when = circumstances.when(sentence, chunks, trigger, background, is_to_come=stands.is_to_come)
        mode = circumstances.mode(sentence, trigger) if stands.type == trigger.act.type else None
        where = locator.places(trigger, stands.type, roles)
        if stands.type == "CONSULT" and mode is None and circumstances.is_visit(roles, where):
            mode = "visit"
        actor = tuple(self._as_known(found) for found in roles.actor)
        charged = _charged(mode, actor)
        recipient = tuple(
            self._as_known(replace(found, entity=_convicted(found.entity)) if _is_charged(found, charged) else found)
            for found in roles.recipient
        )
        actor, recipient = _in_arms(stands.type, actor, recipient)
        type_ = stands.type
        if self._is_of_words(trigger, roles):
            type_, mode = "ACCUSE", "disapprove"
        return Event(
            id=f"e{len(self.told) + 1}",
            type=type_,
            mode=mode,
            trigger=_trigger_span(sentence, trigger),
            actor=actor,
            recipient=recipient,
            place=where,
            said_by=self._accuser(analysis, trigger) or _sources(attribution.of(trigger), actor),
            when=when,
            status=stands.status,
            killed=counts.get("killed"),
            injured=counts.get("injured"),
            detained=counts.get("detained"),
            why=(
                f"trigger «{_trigger_span(sentence, trigger).text}» ({trigger.form}): {trigger.act.source}",
                *roles.why,
                f"status {stands.status}: {stands.reason}",
            ),
        )

    def _is_of_words(self, trigger: Trigger, roles: Roles) -> bool:
        """Tell an attack in words, of one who speaks for others on one who does: هاجم النائب رئيس الحكومة."""
        if trigger.reading is None or ASSAILING not in self.lexicon.lemmas[trigger.reading.lemma].classes:
            return False
        speak = roles.actor and all(one.kind == "person" and one.entity.sector in SPEAKING for one in roles.actor)
        return bool(speak and roles.recipient) and all(one.entity.sector in SPEAKING for one in roles.recipient)

    def _as_known(self, found: Resolved) -> Entity:
        """Give an entity the document's country where it has none, and what the registry has for that country."""
        if found.is_stateless:
            return found.entity
        return as_body_of_country(self.memory.with_country(found.entity), self.lexicon)

    def _note_convicts(self, roles: Roles, charged: frozenset[str]) -> None:
        """Remember who was convicted or charged, whom later sentences call by the surname."""
        for found in roles.recipient:
            if _is_charged(found, charged):
                self.memory.note_surname(replace(found, entity=_convicted(found.entity)))

    def _accuser(self, analysis: Analysis, trigger: Trigger) -> tuple[Entity, ...]:
        """Give who alleges the act: اتهم الوزير الفصائل باغتياله (the minister accused the factions of killing him)."""
        if trigger.act.type in SPOKEN or not analysis.events:
            return ()
        accusation = analysis.events[-1]
        at = analysis.sentence.tokens[trigger.first].start
        between = [
            chunk
            for chunk in analysis.chunks[: trigger.chunk]
            if analysis.sentence.tokens[chunk.first].start > accusation.trigger.end
        ]
        is_alleged = (
            accusation.type == "ACCUSE"
            and accusation.trigger.end < at
            and len(between) <= ALLEGED_WITHIN
            and not any(chunk.kind in ("verb", "link", "mark", "relative") for chunk in between)
        )
        return accusation.actor[:1] if is_alleged else ()

    def _ties(self, sentence: LabelledSentence, links: list[LinkMention]) -> list[Tie]:
        """Give the ties of a sentence without an act, which is looked at closely only for a linking word."""
        if not links:
            return []
        add_circumstances(sentence, self.published)
        return TieReader(sentence, chunk(sentence), self.reader, self.lexicon).ties(links)

    def _note_names(self, sentence: LabelledSentence) -> None:
        for mention in sentence.actors.values():
            if not mention.is_weak:
                self.memory.note(self.reader.resolve(sentence, mention.first, mention.last))

    def _note_places(self, sentence: LabelledSentence) -> None:
        for mention in sentence.places.values():
            if not mention.is_weak:
                self.memory.note_country(self.lexicon.place(mention.index).country)


def _in_arms(
    type_: str, actor: tuple[Entity, ...], recipient: tuple[Entity, ...]
) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """Give an opposition or alliance without a name as armed where it attacks, fights or makes terms with an army."""
    meets_army = any(one.sector in ("MIL", "REB") for one in (*actor, *recipient))
    if type_ != "ASSAULT" and not (type_ in TERMS and meets_army):
        return actor, recipient
    armed = tuple(_armed(one) for one in actor)
    return armed, tuple(_armed(one) for one in recipient) if meets_army else recipient


def _armed(entity: Entity) -> Entity:
    return replace(entity, sector="REB") if entity.sector in ("OPP", "PTY") and entity.name is None else entity


def _charged(mode: str | None, actor: tuple[Entity, ...]) -> frozenset[str]:
    """Give the kinds of those that an act makes criminals: all who are convicted, persons whom justice charges."""
    if mode == CONVICTED:
        return frozenset({"person", "people", "group", "unknown"})
    is_charge = mode == ALLEGED and any(one.sector in ("JUD", "COP") for one in actor)
    return frozenset({"person"} if is_charge else ())


def _is_charged(found: Resolved, kinds: frozenset[str]) -> bool:
    """Tell a person by name or without any calling from an activist or a writer, who stays what he is."""
    return found.kind in kinds or (bool(kinds) and found.head in NO_CALLING)


def _convicted(entity: Entity) -> Entity:
    """Give whom a court convicts or charges, where nothing else is known of him, the sector of criminals."""
    return replace(entity, sector="CRM") if entity.sector == "CVL" and entity.name is None else entity


def _lacking(trigger: Trigger, roles: Roles, *, has_toll: bool) -> str:
    """Say why roles make no event of an act, or '': it lacks one that it needs, where no dead are told with it."""
    for need in trigger.act.needs:
        choices = need.split("|")
        if not (has_toll and len(choices) > 1) and not any(getattr(roles, role) for role in choices):
            return f"no {need.replace('|', ' or ')} found"
    met = (*roles.partners, *roles.recipient)
    is_interview = trigger.act.type == "CONSULT" and any(one.kind == MEDIA for one in met)
    return "an interview, which is no talk between parties" if is_interview else ""


def _is_definite(sentence: LabelledSentence, trigger: Trigger) -> bool:
    """True where the act is spoken of as known: الهجوم (the attack), هذا الهجوم, هجومه (his attack)."""
    word = sentence.words[trigger.first]
    return trigger.form == "noun" and (word.proclitics.has_article or bool(trigger.suffix))


def _trigger_span(sentence: LabelledSentence, trigger: Trigger) -> Span:
    last = max(trigger.last, trigger.phrase_end)
    start, end = sentence.tokens[trigger.first].start, sentence.tokens[last].end
    return Span(text=sentence.text[start:end], sentence=sentence.index, start=start, end=end)


def _sources(found: list[Resolved], actor: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Give the first source that is not the actor; who makes a statement is not named again as its source."""
    names = {entity.name for entity in actor if entity.name}
    sources = (one.entity for one in found)
    return tuple(
        entity
        for entity in sources
        if entity.name not in names
        and all(entity.start != other.start or entity.sentence != other.sentence for other in actor)
    )[:1]
