"""Printed words made comparable: padding and line breaks out, signs in one form. Nothing here knows
a table.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACE = re.compile(r"\s+")
_BREAK = re.compile(r"[ \t　]*[\n\r]+[ \t　]*")
_PADDING = re.compile(r"(?<=[^\x00-\x7f])[ \u3000\xa0]+(?=[^\x00-\x7f])")
# Digits, Latin letters and signs of full width, but for Chinese punctuation.
_FULL_WIDTH = re.compile("[\uff10-\uff19\uff1c-\uff1e\uff20-\uff5a]")
_BLANKS = re.compile(r"[\s\u200b\ufeff\u3000]+")
_GAPS = re.compile(r"[\s\u3000\u200b]+")
_NOT_BETWEEN_WORDS = re.compile(r"(?<![A-Za-z]) | (?![A-Za-z])")
_MARKUP = re.compile(r"^(?:#{1,6}\s+|[-*]\s+(?=\S))|\*\*|</?(?:b|p|strong|i|u)>")
# A Chinese character.
HAN = re.compile(r"[\u4e00-\u9fff]")
_NOTE_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff)）])[⁰¹²³⁴-⁹]+")
# Units of money as they are printed, none before one that it is the end of.
MONEY_UNITS = ("百万元", "亿元", "万元", "千元", "百元", "元")
# Digits as years are spelt with them; a zero is printed as a letter O as well.
CHINESE_DIGITS = str.maketrans("〇○零OＯo一二三四五六七八九", "000000123456789")
_SPELT_YEAR = re.compile(r"二[〇○零OＯo0][〇○零OＯo0一二三四五六七八九]{2}(?=年)")


@lru_cache(maxsize=65536)
def squeeze(text: str) -> str:
    """Return the text without white space and the raised numbers of notes behind Chinese words, its
    full-width letters, digits and brackets plain.
    """
    # Before NFKC, which would turn the raised number of a note into a digit of the text.
    without_notes = _NOTE_NUMBER.sub("", text)
    one_form = unicodedata.normalize("NFKC", without_notes)
    return _SPACE.sub("", one_form)


def squeezed_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern for squeezed words: brackets and colons may be written as they are printed
    (（转贷）), and stand for the plain ones that `squeeze` leaves.
    """
    plain = pattern.replace("（", r"\(").replace("）", r"\)").replace("：", ":")
    return re.compile(plain)


@lru_cache(maxsize=65536)
def tidy(text: str) -> str:
    """Return the text as printed but for the line breaks and the padding between characters that
    the layout put in.
    """
    one_line = _BREAK.sub("", text.strip())
    return _PADDING.sub("", one_line).strip()


@lru_cache(maxsize=65536)
def squeeze_printed(text: str) -> str:
    """Take out every blank and bring digits and Latin letters to half width, years written out
    (二〇二六年) to digits; Chinese punctuation stays as printed.
    """
    text = unicodedata.normalize("NFC", text)
    text = _FULL_WIDTH.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return years_in_digits(_BLANKS.sub("", text))


def years_in_digits(text: str) -> str:
    """Return words with the years spelt out in them as digits (二○二四年决算数: 2024年决算数)."""
    if "二" not in text:
        return text
    return _SPELT_YEAR.sub(lambda found: found[0].translate(CHINESE_DIGITS), text)


def plain_line(text: str) -> str:
    """Take out marks of a text rendition and every blank but those between Latin words."""
    text = _MARKUP.sub("", text.strip())
    text = _GAPS.sub(" ", text)
    return _NOT_BETWEEN_WORDS.sub("", text).strip()


def plain_signs(text: str) -> str:
    """Bring full-width signs and digits to one form and take blanks out; a square or cubic metre
    stays one sign.
    """
    # Kept apart from NFKC, which writes ㎡ as m2: `5㎡` would read as 5 m, then a 2.
    parts = re.split(r"([㎡㎥㎞㎏℃‰])", text)
    one_form = "".join(
        part if place % 2 else unicodedata.normalize("NFKC", part)
        for place, part in enumerate(parts)
    )
    return re.sub(r"\s+", "", one_form).replace("＜", "<").replace("＞", ">")
