"""What describes a release to programs is read by programs that others wrote: a feed reader, an RDF
library, and by the rules of each format.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import feedparser
import pytest
import yaml
from lxml import etree
from rdflib import Graph, Literal, URIRef
from rdflib import namespace as terms

from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.releases.derived.vocabulary import vocabulary_rows
from tests.builders.disclosures import disclosure

BASE = "https://data.example/releases/2026.11.22.1/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
VOCABULARIES = (terms.DCAT, terms.DCTERMS, terms.FOAF, terms.SDO, terms.RDF, terms.XSD)
SINCE_DCAT_3 = {"version", "previousVersion"}
"""Terms of DCAT 3 that rdflib, which has DCAT 2, does not list."""
CFF = {
    *(
        "abstract",
        "authors",
        "cff-version",
        "commit",
        "contact",
        "date-released",
        "doi",
        "identifiers",
        "keywords",
        "license",
        "license-url",
    ),
    *(
        "message",
        "preferred-citation",
        "references",
        "repository",
        "repository-artifact",
        "repository-code",
        "title",
        "type",
        "url",
        "version",
    ),
}
"""All that Citation File Format 1.2.0 lets stand at the top."""

pytestmark = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated"
)  # rdflib's reader of JSON-LD speaks to itself


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two releases."""
    folder: Path = tmp_path_factory.mktemp("described")
    lake = Lake(folder / "lake")
    for name in ("新市区教育局", "又一局"):
        lake.replace(disclosure(name), "1")
        build_release(lake, folder / "releases", date(2026, 11, 22))
    return folder / "releases"


@pytest.fixture(scope="module")
def release(releases: Path) -> Path:
    return releases / "2026.11.22.1"


def test_a_feed_reader_finds_nothing_to_complain_of(releases: Path) -> None:
    read = feedparser.parse(
        (releases / "feed.xml").read_bytes(),
        response_headers={
            "content-type": "application/atom+xml",
            "content-location": urljoin(BASE, "../feed.xml"),
        },
    )
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    assert [entry.title for entry in read.entries] == ["2026.11.22.1", "2026.11.22"]
    assert read.entries[0].link == urljoin(BASE, "index.html")
    assert read.entries[0].updated_parsed[:3] == (2026, 11, 22)


def test_the_feed_has_what_rfc_4287_demands(releases: Path) -> None:
    """Sections 4.1.1 and 4.1.2: once an id, a title and a date; an author for every entry; ids are
    absolute and of one entry each.
    """
    feed = etree.parse(releases / "feed.xml").getroot()
    entries = feed.findall("a:entry", ATOM)
    assert feed.tag == f"{{{ATOM['a']}}}feed" and len(entries) == 2
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", ATOM)) == 1, name
        assert urlsplit(element.findtext("a:id", "", ATOM)).scheme
        assert datetime.fromisoformat(element.findtext("a:updated", "", ATOM)).tzinfo is not None
    assert len({element.findtext("a:id", "", ATOM) for element in (feed, *entries)}) == 3
    assert feed.findtext("a:updated", "", ATOM) == max(
        entry.findtext("a:updated", "", ATOM) for entry in entries
    )
    assert [link.get("rel") for link in feed.findall("a:link", ATOM)] == ["self"]
    for entry in entries:
        assert entry.findtext("a:author/a:name", "", ATOM)
        (link,) = entry.findall("a:link", ATOM)
        assert (releases / link.get("href", "")).is_file(), (
            "no content stands in the entry, so a link must lead to it"
        )


def test_the_catalogue_record_is_dcat_with_all_that_a_portal_asks_for(release: Path) -> None:
    graph = graph_of(json.loads((release / "dcat.jsonld").read_text()))
    (dataset,) = graph.subjects(terms.RDF.type, terms.DCAT.Dataset)
    assert unknown_terms(graph) == []
    for term in (terms.DCTERMS.title, terms.DCTERMS.description, terms.DCTERMS.identifier):
        assert str(graph.value(dataset, term, any=False)).strip()
    assert graph.value(dataset, terms.DCTERMS.issued, any=False) == Literal(
        "2026-11-22", datatype=terms.XSD.date
    )
    assert graph.value(dataset, terms.DCTERMS.license, any=False) == URIRef(
        "https://creativecommons.org/licenses/by/4.0/"
    )
    assert graph.value(
        graph.value(dataset, terms.DCTERMS.publisher, any=False), terms.FOAF.name, any=False
    ) == Literal("budgetflow")
    assert len(list(graph.objects(dataset, terms.DCAT.keyword))) > 3
    distributions = list(graph.objects(dataset, terms.DCAT.distribution))
    assert len(distributions) > 8
    for distribution in distributions:
        assert (distribution, terms.RDF.type, terms.DCAT.Distribution) in graph
        for term in (terms.DCAT.accessURL, terms.DCAT.downloadURL):
            assert is_file_of(release, graph.value(distribution, term, any=False))
        for term in (terms.DCAT.mediaType, terms.DCAT.compressFormat, terms.DCTERMS.license):
            assert isinstance(graph.value(distribution, term, any=False), URIRef)


def test_search_engines_get_a_dataset_in_the_words_of_schema_org(release: Path) -> None:
    told = json.loads((release / "schema.jsonld").read_text())
    assert told["@context"] == "https://schema.org"
    graph = graph_of(
        told | {"@context": {"@vocab": str(terms.SDO)}}
    )  # what the address gives, without asking it
    (dataset,) = graph.subjects(terms.RDF.type, terms.SDO.Dataset)
    assert unknown_terms(graph) == []
    assert 50 <= len(str(graph.value(dataset, terms.SDO.description, any=False))) <= 5000, (
        "shorter and longer ones are refused"
    )
    for term in (
        terms.SDO.name,
        terms.SDO.license,
        terms.SDO.creator,
        terms.SDO.version,
        terms.SDO.datePublished,
    ):
        assert graph.value(dataset, term, any=False) is not None
    for distribution in graph.objects(dataset, terms.SDO.distribution):
        assert is_file_of(
            release,
            URIRef(urljoin(BASE, str(graph.value(distribution, terms.SDO.contentUrl, any=False)))),
        )
    page = (release / "index.html").read_text()
    embedded = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert embedded is not None and json.loads(embedded[1]) == told


def test_the_citation_is_of_the_citation_file_format(release: Path) -> None:
    cited = yaml.safe_load((release / "CITATION.cff").read_text())
    assert {"cff-version", "message", "title", "authors"} <= cited.keys() <= CFF
    assert (
        cited["cff-version"] == "1.2.0"
        and cited["type"] == "dataset"
        and cited["license"] == "CC-BY-4.0"
    )
    assert date.fromisoformat(cited["date-released"]) == date(2026, 11, 22)
    assert cited["version"] == "2026.11.22.1"
    assert cited["authors"] == [{"name": "budgetflow"}], "an entity has a name and no family name"
    assert all(isinstance(word, str) and word for word in cited["keywords"]) and len(
        set(cited["keywords"])
    ) == len(cited["keywords"])


def graph_of(told: object) -> Graph:
    return Graph().parse(data=json.dumps(told), format="json-ld", publicID=BASE)


def unknown_terms(graph: Graph) -> list[str]:
    """List the properties and classes that their vocabulary does not define: a misspelt one is lost
    on every reader.
    """
    used = {term for _, term, _ in graph} | set(graph.objects(None, terms.RDF.type))
    known = {URIRef(f"{terms.DCAT}{name}") for name in SINCE_DCAT_3} | {
        term for v in VOCABULARIES for term in used if str(term).startswith(str(v)) and term in v
    }
    return sorted(str(term) for term in used - known)


def is_file_of(release: Path, address: object) -> bool:
    return str(address).startswith(BASE) and (release / str(address).removeprefix(BASE)).is_file()


def test_every_function_class_has_its_name_in_the_vocabulary() -> None:
    """Also those that no department spends on: a government prints 转移性支出 and 债务付息支出."""
    rows = vocabulary_rows([], ["administrative_expenses", "detail", "unit"], [], {})
    classes = {row["code"]: row for row in rows if row["kind"] == "function_code"}
    listed = {f"{code}" for code in range(201, 218) if code not in (209,)}
    assert listed | {"219", "220", "221", "222", "223", "224", "227"} <= classes.keys()
    transfers = classes["230"]
    assert (transfers["zh"], transfers["en"]) == ("转移性支出", "Transfers")
    assert all(row["en"] for code, row in classes.items() if len(code) == 3)
    items = [row for row in rows if row["kind"] == "item"]
    assert [row["zh"] for row in items] == ["行政经费", "明细", "单位"]
