"""What `townclerk value` does: reads a file of commitments, values it, and prints it in words or as JSON."""

from __future__ import annotations

import json as printing
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.measures.catalogue import Catalogue
from assistant.measures.catalogue_shapes import MEASURES, load_catalogue
from assistant.measures.commitment import WHOLE, Commitment, CommitmentsRefused
from assistant.measures.commitments import commitments_of, read_commitments
from assistant.measures.discounting import Discount, load_discount
from assistant.measures.valuation import Terms, Valuation, Valued, value_commitments
from assistant.rules.said import plain, pounds
from assistant.rules.values import read_money
from assistant.wording import Wording, load_wording, wording_folder
from corpus import STARTER
from indexer.errors import AskerError, PackError
from indexer.manifest import load_pack_file
from indexer.model import Audience
from indexer.pack import PACK_FILE

_FACTOR = Decimal("0.0001")


def run(file: Path, pack: Path, contract_value: str | None, discount: bool, json: bool) -> str:  # noqa: FBT001
    """What the command prints. `contract_value` is in pounds for the whole term, as people write it.

    Raises CommitmentsRefused with everything to mend, AskerError for a contract value that is none, and PackError.
    """
    catalogue = held_measures(pack)
    terms = Terms(read_contract_value(contract_value), load_discount(pack) if discount else None)
    valuation = value_commitments(read_commitments(file, catalogue), catalogue.themes, terms)
    if json:
        return _as_json(valuation)
    return "\n".join(_lines(valuation, _wording(pack))) + "\n"


def value_entries(
    entries: Sequence[object], pack: Path, contract_value: str | None, audience: Audience, *, discounted: bool
) -> Valuation:
    """Value commitments that a program sends. The public is told of no measure that is licensed to the council alone.

    Raises as `run` does.
    """
    held = held_measures(pack)
    catalogue = held if audience.may_see(Audience.STAFF) else held.public()
    terms = Terms(read_contract_value(contract_value), load_discount(pack) if discounted else None)
    return value_commitments(commitments_of(entries, catalogue), catalogue.themes, terms)


def refused_as_json(file: Path, refused: CommitmentsRefused) -> dict[str, Any]:
    """Everything to mend in a file, by row and column, as `townclerk value --json` prints it."""
    findings = [{"row": mend.row, "column": mend.column, "text": mend.text} for mend in refused.mends]
    return {"file": str(file), "total": None, "findings": findings}


def held_measures(pack: Path) -> Catalogue:
    """The measures of a pack, or the starter pack's where it has none. Raises PackError."""
    if not pack.is_dir():
        raise PackError(pack, "is no folder; give --pack the folder of a pack")
    own = pack / MEASURES
    return load_catalogue(own if own.is_dir() else STARTER / MEASURES)


def read_contract_value(text: str | None) -> Decimal | None:
    """A contract's value in pounds. Raises AskerError where it is none that a share can be taken of."""
    if text is None:
        return None
    try:
        value = read_money(text)
    except ValueError as error:
        raise AskerError(f"the contract value {error}") from error
    if not value:
        raise AskerError(
            "the contract value is 0; give what the contract is worth over its whole term, or leave it out"
        )
    return value


def _wording(pack: Path) -> Wording:
    about = pack / PACK_FILE
    language = load_pack_file(about).language if about.is_file() else "en"
    return load_wording(wording_folder(pack), language).over(load_wording(STARTER / "wording", "en"))


def _as_json(valuation: Valuation) -> str:
    return printing.dumps(valuation.as_json(), indent=1, ensure_ascii=False) + "\n"


def _lines(valuation: Valuation, wording: Wording) -> Iterator[str]:
    yield wording.say("value.title")
    yield wording.say("value.whole_term")
    if valuation.valued:
        yield from ("", wording.say("value.edition", edition=valuation.edition))
    for one in valuation.valued:
        yield from _money(one, wording)
    if valuation.in_units:
        yield from ("", wording.say("value.units"))
    for unit in valuation.in_units:
        yield f"  {_named(unit.commitment, wording)}"
        yield from _details(unit.commitment, wording)
    yield from _totals(valuation, wording)
    yield from _warnings(valuation, wording)


def _named(commitment: Commitment, wording: Wording) -> str:
    measure = commitment.measure
    quantity = quantity_in_words(commitment.quantity, measure.unit)
    return wording.say("value.in_units", code=measure.code, title=measure.title, quantity=quantity)


def _money(one: Valued, wording: Wording) -> Iterator[str]:
    measure, value = one.commitment.measure, one.value
    money = wording.say(
        "value.money",
        code=measure.code,
        title=measure.title,
        quantity=quantity_in_words(one.commitment.quantity, measure.unit),
        amount=_exact(value.amount),
        pounds=pounds(one.pounds),
    )
    yield f"  {money}"
    yield from _details(one.commitment, wording)
    if one.factor != 1:
        yield f"    {wording.say('value.factor', factor=one.factor.quantize(_FACTOR))}"
    yield f"    {wording.say('value.rests_on', source=value.source, year=value.year, licence=value.licence)}"


def _details(commitment: Commitment, wording: Wording) -> Iterator[str]:
    if commitment.activity:
        yield f"    {wording.say('value.activity', activity=commitment.activity)}"
    if commitment.attribution != WHOLE or commitment.deadweight:
        counted = wording.say(
            "value.counted",
            counted=quantity_in_words(commitment.counted, commitment.measure.unit),
            attribution=plain(commitment.attribution),
            deadweight=plain(commitment.deadweight),
        )
        yield f"    {counted}"


def _totals(valuation: Valuation, wording: Wording) -> Iterator[str]:
    yield ""
    total, share, value = valuation.total, valuation.share, valuation.terms.contract_value
    if total is None:
        yield wording.say("value.no_total")
        return
    yield wording.say("value.themes")
    for theme in valuation.themes:
        yield f"  {wording.say('value.theme', theme=theme.name, pounds=pounds(theme.pounds))}"
    if share is None or value is None:
        yield wording.say("value.total", pounds=pounds(total))
    else:
        yield wording.say("value.share", pounds=pounds(total), percent=plain(share), contract_value=pounds(value))


def _warnings(valuation: Valuation, wording: Wording) -> Iterator[str]:
    if valuation.terms.discount and valuation.valued:
        yield from ("", *_of_discount(valuation.terms.discount, wording))
    if any(one.commitment.measure.local for one in valuation.valued):
        yield from ("", wording.say("value.licensed"))


def _of_discount(discount: Discount, wording: Wording) -> Iterator[str]:
    yield wording.say("value.discount", percent=plain(discount.percent), name=discount.name, source=discount.source)
    if not discount.confirmed:
        yield wording.say("value.unconfirmed", note=discount.note)


def quantity_in_words(quantity: Decimal, unit: str) -> str:
    """So many of a unit: 12.5 FTE years, £5,000, 80%."""
    if unit == "£":
        return pounds(quantity)
    return f"{plain(quantity)}%" if unit == "%" else f"{plain(quantity)} {unit}"


def _exact(amount: Decimal) -> str:
    """An amount with every figure that it has, since a unit may be worth less than a penny."""
    return pounds(amount) if amount == round(amount, 2) else f"£{amount.normalize():,f}"
