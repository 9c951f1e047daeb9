"""OFD files written part by part."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(
    *pages: str,
    box: str = "0 0 210 297",
    document: str = "",
    root: str = "Doc_0/Document.xml",
    end: str = "",
    parts: dict[str, str] | None = None,
) -> bytes:
    """An OFD file of pages given as the objects on them, and of other parts by their name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr(
            "OFD.xml",
            f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        named = "".join(
            f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
        )
        common = (
            f"<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:Pa"
            f"geArea>{document}</ofd:CommonData>"
        )
        container.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {NS}>{common}<ofd:Pages>{named}</ofd:Pages>{end}</ofd:Document>",
        )
        for name, xml in (parts or {}).items():
            container.writestr(f"Doc_0/{name}", xml.replace(">", f" {NS}>", 1))
        for number, objects in enumerate(pages):
            page = (
                f"<ofd:Page {NS}><ofd:Content><ofd:Layer "
                f'ID="1">{objects}</ofd:Layer></ofd:Content></ofd:Page>'
            )
            container.writestr(f"Doc_0/Pages/Page_{number}/Content.xml", page)
    return out.getvalue()


def text(
    content: str, x: float, y: float, size: float = 4.0, more: str = "", deltas: str = ""
) -> str:
    """A text object whose first character stands at (x, y), in millimetres."""
    code = f'<ofd:TextCode X="0" Y="{size}" {deltas}>{escape(content)}</ofd:TextCode>'
    return (
        f'<ofd:TextObject Boundary="{x} {y} 100 {size}" Size="{size}" '
        f"{more}>{code}</ofd:TextObject>"
    )
