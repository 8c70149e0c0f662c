# ruff: noqa: RUF001 - names in their own letters
"""Writes geomap/countries.tsv: what countries are called in the languages that people write tables in, from CLDR.

    python tools/make_country_names.py

A name that two countries share in these languages, or that is shorter than four letters, is left out. `ALSO` holds what
tables of their own countries write and CLDR does not print: names of states in full, short forms.
"""

from collections import defaultdict
from pathlib import Path

from babel import Locale

from geomap.countries import countries
from geomap.names import fold

TARGET = Path(__file__).resolve().parent.parent / "geomap" / "countries.tsv"
LANGUAGES = "uk ru de fr es pt it pl tr ar fa nl ro cs".split()  # noqa: SIM905
SHORTEST = 4
ALSO = {
    "AE": ["الامارات", "الإمارات", "ОАЕ", "ОАЭ"],
    "AF": ["República Islámica de Afganistán", "افغانستان"],
    "BA": ["Bosna i Hercegovina", "Bosnie"],
    "BF": ["Burkina"],
    "BY": ["Республика Беларусь", "Республіка Білорусь", "Беларусь"],
    "CD": [
        "République démocratique du Congo",
        "Rép. dém. du Congo",
        "RD Congo",
        "R.D. Congo",
        "Congo RDC",
        "Congo (RDC)",
        "RD del Congo",
        "República Democrática do Congo",
        "RD do Congo",
        "Repubblica Democratica del Congo",
        "Demokratische Republik Kongo",
        "DR Kongo",
        "Демократична Республіка Конго",
        "ДР Конго",
        "Демократическая Республика Конго",
        "ДРК",
        "جمهورية الكونغو الديمقراطية",
        "الكونغو الديمقراطية",
        "Demokratik Kongo Cumhuriyeti",
    ],
    "CF": ["République centrafricaine", "Centrafrique", "ЦАР", "جمهورية أفريقيا الوسطى", "أفريقيا الوسطى"],
    "CG": ["République du Congo", "República del Congo", "Republik Kongo", "جمهورية الكونغو"],
    "CI": ["Côte d’Ivoire", "République de Côte d'Ivoire"],
    "GB": ["Royaume Uni", "Inglaterra", "Велика Британія", "Великобритания", "Англия", "Англія"],
    "HT": ["République d'Haïti"],
    "IR": ["République islamique d'Iran", "Исламская Республика Иран", "جمهوری اسلامی ایران"],
    "MM": ["Birmanie", "Birmania", "Birma", "Burma", "Бірма", "Бирма"],
    "PS": [
        "فلسطين",
        "دولة فلسطين",
        "الأراضي الفلسطينية المحتلة",
        "Palestina",
        "Palästina",
        "Filistin",
        "Палестина",
        "Territoires palestiniens occupés",
        "Territoire palestinien occupé",
        "Territorios Palestinos Ocupados",
        "État de Palestine",
        "Estado de Palestina",
    ],
    "RU": [
        "Російська Федерація",
        "Российская Федерация",
        "Fédération de Russie",
        "Federación de Rusia",
        "РФ",
        "Rusya Federasyonu",
    ],
    "SD": ["République du Soudan", "جمهورية السودان"],
    "SS": ["Sud-Soudan", "Sudan del Sur", "Республика Южный Судан"],
    "SY": [
        "سورية",
        "الجمهورية العربية السورية",
        "République arabe syrienne",
        "República Árabe Siria",
        "Сирийская Арабская Республика",
    ],
    "TR": ["Turkiye", "Türkiye Cumhuriyeti"],
    "US": ["EE. UU.", "EEUU", "EE.UU.", "États Unis", "Estados Unidos de América", "США", "أمريكا", "ABD"],
    "VE": ["República Bolivariana de Venezuela"],
    "YE": ["اليمن", "الجمهورية اليمنية"],
}


def main() -> None:
    """Collect the names, drop those of two countries, write a line for each country."""
    holders: dict[str, set[str]] = defaultdict(set)
    names: dict[str, list[str]] = defaultdict(list)
    for language in LANGUAGES:
        told = Locale(language).territories
        for code in sorted(countries()):
            if (name := told.get(code, "")) and len(name) >= SHORTEST:
                holders[fold(name)].add(code)
                names[code].append(name)
    for code, also in ALSO.items():
        names[code] += also
        for name in also:
            holders[fold(name)].add(code)
    lines = [
        "# code, names in " + ", ".join(LANGUAGES) + "; from CLDR through Babel, Unicode licence; make_country_names.py"
    ]
    for code, found in sorted(names.items()):
        own = dict.fromkeys(name for name in found if len(holders[fold(name)]) == 1)
        lines.append(f"{code}\t{'|'.join(own)}")
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
