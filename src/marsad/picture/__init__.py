"""The picture: one page on a country or dyad as plain data, and its forms for reading."""

from marsad.picture.html import to_html
from marsad.picture.language import LANGUAGES, Language, language
from marsad.picture.markdown import to_markdown
from marsad.picture.model import Picture
from marsad.picture.records import to_dict

__all__ = ["LANGUAGES", "Language", "Picture", "language", "to_dict", "to_html", "to_markdown"]
