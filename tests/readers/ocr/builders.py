"""Pictures of drawn pages, as a scanner would make them."""

from __future__ import annotations

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from budgetflow.readers.pdfium.fonts import fonts_of_machine
from tests.readers.pdf_builder import Paper


def picture_of(paper: Paper, scale: float = 200 / 72, lean: float = 0.0) -> np.ndarray:
    paper.canvas.save()
    with fonts_of_machine():
        page = pdfium.PdfDocument(paper.bytes.getvalue())[0]
        picture = page.render(scale=scale).to_pil().convert("RGB")
    return np.asarray(picture.rotate(lean, fillcolor="white", resample=Image.Resampling.BICUBIC))
