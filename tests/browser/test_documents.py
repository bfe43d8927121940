"""Every document of the Explore page, downloaded in a real browser and opened by its own reader."""

import io
import json
import re

import geopandas as gpd
import openpyxl
import pptx
import pypdf
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import choose, open_part
from tests.browser.test_explore import map_frame
from wallonia_map.i18n import Language, message_ids
from wallonia_map.model import Selection
from wallonia_map.ui.shared.documents import KINDS
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.view import View

COVERED = 111


def open_png(content, _path):
    with Image.open(io.BytesIO(content)) as picture:
        assert min(picture.size) > 900


def open_svg(content, _path):
    assert b"<text" in content
    assert b"<svg" in content[:500]


def open_pdf(content, _path):
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert "851" in "".join(page.extract_text() for page in reader.pages)
    assert reader.metadata.title


def open_pptx(content, _path):
    slides = pptx.Presentation(io.BytesIO(content)).slides
    assert "851" in " ".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)


def open_html(content, _path):
    text = content.decode("utf-8")
    assert '<html lang="fr"' in text
    assert text.count("data-nis=") >= 261  # the atlas's own page, with its shapes: not the app's
    assert len(content) < 3_000_000


def open_xlsx(content, _path):
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.worksheets[0].max_row == 21


def open_geojson(content, _path):
    assert len(json.loads(content)["features"]) == 261


def open_gpkg(content, path):
    path.write_bytes(content)
    assert len(gpd.read_file(path, layer="municipalities")) == 261


READERS = {
    "png": open_png, "svg": open_svg, "pdf": open_pdf, "report": open_pdf, "pptx": open_pptx, "html": open_html, "xlsx": open_xlsx,
    "geojson": open_geojson, "gpkg": open_gpkg,
}  # fmt: skip


def test_every_document_downloads_and_opens(app, visit, atlas, tmp_path):
    summary = view_summary(atlas, View(Selection(programmes=("leader-2014-2020",))), Language.FR)
    assert summary.coverage.municipalities_covered == COVERED
    page = visit.page
    page.goto(f"{app.url}/explore?programme=leader-2014-2020")
    map_frame(page)
    expect(page.get_by_text("111 à 112 communes couvertes").first).to_be_visible()
    open_part(page, "Télécharger")
    assert set(READERS) == set(KINDS)
    for kind in KINDS:
        if kind != KINDS[0]:
            choose(page, "Document", message_ids("fr")[f"documents.{kind}"])
            expect(page.locator(f".st-key-document_{kind}")).to_be_visible()
        with page.expect_download(timeout=60_000) as told:
            page.locator(f".st-key-document_{kind}").get_by_role("button", name=re.compile("Préparer et télécharger")).click()
        path = tmp_path / f"{kind}-{told.value.suggested_filename}"
        told.value.save_as(path)
        READERS[kind](path.read_bytes(), tmp_path / "copy.gpkg")
    assert visit.outside == set()
