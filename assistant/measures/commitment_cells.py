"""How each column of a commitments file is read. A cell that cannot be raises ValueError: what to mend, and how."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from assistant.measures.catalogue import Catalogue, Measure
from assistant.measures.commitment import WHOLE
from assistant.measures.licensed_rows import Line
from assistant.measures.spreadsheet import Cell
from assistant.rules.profile import nearest
from assistant.rules.values import read_date
from indexer.model import folded

MOST_QUANTITY = 1_000_000_000
LONGEST_TERM = 30
# The measures guidance asks for one decimal place; a licensed framework may say otherwise of its own.
PLACES, LICENSED_PLACES = 1, 4
_LONGEST = {"activity": 200, "note": 2_000}
_NUMBER = re.compile(r"(?P<minus>[-−])?(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,30})(?P<part>\.\d{1,30})?")
_RANGE = re.compile(r"\d\s*(?:-|–|to|or)\s*\d|\bup to\b|\bat least\b|\brequired\b", re.IGNORECASE)
_FOREIGN = re.compile(r"[€$¥]|\b(?:eur|euros?|usd|dollars?|yen)\b", re.IGNORECASE)
_FORMULA = re.compile(r"=|[+@-]\S")
_ERROR = re.compile(r"#(?:REF|N/A|VALUE|DIV/0|NAME|NUM|NULL)[!?]?")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_POUNDS = frozenset({"£", "gbp", "pounds", "pound", "£s"})
_NUMBERS = ("quantity", "attribution", "deadweight", "years")
_DATES = ("from", "until")


def check_cell(column: str, cell: Cell) -> None:
    """Refuse what no column takes: a formula, an error of the spreadsheet, TRUE, a date for a number, a bell."""
    text = cell.text
    if cell.kind == "formula" or (text and column not in _NUMBERS and _FORMULA.match(text)) or text.startswith("="):
        raise ValueError(f"begins with '{text[:1]}', as a formula does; put in its place what it shows")
    if cell.kind == "error" or _ERROR.match(text):
        raise ValueError(f"is an error of the spreadsheet ({text[:20]}); put the right words in its place")
    if cell.kind == "truth":
        raise ValueError("is TRUE or FALSE; write what is meant")
    if cell.kind == "date" and column not in _DATES:
        raise ValueError(f"is a date, {text[:10]}; format the cell as text and type it again")
    if _UNPRINTABLE.search(text):
        raise ValueError("holds a character that cannot be printed; type it again")


def measure_in(line: Line, catalogue: Catalogue) -> Measure:
    """The measure of a row, by its code and, where two editions have it, its edition."""
    code, edition = line.text("code"), line.text("edition")
    if not code:
        raise ValueError("is empty; write the code of a measure, like J1")
    alike = [one for one in catalogue.measures if one.code.casefold() == code.casefold()]
    if not alike:
        codes = {one.code: one for one in catalogue.measures}
        hint = nearest(code.upper()[:40], codes) or "; townclerk measures lists those there are"
        raise ValueError(f"there is no measure '{code[:40]}'{hint}")
    found = [one for one in alike if not edition or one.edition.casefold() == edition.casefold()]
    if len(found) == 1:
        return found[0]
    held = " and ".join(one.edition for one in alike)
    if not found:
        raise ValueError(f"'{code[:40]}' is not a measure of edition '{edition[:40]}'; it is one of {held}")
    raise ValueError(f"'{code[:40]}' is in editions {held}; write in edition which is meant")


def check_unit(text: str, measure: Measure) -> None:
    """Refuse a quantity in another unit than its measure's."""
    if not text:
        raise ValueError(f"is empty; {measure.code} is counted in {measure.unit}")
    given, wanted = text.casefold(), folded(measure.unit).casefold()
    if given == wanted or (wanted == "£" and given in _POUNDS):
        return
    if wanted == "£" and _FOREIGN.search(text):
        raise ValueError(f"'{text[:40]}' is another currency; a file is in one currency, pounds: £")
    raise ValueError(f"'{text[:40]}' is not the unit of {measure.code}; count in {measure.unit}")


def quantity_in(text: str, measure: Measure | None) -> Decimal:
    """A quantity, in the unit of its measure where that is known."""
    unit = folded(measure.unit) if measure else ""
    if not text:
        raise ValueError("is empty; write how many units are promised over the whole term")
    bare = _without_sign(text, unit, known=measure is not None)
    number = _number(bare, "write one number, like 12 or 12.5")
    if number <= 0:
        problem = "is 0; promise something, or take the row out" if number == 0 else "is less than nothing"
        raise ValueError(problem if number == 0 else f"'{text[:40]}' {problem}; write how many units are promised")
    if number > MOST_QUANTITY:
        raise ValueError(f"is more than {MOST_QUANTITY:,}; check the noughts")
    if unit == "%" and number > WHOLE:
        raise ValueError(f"'{text[:40]}' is more than the whole; a share is from 0 to 100")
    _check_places(number, measure)
    return number


def _without_sign(text: str, unit: str, *, known: bool) -> str:
    """The number without the £ or % that its unit allows."""
    if _FOREIGN.search(text):
        raise ValueError(f"'{text[:40]}' is in another currency; a file is in one currency, pounds")
    if unit == "%" and text.endswith("%"):
        return text[:-1].strip()
    if text.startswith("£") and (unit == "£" or not known):
        return text[1:].strip()
    if text.startswith("£"):
        raise ValueError(f"'{text[:40]}' is money, and this measure is counted in {unit}; write how many")
    if _RANGE.search(text):
        raise ValueError(f"'{text[:40]}' is not one quantity; write the number that is promised")
    return text


def _check_places(number: Decimal, measure: Measure | None) -> None:
    most = LICENSED_PLACES if measure is None or measure.local else PLACES
    if number != round(number, most):
        like = "whole numbers or one decimal place" if most == 1 else f"at most {most} decimal places"
        raise ValueError(f"is finer than can be counted; write {like}")


def percent_in(text: str) -> Decimal:
    """A percentage, from 0 to 100."""
    number = _number(text.removesuffix("%").strip(), "write a percentage, like 50")
    if not 0 <= number <= WHOLE:
        raise ValueError(f"is {text[:40]}; a percentage is from 0 to 100")
    if 0 < number < 1 and not text.endswith("%"):
        raise ValueError(f"is {text[:40]}, less than one percent; write a half as 50, or 0.5% if that is meant")
    return number


def years_in(text: str) -> Decimal:
    """For how many years a quantity is delivered."""
    number = _number(text, "write the years, like 3 or 2.5")
    if not 0 < number <= LONGEST_TERM:
        raise ValueError(f"is {text[:40]}; years are more than 0 and at most {LONGEST_TERM}")
    if number != round(number, 2):
        raise ValueError("is finer than can be counted; write at most 2 decimal places")
    return number


def day_in(text: str) -> date:
    """A day. A date of a spreadsheet carries a midnight with it."""
    try:
        return read_date(text.removesuffix(" 00:00:00"))
    except ValueError as error:
        told = str(error)
        raise ValueError(told if ";" in told else f"{told}; write it like 2027-04-01") from error


def words_in(column: str, text: str) -> str:
    """Words of a limited length."""
    if len(text) > _LONGEST[column]:
        raise ValueError(f"is longer than {_LONGEST[column]:,} characters; shorten it")
    return text


def check_span(fields: Mapping[str, object]) -> tuple[str, str] | None:
    """The column, and what is wrong with when a quantity is said to be delivered."""
    years, begins, until = (fields.get(name) for name in ("years", "from", "until"))
    if years is not None and (begins is not None or until is not None):
        return "years", "is given beside from or until; give one or the other"
    if (begins is None) != (until is None):
        return ("until", "is empty; give the last day too") if begins else ("from", "is empty; give the first day too")
    if isinstance(begins, date) and isinstance(until, date):
        if until < begins:
            return "until", f"is before from, {begins.isoformat()}; change the two round, or mend the year"
        if until.year - begins.year > LONGEST_TERM:
            return "until", f"is more than {LONGEST_TERM} years after from; mend the year"
    return None


def _number(text: str, like: str) -> Decimal:
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise ValueError(f"'{text[:40]}' is not a number; {like}")
    number = Decimal(found["whole"].replace(",", "") + (found["part"] or ""))
    return -number if found["minus"] else number
