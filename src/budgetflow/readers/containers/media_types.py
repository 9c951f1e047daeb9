"""What kind of file some bytes are, by their content; government sites name files wrongly too often
to believe a name.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile

from budgetflow.readers import encoding
from budgetflow.readers.containers import ole

PDF = "application/pdf"
HTML = "text/html"
MHTML = "message/rfc822"
TEXT = "text/plain"
MARKDOWN = "text/markdown"
CSV = "text/csv"
RTF = "application/rtf"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
PPT = "application/vnd.ms-powerpoint"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ODT = "application/vnd.oasis.opendocument.text"
WORD_XML = "application/vnd.ms-word+xml"
EXCEL_XML = "application/vnd.ms-excel+xml"
FLAT_PACKAGE = "application/vnd.openxmlformats-package.flat+xml"
FLAT_ODS = "application/vnd.oasis.opendocument.spreadsheet-flat-xml"
FLAT_ODT = "application/vnd.oasis.opendocument.text-flat-xml"
SYLK = "application/x-sylk"
DIF = "application/x-dif"
OFD = "application/ofd"
ZIP = "application/zip"
RAR = "application/vnd.rar"
SEVEN_ZIP = "application/x-7z-compressed"
ENCRYPTED_OFFICE = "application/x-ole-encrypted"
UNKNOWN_OLE = "application/x-ole-storage"
EMPTY = "application/x-empty"
UNKNOWN = "application/octet-stream"

# From the beginning of the file; the longer a mark, the surer, and none is the start of another.
_MAGIC = (
    (rb"\{\\rtf", RTF),
    (rb"Rar!\x1a\x07", RAR),
    (rb"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (rb"\x89PNG\r\n\x1a\n", "image/png"),
    (rb"\xff\xd8\xff", "image/jpeg"),
    (rb"GIF8[79]a", "image/gif"),
    (rb"II\*\x00|MM\x00\*", "image/tiff"),
    (rb"(?s)BM.{4}\x00{4}", "image/bmp"),
    (rb"(?s)RIFF.{4}WEBP", "image/webp"),
    (rb"\x1f\x8b\x08", "application/gzip"),
    (rb"BZh[1-9]1AY", "application/x-bzip2"),
    (rb"\xfd7zXZ\x00", "application/x-xz"),
    (rb"(?s)MZ.{2}[\x00-\x20]", "application/x-msdownload"),
    (rb"\x7fELF", "application/x-executable"),
    # The first record of an Excel file of versions 2, 3 and 4 ([MS-XLS] 2.4.21), no OLE file yet.
    (rb"\x09(?:\x00\x04|[\x02\x04]\x06)\x00.{2}[\x10\x20\x40]\x00", XLS),
)
# Encrypted first: such a file has other streams only to say so.
_OLE_KINDS = (
    ("EncryptedPackage", ENCRYPTED_OFFICE),
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", PPT),
)
_ZIP_KINDS = (
    ("word/document.xml", DOCX),
    ("word/document2.xml", DOCX),  # what Word for the web writes; the package names its main part
    ("xl/workbook.xml", XLSX),
    ("xl/workbook.bin", XLSB),
    ("ppt/presentation.xml", PPTX),
    ("ofd.xml", OFD),
)
_TAGS = re.compile(
    r"<(?:!doctype\s+html|html|head|body|table|div|meta|p|title|script)\b", re.IGNORECASE
)
_ROOT = re.compile(
    r"(?s)(?>\ufeff|\s|<\?.*?\?>|<!--.*?-->)*+<(?P<name>[A-Za-z][\w:.-]*)(?P<attributes>[^>]*)>"
)
_FLAT_ODF = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_FLAT_KINDS = {ODS: FLAT_ODS, ODT: FLAT_ODT}
# Name and namespace of the root of office files that are one XML text.
_ROOTS = (
    ("package", "http://schemas.microsoft.com/office/2006/xmlPackage", FLAT_PACKAGE),
    ("wordDocument", "http://schemas.microsoft.com/office/word/2003/wordml", WORD_XML),
    ("Workbook", "urn:schemas-microsoft-com:office:spreadsheet", EXCEL_XML),
)
_SYLK = re.compile(r"ID;[PN;][^\r\n]*\r?\n[BCFEPO];")
_DIF = re.compile(r"TABLE\r?\n0,1\r?\n")

# Characters of a text by which its kind is told.
_HEAD = 20_000
_LINES_LOOKED_AT = 200
_THOUSANDS = re.compile(r"\d,\d{3}(?!\d)")
# Of a file that is a table of fields between commas although its name does not say so.
_LEAST_LINES, _LEAST_FIELDS = 4, 3


def sniff(data: bytes, file_name: str) -> str:
    """Return the media type of `data` by its content.

    The name decides only between plain text, Markdown and CSV, which look alike.
    `application/octet-stream` means that
    nothing was recognised. Never raises.
    """
    # A file of zeros is what a broken download leaves.
    if not data.strip(b"\x00 \t\r\n"):
        return EMPTY
    binary = binary_kind(data)
    if binary == ZIP:
        return _zip_kind(data)
    if binary == UNKNOWN_OLE:
        return _ole_kind(data)
    return binary or _text_kind(data, file_name)


def binary_kind(head: bytes) -> str | None:
    """Return what the first bytes of a file say, None where they may be text.

    Of a zip or an OLE file the beginning tells only the container: ZIP, UNKNOWN_OLE.
    """
    # Some producers write mail or server headers before it; readers look into the first kilobyte.
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return ZIP
    if head.startswith(ole.SIGNATURE):
        return UNKNOWN_OLE
    return next((kind for magic, kind in _MAGIC if re.match(magic, head)), None)


def _zip_kind(data: bytes) -> str:
    """Return which office file or bundle a zip is, by its members; a damaged directory is searched
    for as bytes.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as bundle:
            names = {name.lower().replace("\\", "/").lstrip("/") for name in bundle.namelist()}
            if "mimetype" in names:
                with bundle.open("mimetype") as member:
                    declared = member.read(200).decode("ascii", "ignore").strip()
                if declared.startswith("application/vnd.oasis.opendocument."):
                    return declared
    except (
        Exception
    ):  # a hostile archive fails in many ways; the reader of the kind found below names the damage
        if (
            declared_first := re.search(
                rb"mimetype(application/vnd\.oasis\.opendocument\.[a-z]+)", data[:200]
            )
        ) is not None:
            return declared_first.group(1).decode()
        names = {
            name for name, _ in _ZIP_KINDS if name.encode() in data or name.upper().encode() in data
        }
    return next((kind for name, kind in _ZIP_KINDS if name in names), ZIP)


def _ole_kind(data: bytes) -> str:
    """Return whether an OLE file is Word or Excel, by the streams at its root."""
    names = ole.root_streams(data)
    return next((kind for name, kind in _OLE_KINDS if name in names), UNKNOWN_OLE)


def _xml_kind(head: str) -> str | None:
    """Return the kind of office file that the root of an XML text says, None where it says none."""
    root = _ROOT.match(head)
    if root is None:
        return None
    name = root["name"].rsplit(":", 1)[-1]
    attributes = root["attributes"]
    if name == "document" and _FLAT_ODF in attributes:
        # LibreOffice too knows such a file by this prefix alone
        declared = re.search(r"office:mimetype=[\"']([\w.+/-]+)", attributes)
        return _FLAT_KINDS.get(declared[1]) if declared else None
    return next(
        (kind for wanted, space, kind in _ROOTS if name == wanted and space in attributes), None
    )


def _office_text(head: str) -> str | None:
    """Return the kind of an office file that is a text, None where it is none."""
    root = _xml_kind(head)
    # Newer Word and Excel say by an instruction which program the XML is for.
    if root is None and head.startswith("<?xml") and "progid=" in head[:1000]:
        return _office_xml(head[:1000])
    if _SYLK.match(head):
        return SYLK
    if _DIF.match(head):
        return DIF
    return root


def _office_xml(head: str) -> str:
    """Return the kind of an XML dialect of Office by the program it names."""
    if "Word.Document" in head:
        return WORD_XML
    if "Excel.Sheet" in head:
        return EXCEL_XML
    return UNKNOWN


def _text_kind(data: bytes, file_name: str) -> str:
    """Return the kind of a text: HTML, an XML dialect of Office, mail-wrapped, Markdown, plain."""
    # Enough for a text's encoding and kind; decoding a file of 100 MB twice takes seconds.
    decoded = encoding.decode(data[:400_000])
    if decoded is None:
        return UNKNOWN
    head = decoded[0][:_HEAD].lstrip()
    if office := _office_text(head):
        return office
    if re.match(
        r"(?:[\w-]+:.*\n(?:[ \t].*\n)*)*?content-type:\s*multipart/related", head, re.IGNORECASE
    ):
        return MHTML
    # A page may begin with text where a template forgot its head: five tags are no accident.
    if (head.startswith("<") and _TAGS.search(head)) or len(_TAGS.findall(head)) >= 5:
        return HTML
    if file_name.lower().endswith(".csv") or _is_comma_separated(head, len(decoded[0]) > _HEAD):
        return CSV
    return MARKDOWN if file_name.lower().endswith((".md", ".markdown")) else TEXT


def _is_comma_separated(head: str, is_cut: bool) -> bool:
    """Check whether every line has equally many fields between commas; the last is left out where
    it is cut. Prose has other numbers of commas, and Chinese ones.

    Titles without any comma may stand above, as some programs write no empty fields behind them;
    then the first row must be one of names, since the commas of `1,300,200` are no borders.
    """
    lines = [line for line in head.splitlines()[:_LINES_LOOKED_AT] if line.strip()]
    if is_cut:
        lines = lines[:-1]
    counts = [len(fields) for fields in csv.reader(lines)]
    # Titles end where the first line with a comma stands.
    first = len(counts)
    for place, count in enumerate(counts):
        if count > 1:
            first = place
            break
    in_table = counts[first:]
    if len(in_table) < _LEAST_LINES:
        return False
    if first and _THOUSANDS.search(lines[first]):
        return False
    return len(set(in_table)) == 1 and in_table[0] >= _LEAST_FIELDS
