"""Profiles made up by hypothesis: every sort of contract, thick about the edges where something turns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from assistant.rules.profile import ContractProfile

_MONEY = st.decimals(min_value=0, max_value=8_000_000, places=2)
_EDGES = st.sampled_from(
    [Decimal(edge) + step for edge in (10000, 50000, 100000, 207720, 663540, 5000000, 5193000) for step in (-1, 0, 1)]
)
VALUES = _MONEY | _EDGES
PROFILES = st.builds(
    ContractProfile,
    category=st.sampled_from(["services", "goods", "works", "mixed", None]),
    subject=st.sampled_from(["youth-services", "ict", "construction", "unlisted", None]),
    value=VALUES | st.none(),
    value_includes_vat=st.sampled_from([True, False, None]),
    regime=st.sampled_from(["full", "light-touch", "concession", "framework-call-off", "below-threshold", None]),
    start=st.sampled_from([date(2025, 12, 31), date(2026, 1, 1), date(2027, 4, 1), date(2029, 1, 1), None]),
    services_share=st.sampled_from([Decimal("0.5"), Decimal("0.6"), None]),
    social_value_weighting=st.sampled_from([Decimal(5), Decimal(10), None]),
    measures=st.sampled_from([("J1",), ("J1", "J2", "J3"), None]),
    framework=st.sampled_from([True, False, None]),
)
