"""Takes clean text and gives sentences, tokens with normal forms, clitic cuts, numbers and times: no politics."""

from marsad.arabic.clitics import proclitic_splits, suffix_splits
from marsad.arabic.normal import normalize
from marsad.arabic.numbers import find_numbers
from marsad.arabic.sentences import split_sentences
from marsad.arabic.times import find_times
from marsad.arabic.tokens import tokenize

__all__ = [
    "find_numbers",
    "find_times",
    "normalize",
    "proclitic_splits",
    "split_sentences",
    "suffix_splits",
    "tokenize",
]
