"""Running great-expectations suites: in memory, without the home folder, without the network.

An ephemeral context keeps everything in memory; analytics are switched off before the library is
imported, since it would
otherwise report home. Data Docs link styles and scripts from a CDN: `write_docs` takes those links
out, so that the pages
are whole on a machine without a network.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgetflow.contracts.expectations import ACCEPTABLE, RELEASE, suites
from budgetflow.gate.counts import TOLD
from budgetflow.gate.result import GateCheck

if TYPE_CHECKING:
    import pandas as pd

SITE = "gate"
EXAMPLES = 5
# What a page loads from elsewhere by itself; plain links a reader may follow stay.
OUTSIDE = re.compile(
    r"<script[^>]*\ssrc\s*=\s*[\"']https?://[^>]*>\s*</script>|"
    r"<link[^>]*\shref\s*=\s*[\"']https?://[^>]*>|<img[^>]*\ssrc\s*=\s*[\"']https?://[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
# Enough for tables to be readable once the CDN's styles are gone.
PLAIN_STYLE = (
    "<style>body{font-family:sans-serif;margin:2em}table{border-collapse:collapse}"
    "td,th{border:1px solid #ccc;padding:.3em .6em;text-align:left}.modal,"
    ".navbar-toggler{display:none}</style></head>"
)


class SuiteRunner:
    """Runs the suites of the tree over frames and gathers what came of them."""

    def __init__(self, docs: Path | None = None) -> None:
        """Open an ephemeral context; `docs` is where Data Docs go."""
        os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
        import great_expectations as gx  # noqa: PLC0415

        self._gx = gx
        self._docs = docs
        self._suites = suites()
        self._context = _ephemeral(gx)
        self._context.variables.progress_bars = {"globally": False, "metric_calculations": False}
        for site in list(self._context.get_config().data_docs_sites or {}):
            # The library makes a site of its own in a folder of the system.
            self._context.delete_data_docs_site(site)
        self._found: dict[tuple[str, str], list[dict[str, Any]]] = {}
        if docs is not None:
            self._context.add_data_docs_site(SITE, _site(docs))

    def run(self, suite: str, label: str, frame: pd.DataFrame) -> None:
        """Run one suite over one frame; results of several frames of a suite are added up."""
        name = f"{label}-{sum(map(len, self._found.values()))}"
        outcome = self._checkpoint(suite, name).run(batch_parameters={"dataframe": frame})
        # The asset keeps its frame: a hundred batches would lie in memory at the end.
        self._context.data_sources.delete(name)
        for validation in outcome.run_results.values():
            for result in validation.results:
                config = result.expectation_config
                columns = ", ".join(config.kwargs.get("column_list", []))
                words = f"{config.type} {config.kwargs.get('column') or columns}".strip()
                self._found.setdefault((suite, words), []).append(
                    {"success": result.success, "meta": config.meta, **(result.result or {})}
                )

    def run_rows(self, suite: str, rows: Sequence[dict[str, object]]) -> None:
        """Run one suite over rows given as mappings."""
        import pandas as pd  # noqa: PLC0415

        self.run(suite, suite, pd.DataFrame(rows))

    def checks(self) -> list[GateCheck]:
        """Return every expectation with what came of it over all frames."""
        return [
            GateCheck(
                suite,
                words,
                all(bool(result["success"]) for result in results),
                sum(int(result.get("unexpected_count") or 0) for result in results),
                tuple(example for result in results for example in _examples(result))[:EXAMPLES],
                any((result["meta"] or {}).get(ACCEPTABLE, False) for result in results),
            )
            for (suite, words), results in self._found.items()
        ]

    def write_docs(self) -> Path | None:
        """Build the Data Docs and take out what they would load from elsewhere; gives their first
        page.
        """
        if self._docs is None:
            return None
        self._context.build_data_docs(site_names=[SITE])
        for page in self._docs.rglob("*.html"):
            text = page.read_text(encoding="utf-8")
            page.write_text(
                OUTSIDE.sub("", text).replace("</head>", PLAIN_STYLE, 1), encoding="utf-8"
            )
        return self._docs / "index.html"

    def _checkpoint(self, suite: str, name: str) -> Any:
        """Make what the library wants before it validates: asset, batch, suite, validation,
        checkpoint; all in memory.
        """
        batch = (
            self._context.data_sources.add_pandas(name)
            .add_dataframe_asset(name)
            .add_batch_definition_whole_dataframe(name)
        )
        made = self._context.suites.add_or_update(self._gx.ExpectationSuite(**self._suites[suite]))
        validation = self._context.validation_definitions.add(
            self._gx.ValidationDefinition(name=name, data=batch, suite=made)
        )
        return self._context.checkpoints.add(
            self._gx.Checkpoint(
                name=name, validation_definitions=[validation], result_format=_format(suite)
            )
        )


def _format(suite: str) -> dict[str, Any]:
    """Ask for the values that break a rule; of a release's counts, for what the row tells of
    itself.
    """
    if suite == RELEASE:
        named = {"unexpected_index_column_names": [TOLD]}
    else:
        named = {}
    # SUMMARY, since COMPLETE lists every row that breaks a rule: a broken column has millions.
    return {"result_format": "SUMMARY", "partial_unexpected_count": EXAMPLES} | named


def _examples(result: dict[str, Any]) -> list[str]:
    """Return what broke a rule: what the rows tell of themselves, where that was asked for, else
    the values.
    """
    listed = result.get("partial_unexpected_index_list") or []
    # Plain numbers of rows where no column was asked for.
    rows = [row for row in listed if isinstance(row, dict)]
    values = result.get("partial_unexpected_list", ())[:EXAMPLES]
    return [str(row[TOLD]) for row in rows] or [str(value) for value in values]


def _ephemeral(gx: Any) -> Any:
    """Open a context in memory; typed loosely, since the library's own types forbid what its
    documentation asks for. At every release it tells of a temporary folder for pages that
    nothing is written to: no news for an operator's log.
    """
    logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)
    return gx.get_context(mode="ephemeral")


def _site(docs: Path) -> dict[str, Any]:
    docs.mkdir(parents=True, exist_ok=True)
    store = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(docs.resolve())}
    return {
        "class_name": "SiteBuilder",
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
        "store_backend": store,
    }
