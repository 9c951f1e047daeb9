"""Numbers as people read them: in 万元 and 亿元, and in million yuan on English pages."""

from __future__ import annotations

from decimal import Decimal

WAN, YI, MILLION, BILLION = Decimal(10**4), Decimal(10**8), Decimal(10**6), Decimal(10**9)
# Below this, yuan are more readable in English than hundredths of a million.
_SMALL = Decimal(10**5)


def money_words(yuan: Decimal) -> tuple[str, str]:
    """Return an amount with its unit in both languages, rounded to two decimals."""
    size = abs(yuan)
    if size >= YI:
        zh = f"{yuan / YI:,.2f} 亿元"
    else:
        zh = f"{yuan / WAN:,.2f} 万元"
    if size >= BILLION:
        return zh, f"{yuan / BILLION:,.2f} billion yuan"
    if size >= _SMALL:
        return zh, f"{yuan / MILLION:,.2f} million yuan"
    return zh, f"{yuan:,.0f} yuan"


def plain_money(yuan: Decimal | None) -> tuple[str, str]:
    """Return an amount without its unit for a column that names it: 万元, and million yuan."""
    if yuan is None:
        return "", ""
    million = yuan / MILLION
    fine = 0 < abs(yuan) < _SMALL
    return f"{yuan / WAN:,.2f}", f"{million:,.4f}" if fine else f"{million:,.2f}"


def share_words(part: Decimal, whole: Decimal) -> str:
    """Return a share in percent with one decimal; the whole is not nought."""
    return f"{100 * part / whole:.1f}%"


def change_words(now: Decimal, before: Decimal) -> str:
    """Return a change in percent, signed, with one decimal; what it is against is not nought."""
    change = 100 * (now - before) / abs(before)
    return f"{change:+,.1f}%"
