"""Make the demonstration's documents again: ``python site/home/demo/print_papers.py``.

The documents are committed, so a demonstration does not need this. PDFs are printed from
``papers/`` by Chromium with tags, outline, title and language, so that screen readers can follow.
"""

from __future__ import annotations

import os
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "papers"
RESULTS = HERE / "documents"

FORM_TITLE = "Safer streets at night: response form"
FORM = (
    ("h1", FORM_TITLE),
    (
        "p",
        "You can fill in this form on a computer or print it. Answer what you like; skip the rest.",
    ),
    ("p", "Send it to safer-streets@example.com, or hand it in at any library that takes part."),
    ("h2", "Getting home after dark"),
    ("q", "Which route do you avoid after dark, and what do you do instead?"),
    ("q", "What would change your mind about it?"),
    ("h2", "Working through the night"),
    ("q", "Where do you go on a break, and what is missing there?"),
    ("q", "Where would a night room be of most use to you?"),
    ("h2", "Harassment in public places"),
    ("p", "You do not have to describe anything that happened to you."),
    ("q", "What helped, or would have helped, in the moment?"),
    ("q", "What should happen after a report, and how soon?"),
    ("h2", "About you"),
    ("p", "Only if you want to. It helps us to see whom we have not heard from."),
    ("q", "The first half of your postcode"),
    ("q", "Do you ever work between 6pm and 6am?"),
)

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("meta", "meta"),
        ("manifest", "manifest"),
        ("fo", "xsl-fo-compatible"),
    )
)
NAMESPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'

STYLES = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles {NAMESPACES} office:version="1.3"><office:styles>
<style:default-style style:family="paragraph">
<style:paragraph-properties fo:margin-bottom="0.25cm" fo:line-height="140%"/>
<style:text-properties fo:font-family="Arial" fo:font-size="12pt" fo:language="en"
 fo:country="GB" fo:color="#14212a"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph" style:class="text"/>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
 style:parent-style-name="Standard" style:default-outline-level="1">
<style:text-properties fo:font-size="22pt" fo:font-weight="bold" fo:color="#0b3a55"/></style:style>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph"
 style:parent-style-name="Standard" style:default-outline-level="2">
<style:paragraph-properties fo:margin-top="0.7cm"/>
<style:text-properties fo:font-size="15pt" fo:font-weight="bold" fo:color="#0b3a55"/></style:style>
<style:style style:name="Question" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:keep-with-next="always"/>
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Answer" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:margin-bottom="2.4cm" fo:border-bottom="0.5pt solid #6f7c83"/>
</style:style>
</office:styles></office:document-styles>"""

META = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta {NAMESPACES} office:version="1.3"><office:meta>
<dc:title>{FORM_TITLE}</dc:title><dc:language>en-GB</dc:language>
</office:meta></office:document-meta>"""

MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest {NAMESPACES} manifest:version="1.3">
<manifest:file-entry manifest:full-path="/"
 manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""


def main() -> None:
    """Print every paper and write the form."""
    print_pdfs()
    write_form(RESULTS / "safer-streets-response-form.odt")


def print_pdfs() -> None:
    """Print each page of ``papers/`` as a tagged PDF."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        for source in sorted(SOURCES.glob("*.html")):
            page.goto(source.as_uri())
            page.evaluate("document.fonts.ready")
            path = RESULTS / f"{source.stem}.pdf"
            page.pdf(
                path=path,
                prefer_css_page_size=True,
                tagged=True,
                outline=True,
            )
            sys.stdout.write(f"{path.name}: {path.stat().st_size // 1000} kB\n")
        browser.close()


def write_form(path: Path) -> None:
    """Write the response form as an OpenDocument text with real headings and a language."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        _add(archive, "content.xml", _content())
        _add(archive, "styles.xml", STYLES)
        _add(archive, "meta.xml", META)
        _add(archive, "META-INF/manifest.xml", MANIFEST)


def _content() -> str:
    parts = []
    for kind, words in FORM:
        words = escape(words)
        if kind in ("h1", "h2"):
            level = kind[1]
            parts.append(
                f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">'
                f"{words}</text:h>"
            )
        elif kind == "p":
            parts.append(f'<text:p text:style-name="Standard">{words}</text:p>')
        else:
            parts.append(f'<text:p text:style-name="Question">{words}</text:p>')
            parts.append('<text:p text:style-name="Answer"/>')
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {NAMESPACES} '
        'office:version="1.3"><office:body><office:text>'
        + "".join(parts)
        + "</office:text></office:body></office:document-content>"
    )


def _add(archive: zipfile.ZipFile, name: str, text: str, how: int = zipfile.ZIP_DEFLATED) -> None:
    entry = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
    entry.compress_type = how
    archive.writestr(entry, text)


if __name__ == "__main__":
    sys.exit(main())
