"""Ukrainian names in Latin letters."""

import pytest

from geomap.gazetteer.romanise import modernise, romanise, romanise_older, ukrainian


@pytest.mark.parametrize(  # the examples of the table of 2010, and towns
    ("name", "latin"),
    [
        ("Алушта", "Alushta"),
        ("Борщагівка", "Borshchahivka"),
        ("Вінниця", "Vinnytsia"),
        ("Гадяч", "Hadiach"),
        ("Ґалаґан", "Galagan"),
        ("Донецьк", "Donetsk"),
        ("Єнакієве", "Yenakiieve"),
        ("Житомир", "Zhytomyr"),
        ("Закарпаття", "Zakarpattia"),
        ("Згорани", "Zghorany"),
        ("Розгон", "Rozghon"),
        ("Іванків", "Ivankiv"),
        ("Їжакевич", "Yizhakevych"),
        ("Кадиївка", "Kadyivka"),
        ("Йосипівка", "Yosypivka"),
        ("Стрий", "Stryi"),
        ("Київ", "Kyiv"),
        ("Феодосія", "Feodosiia"),
        ("Щербухи", "Shcherbukhy"),
        ("Юрій", "Yurii"),
        ("Яготин", "Yahotyn"),
        ("Знам'янка", "Znamianka"),
        ("Кам’янець-Подільський", "Kamianets-Podilskyi"),
        ("Кліщіївка", "Klishchiivka"),
        ("Запоріжжя", "Zaporizhzhia"),
        ("Нове Запоріжжя", "Nove Zaporizhzhia"),
        ("Біла Яма", "Bila Yama"),
    ],
)
def test_names_are_romanised_by_the_official_table(name, latin):
    assert romanise(name) == latin


def test_the_older_table_writes_as_geonames_does():
    assert romanise_older("Запоріжжя") == "Zaporizhzhya"
    assert romanise_older("Миколаїв") == "Mykolayiv"


@pytest.mark.parametrize(
    ("older", "today"),
    [
        ("Kadiyivka", "Kadiivka"),
        ("Chystyakove", "Chystiakove"),
        ("Khmelnytskyy", "Khmelnytskyi"),
        ("Khmelnytskyi", "Khmelnytskyi"),
        ("Dzhankoy", "Dzhankoi"),
        ("Yalta", "Yalta"),
        ("Yasynuvata", "Yasynuvata"),
        ("Kramators’k", "Kramatorsk"),
        ("Kyiv", "Kyiv"),
    ],
)
def test_the_older_letters_become_todays(older, today):
    assert modernise(older) == today


def test_the_ukrainian_spelling_is_told_from_the_russian_one():
    assert ukrainian("Mykolayiv", ["Николаев", "Nikolaev", "Миколаїв"]) == "Миколаїв"
    assert ukrainian("Kamyanets-Podilskyi", ["Каменец-Подольский", "Кам'янець-Подільський"]) == "Кам'янець-Подільський"


def test_no_spelling_is_taken_for_ukrainian_when_none_reads_as_the_name():
    assert ukrainian("Olenevka", ["Караджи", "Оленівка", "Karadzhi"]) is None
    assert ukrainian("Rachky", []) is None
