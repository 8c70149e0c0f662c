import datetime as dt
import os

import pandas as pd
import pytest

from geomap.errors import SettingsError
from geomap.settings import Settings, read_settings


def test_an_unknown_key_is_refused_by_name(tmp_path):
    file = tmp_path / "geomap.toml"
    file.write_text('sinse = 2023-02-01\ntitle = "x"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="sinse"):
        read_settings(file, {})


def test_a_flag_goes_before_the_file(tmp_path):
    file = tmp_path / "geomap.toml"
    file.write_text('title = "from the file"\nsince = 2023-02-01\ncountries = ["UA"]\n', encoding="utf-8")
    settings = read_settings(file, {"title": "from the flag", "until": None})
    assert settings.title == "from the flag"
    assert settings.since == dt.date(2023, 2, 1)
    assert settings.countries == ("UA",)


def test_all_faults_are_told_at_once():
    with pytest.raises(SettingsError) as caught:
        Settings(since=dt.date(2023, 2, 2), until=dt.date(2023, 2, 1), types=("War",), countries=("Ukraine",))
    message = str(caught.value)
    assert "swap them" in message
    assert "'War'" in message
    assert "'Ukraine'" in message


@pytest.mark.parametrize("box", [(0, 10, 1, 5), (-181, 0, 1, 1), (0, -91, 1, 1)])
def test_a_box_off_the_globe_or_upside_down_is_refused(box):
    with pytest.raises(SettingsError, match="bbox"):
        Settings(bbox=box)


def test_a_box_across_the_antimeridian_is_fine():
    assert Settings(bbox=(170, -20, -170, 20)).bbox == (170, -20, -170, 20)


@pytest.mark.parametrize("text", ["title = ", "\ufeffx"])
def test_a_file_that_is_no_toml_is_named(tmp_path, text):
    file = tmp_path / "bad.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"bad\.toml: not a TOML file"):
        read_settings(file, {})


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(SettingsError, match=r"gone\.toml: cannot be read"):
        read_settings(tmp_path / "gone.toml", {})


def test_a_value_of_the_wrong_type_is_refused(tmp_path):
    file = tmp_path / "geomap.toml"
    file.write_text('since = "yesterday"\nuntil = 2023-02-01\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="since"):
        read_settings(file, {})


def test_the_hash_tells_results_apart_but_not_the_way_the_work_was_split():
    assert Settings(workers=2, batch_size=5).hash == Settings().hash
    assert Settings(countries=("UA",)).hash != Settings().hash


def test_the_fast_recogniser_is_a_choice_and_makes_another_hash():
    assert Settings(recogniser="fast").hash != Settings().hash


def test_settings_made_in_python_take_a_day_as_it_is_written():
    assert Settings(since="2023-02-01").since == dt.date(2023, 2, 1)
    assert Settings(since=pd.Timestamp("2023-02-01")).since == dt.date(2023, 2, 1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("since", "yesterday"),
        ("bbox", (1, 2, 3)),
        ("workers", "many"),
        ("countries", 7),
        ("title", None),
        ("types", [1]),
    ],
)
def test_settings_made_in_python_are_checked_as_those_of_a_file_are(name, value):
    with pytest.raises(SettingsError, match=f"^{name}"):
        Settings(**{name: value})


def test_a_word_that_is_no_day_is_told_how_days_are_written():
    with pytest.raises(SettingsError, match=r"^since: 'yesterday' is no day; write it as 2023-02-01$"):
        Settings(since="yesterday")


@pytest.mark.parametrize("name", ["Ukraine", "Україна", "ua", "UKR"])
def test_the_name_of_a_country_is_answered_with_its_code(name):
    with pytest.raises(SettingsError, match="; write UA"):
        Settings(countries=name)


def test_one_country_is_a_list_of_one():
    assert Settings(countries="UA") == Settings(countries=["UA"]) == Settings(countries=("UA",))


def test_equal_settings_have_equal_hashes_however_they_were_made(tmp_path):
    file = tmp_path / "geomap.toml"
    file.write_text('since = "2023-02-01"\nbbox = [1, 2, 3, 4]\n', encoding="utf-8")
    assert read_settings(file, {}).hash == Settings(since=dt.date(2023, 2, 1), bbox=(1.0, 2.0, 3.0, 4.0)).hash


def test_an_unknown_key_and_a_wrong_value_are_told_at_once(tmp_path):
    file = tmp_path / "geomap.toml"
    file.write_text('sinse = 2023-02-01\nworkers = "many"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"geomap\.toml: unknown setting 'sinse'.*workers: "):
        read_settings(file, {})


@pytest.mark.parametrize(("code", "said"), [("UK", "write GB"), ("XX", "such as UA"), ("ua", "write UA")])
def test_a_code_of_no_country_is_refused_with_the_right_one(code, said):
    with pytest.raises(SettingsError, match=f"^countries: '{code}' is no two-letter code of a country.*{said}"):
        Settings(countries=(code,))


def test_all_that_is_wrong_with_settings_is_told_at_once_whatever_kind_it_is_of():
    with pytest.raises(SettingsError, match=r"^since: 'soon' is no day.*; countries: 'Ukraine'.*UA; workers must be"):
        Settings(since="soon", countries=("Ukraine",), workers=0)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_settings_that_are_a_pipe_are_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "s.toml")
    with pytest.raises(SettingsError, match="is a pipe, not a file"):
        read_settings(tmp_path / "s.toml", {})
