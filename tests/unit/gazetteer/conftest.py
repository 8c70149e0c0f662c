"""A gazetteer of a few places, built in a moment, for tests that need no more."""

import lzma
import shutil
import sqlite3
from pathlib import Path

import pytest
from gazetteer_samples import dump

import geomap.gazetteer
from geomap.gazetteer import cache
from geomap.gazetteer.assemble import assemble
from geomap.gazetteer.sources import OWN, TABLES, WORLD
from geomap.gazetteer.store import GazetteerStore
from geomap.gazetteer.writing import write
from geomap.shipped import data_dir

# Facts of GeoNames (CC BY 4.0), a row each: number, name, alternate names, latitude, longitude, class, code, country,
# first- and second-level code, population.
UKRAINE = """
690791|Ukraine|Ukraina|49|32|A|PCLI|UA|00||40000000
706482|Kharkiv Oblast|Kharkiv,Kharkivs'ka Oblast'|49.61667|36.5|A|ADM1|UA|07||2598961
687699|Zaporizhzhya Oblast|Zaporizhzhia Oblast|47.83972|35.14057|A|ADM1|UA|26||1638462
709716|Donetska Oblast|Donetsk Oblast|48.05|37.66667|A|ADM1|UA|05||4059372
11468269|Kharkivskyi Raion|Харківський район|49.9|36.2|A|ADM2|UA|07|6312|0
706483|Kharkiv|Kharkov,Харків,Харьков|49.98177|36.25475|P|PPLA|UA|07|6312|1421125
687700|Zaporizhzhya|Zaporozhye,Запоріжжя,Запорожье|47.85167|35.11714|P|PPLA|UA|26|2310|710052
707652|Zaporizhzhya|Запоріжжя|47.15212|35.74246|P|PPL|UA|26|2310|1073
713174|Bakhmut|Artemivsk,Бахмут|48.59419|37.99886|P|PPLA2|UA|05|1402|80500
704422|Pokrovsk|Krasnoarmiisk,Покровськ|48.28014|37.17706|P|PPLA2|UA|05|1416|60127
713428|Andriyivka|Андріївка|49.53538|36.62635|P|PPL|UA|07|6306|9705
713470|Andriyivka|Андріївка|47.09351|36.58949|P|PPL|UA|26|2304|2755
709718|Donets Basin|Donbas|48.5|38.5|L|RGN|UA|00||0
700001|Staryi Raion|Old Raion|49.5|36.4|A|ADM2H|UA|07||0
"""
WORLD_ROWS = """
563464|Engels|Pokrovsk|51.48389|46.10528|P|PPL|RU|67||196011
5527554|Odessa||31.84568|-102.36764|P|PPLA2|US|TX|135|114428
5128581|New York City|New York,NYC|40.71427|-74.00597|P|PPL|US|NY||8804190
5128638|Albany||42.65258|-73.75623|P|PPLA|US|NY|001|97856
2988507|Paris|Parigi|48.85341|2.3488|P|PPLC|FR|11|75|2138551
4717560|Paris||33.66094|-95.55551|P|PPLA2|US|TX|277|24171
"""
COUNTRIES = (
    "ISO\tISO3\n"
    "UA\tUKR\t804\tUP\tUkraine\tKyiv\t603700\t44622516\tEU\t.ua\tUAH\tHryvnia\t380\t\t\tuk\t690791\tPL\t\n"
    "US\tUSA\t840\tUS\tUnited States\tWashington\t9629091\t327167434\tNA\t.us\tUSD\tDollar\t1\t\t\ten\t6252001\tCA\t\n"
    "FR\tFRA\t250\tFR\tFrance\tParis\t547030\t66987244\tEU\t.fr\tEUR\tEuro\t33\t\t\tfr\t3017382\tDE\t\n"
    "RU\tRUS\t643\tRS\tRussia\tMoscow\t17100000\t144478050\tEU\t.ru\tRUB\tRuble\t7\t\t\tru\t2017370\tUA\t\n"
)
ADMIN1 = (
    "UA.07\tKharkiv\tKharkiv\t706482\nUA.26\tZaporizhzhya\tZaporizhzhya\t687699\nUA.05\tDonetsk\tDonetsk\t709716\n"
    "US.TX\tTexas\tTexas\t4736286\nUS.NY\tNew York\tNew York\t5128639\nRU.67\tSaratovskaya Oblast\tSaratov\t498671\n"
    "FR.11\tÎle-de-France\tIle-de-France\t3012874\nFR.94\tCorsica\tCorsica\t3023519\n"
)
ADMIN2 = (
    "UA.07.6312\tKharkivskyi Raion\tKharkivskyi Raion\t11468269\nUS.TX.135\tEctor County\tEctor County\t5520910\n"
    "US.TX.999\tParis County\tParis County\t4700001\nUS.TX.998\tLonely County\tLonely County\t4700002\n"
)
KATOTTG = "UA63120270010096107\tХарків\tХарківський\t706483\nUA63120000000000000\tНіде\tХарківський\t1\n"
OWN_TABLES = {
    "centres.tsv": "US\t-98.5\t39.76\nRU\t97\t60\ngeomap:donbas\t38\t48.4\n",
    "regions.tsv": "geomap:donbas\tDonbas\t38.3\t48.3\t170\tL.RGN\tUA\t\tDonbass|Донбас\n",
    "merged.tsv": "# dropped, kept\ngeonames:709718\tgeomap:donbas\n",
    "countries.tsv": (
        "US\tUnited States\tAmerica|United States of America\tUSA|U.S.\tAmerican|Americans\n"
        "UA\tUkraine\t\t\tUkrainian|Ukrainians\n"
    ),
    "display.tsv": "UA.07\tKharkiv Oblast\nUA.26\tZaporizhzhia Oblast\nUA.05\tDonetsk Oblast\nXX/Nowhere?\tNo one\n",
    "names.tsv": (
        "UA/Bakhmut\tformer\tArtemivsk|Artyomovsk\t2016-02-04\nRU/Engels\tformer\tPokrovsk\t1931\nUS.TX\tcode\tTX|Tex.\n"
    ),
    "peoples.tsv": "US.TX\tTexan|Texans\n",
}


@pytest.fixture(scope="session")
def tiny_data(tmp_path_factory) -> Path:
    """A folder as data/gazetteer is, with a few rows."""
    folder = tmp_path_factory.mktemp("data") / "gazetteer"
    folder.mkdir()
    packed = dict(
        zip((*WORLD, *TABLES), (dump(UKRAINE), dump(WORLD_ROWS), COUNTRIES, ADMIN1, ADMIN2, KATOTTG), strict=True)
    )
    for name, text in packed.items():
        (folder / name).write_bytes(lzma.compress(text.encode()))
    for name in OWN:
        (folder / name).write_text(OWN_TABLES[name], encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def tiny_file(tiny_data, tmp_path_factory) -> Path:
    """The gazetteer built of it."""
    path = tmp_path_factory.mktemp("cache") / "gazetteer.sqlite"
    write(assemble(tiny_data), path, fingerprint="tiny")
    return path


@pytest.fixture
def tiny(tiny_file):
    """That gazetteer, opened."""
    with GazetteerStore(tiny_file) as store:
        yield store


@pytest.fixture(scope="session")
def shipped():
    """The gazetteer that ships, built when this machine has none."""
    from geomap.gazetteer import open_gazetteer

    with open_gazetteer() as store:
        yield store


@pytest.fixture
def not_a_gazetteer(tmp_path) -> Path:
    """A database of something else."""
    path = tmp_path / "gazetteer.sqlite"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE about (key TEXT, value TEXT)")
    db.close()
    return path


@pytest.fixture
def home(tiny_data, tmp_path, monkeypatch):
    """A machine of its own: tiny data, an empty cache, no layers."""
    data = tmp_path / "data"
    shutil.copytree(tiny_data, data / "gazetteer")
    shutil.copy(data_dir() / "sources.toml", data)
    monkeypatch.setenv("GEOMAP_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("GEOMAP_LAYERS", str(tmp_path / "layers"))
    for module in (cache, geomap.gazetteer):
        monkeypatch.setattr(module, "data_dir", lambda: data)
    return data / "gazetteer"
