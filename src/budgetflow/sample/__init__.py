"""A sample site whose truth is known: facts, a generator that renders them as documents, and a
server on loopback.

    facts (what a bureau budgets) -> tables and prose (what it would print) -> text, HTML, workbook
    or PDF
                                  \\-> truth (the amounts a reader must find)

`facts.bureaus` holds the figures of four real bureaus; `facts.invent` makes any number of others
from a seed.
"""
