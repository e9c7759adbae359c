"""Takes text or what somebody looks for and gives search terms: one normaliser for every field that is searched."""

from marsad.search.query import Form, Part, Query, parse_query
from marsad.search.terms import search_form, terms

__all__ = ["Form", "Part", "Query", "parse_query", "search_form", "terms"]
