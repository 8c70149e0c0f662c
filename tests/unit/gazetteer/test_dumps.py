"""Rows of GeoNames dumps."""

import pytest
from gazetteer_samples import dump, zipped

from geomap.errors import GazetteerError
from geomap.gazetteer.dumps import dump_rows, printable, slim


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Kyiv", True),
        ("Київ", True),
        ("كييف", True),
        ("al-Qusayr", True),
        ("’s-Hertogenbosch", True),
        ("IEV", False),
        ("ji fu", False),
        ("基輔", False),
        ("कीव", False),
        ("1905", False),
        ("", False),
    ],
)
def test_only_names_that_a_newspaper_could_print_are_kept(name, kept):
    assert printable(name) is kept


def test_a_slim_row_has_each_spelling_once_and_nothing_that_is_never_asked():
    row = dump("1|Kyyiv|Kyyiv,KYYIV,Kiev,KBP,Киев|50.4|30.5|P|PPLC|UA|12||0").rstrip("\n").split("\t")
    assert slim(row) == ["1", "Kyyiv", "", "Kiev,Киев", "50.4", "30.5", "P", "PPLC", "UA", "", "12", "", "", "", ""]


def test_the_rows_of_a_published_dump_are_slim(tmp_path):
    (tmp_path / "XX.zip").write_bytes(zipped("XX", "1|A place|IAT,Another|1|2|P|PPL|XX|01||5"))
    ((*_, population),) = dump_rows(tmp_path / "XX.zip")
    assert population == "5"


def test_a_line_with_too_few_columns_is_named(tmp_path):
    packed = zipped("XX", "1|A place||1|2|P|PPL|XX|01||5").replace(b"A place", b"A\nplace")
    (tmp_path / "XX.zip").write_bytes(packed)
    with pytest.raises(GazetteerError):
        list(dump_rows(tmp_path / "XX.zip"))
