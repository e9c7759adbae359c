"""Takes a noun or adjective in its dictionary form and gives the written forms under which it may be met."""

from __future__ import annotations

from marsad.arabic.normal import ALEF, HA, normalize

AL = "\u0627\u0644"
TA = "\u062a"
ENDINGS_DUAL = ("\u064a\u0646", "\u0627\u0646")
ENDINGS_PLURAL = ("\u0648\u0646", "\u064a\u0646")
FEMININE_PLURAL = "\u0627\u062a"
OWN_LAM = ("التزام", "التئام", "التحاق", "التقاء", "التماس", "التقاط", "التفاف", "التحام")
"""Masdars whose first letters are their own, though they are spelt as the article is."""


def bare(word: str) -> str:
    """Give the normal form without the article; two letters at least remain.

    >>> bare("الهجوم"), bare("إلغاء"), bare("التزامات")  # the attack, cancelling, commitments
    ('هجوم', 'الغاء', 'التزامات')
    """
    norm = normalize(word)
    has_article = word.startswith(AL) and not word.startswith(OWN_LAM)
    return norm[2:] if has_article and len(norm) > 4 else norm


def noun_forms(core: str) -> set[str]:
    """Give singular, accusative, dual and sound feminine plural of a bare noun.

    >>> sorted(noun_forms("هجوم"))  # attack
    ['هجوم', 'هجوما', 'هجومات', 'هجومان', 'هجومين']
    """
    if " " in core:
        return {core}
    if core.endswith(HA):
        stem = core[:-1]
        return {core, stem + FEMININE_PLURAL} | {stem + TA + ending for ending in ENDINGS_DUAL}
    forms = {core} | {core + ending for ending in ENDINGS_DUAL}
    if not core.endswith(FEMININE_PLURAL):
        forms.add(core + FEMININE_PLURAL)
    return forms | accusative(core)


def adjective_forms(core: str) -> set[str]:
    """Give masculine, feminine, dual and sound plurals of a bare adjective or participle."""
    stem = core[:-1] if core.endswith(HA) else core
    forms = {stem, stem + HA, stem + FEMININE_PLURAL} | accusative(stem)
    forms |= {stem + ending for ending in (*ENDINGS_DUAL, *ENDINGS_PLURAL)}
    return forms | {stem + TA + ending for ending in ENDINGS_DUAL}


def accusative(core: str) -> set[str]:
    """Give the indefinite accusative with its written alef, where the word takes one."""
    return set() if core.endswith((HA, ALEF, "\u0621")) else {core + ALEF}
