"""Samples that several tests of the gazetteer share."""

import io
import zipfile
from xml.sax.saxutils import escape


def dump(rows: str) -> str:
    """Rows of our shorthand as GeoNames would write them, 19 columns each.

    A shorthand row: number, name, alternate names, latitude, longitude, class, code, country, first- and second-level
    code, population, by `|`.
    """
    lines = []
    for row in rows.strip().splitlines():
        number, name, others, lat, lon, kind, code, country, admin1, admin2, population = row.split("|")
        tail = ["", admin1, admin2, "", "", population, "", "100", "Europe/Kyiv", "2026-01-01"]
        lines.append("\t".join([number, name, name, others, lat, lon, kind, code, country, *tail]))
    return "".join(line + "\n" for line in lines)


def zipped(code: str, rows: str) -> bytes:
    """A country's dump as GeoNames publishes it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr(f"{code}.txt", dump(rows))
    return held.getvalue()


def workbook(rows: list[list[str]]) -> bytes:
    """A workbook of one sheet, every cell a text: the least that opens as .xlsx."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    cells = [[f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row] for row in rows]
    sheet = "".join(f"<row>{''.join(row)}</row>" for row in cells)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" '
        f'Type="{office}/worksheet" Target="sheet1.xml"/></Relationships>',
        "xl/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return held.getvalue()
