"""Names of cities of the world that no list we build from has right: in English as newsrooms spell, and in Cyrillic."""

DOUBLES = {99071}  # GeoNames ids of entries that are a part of the next city: New Mosul

# Where GeoNames writes a transliteration with marks, which English newspapers leave out.
WITHOUT_MARKS = {
    "AE", "AF", "AM", "BD", "BG", "BH", "BY", "EG", "ER", "ET", "GE", "IL", "IN", "IQ", "IR", "JO", "JP", "KG",
    "KP", "KR", "KW", "KZ", "LK", "LY", "MK", "MM", "MN", "NP", "OM", "PK", "PS", "QA", "RU", "SA", "SD", "SY",
    "TJ", "YE",
}  # fmt: skip
ENGLISH = {  # the name without its marks -> the one that newspapers print
    "Ad-Damazin": "Damazin",
    "Akra": "Aqrah",
    "Al Bayda": "Bayda",
    "Al Hasakah": "Hasakah",
    "Al Hudaydah": "Hodeidah",
    "Al Mayadin": "Mayadin",
    "Al Qadarif": "Gedaref",
    "Al Qaim": "Qaim",
    "Al Qamishli": "Qamishli",
    "Al Qunaytirah": "Quneitra",
    "Al-Junaynah": "Geneina",
    "Al-Kut": "Kut",
    "Ar Raqqah": "Raqqa",
    "As Samawah": "Samawah",
    "As-Suwayda": "Suwayda",
    "Ayn al Arab": "Kobani",
    "Darnah": "Derna",
    "Dihok": "Duhok",
    "Hadithah": "Haditha",
    "Hamah": "Hama",
    "Homyel": "Gomel",
    "Hrodna": "Grodno",
    "Mahilyow": "Mogilev",
    "Misratah": "Misrata",
    "Orel": "Oryol",
    "Orumiyeh": "Urmia",
    "Sadah": "Saada",
    "Staryy Oskol": "Stary Oskol",
    "Tadmur": "Palmyra",
    "Zalinjay": "Zalingei",
}

CITIES = {  # GeoNames' name: (Ukrainian, Russian)
    name: (ukrainian, russian)
    for name, ukrainian, russian in (
        line.split("|")
        for line in """
Aktobe|Актобе|Актобе
Antalya|Анталія|Анталья
Astana|Астана|Астана
Barcelona|Барселона|Барселона
Beijing|Пекін|Пекин
Bern|Берн|Берн
Calgary|Калгарі|Калгари
Cape Town|Кейптаун|Кейптаун
Chengdu|Ченду|Чэнду
Chongqing|Чунцін|Чунцин
Daejeon|Теджон|Тэджон
Dresden|Дрезден|Дрезден
El Obeid|Ель-Обейд|Эль-Обейд
Erzurum|Ерзурум|Эрзурум
Essen|Ессен|Эссен
Glasgow|Глазго|Глазго
Gothenburg|Гетеборг|Гётеборг
Guatemala City|Гватемала|Гватемала
Hannover|Ганновер|Ганновер
Herāt|Герат|Герат
Ho Chi Minh City|Хошимін|Хошимин
Huế|Хюе|Хюэ
Jeddah|Джидда|Джидда
Kemerovo|Кемерово|Кемерово
Kermanshah|Керманшах|Керманшах
Kingston|Кінгстон|Кингстон
Konya|Конья|Конья
Kuwait City|Ель-Кувейт|Эль-Кувейт
Las Vegas|Лас-Вегас|Лас-Вегас
Luxembourg|Люксембург|Люксембург
Manchester|Манчестер|Манчестер
Marrakesh|Марракеш|Марракеш
Mazār-e Sharīf|Мазарі-Шариф|Мазари-Шариф
Mersin|Мерсін|Мерсин
Munich|Мюнхен|Мюнхен
Naberezhnyye Chelny|Набережні Челни|Набережные Челны
Nanjing|Нанкін|Нанкин
Naples|Неаполь|Неаполь
Nay Pyi Taw|Нейп'їдо|Нейпьидо
New Orleans|Новий Орлеан|Новый Орлеан
New York City|Нью-Йорк|Нью-Йорк
Nizhny Tagil|Нижній Тагіл|Нижний Тагил
Nuremberg|Нюрнберг|Нюрнберг
Orenburg|Оренбург|Оренбург
Palermo|Палермо|Палермо
Penza|Пенза|Пенза
Qingdao|Ціндао|Циндао
Quetta|Кветта|Кветта
Quito|Кіто|Кито
Rostov-on-Don|Ростов-на-Дону|Ростов-на-Дону
Saint Petersburg|Санкт-Петербург|Санкт-Петербург
Seattle|Сіетл|Сиэтл
Shenyang|Шеньян|Шэньян
Shiraz|Шираз|Шираз
Shymkent|Шимкент|Шымкент
Szczecin|Щецин|Щецин
Tabriz|Тебриз|Тебриз
Tirana|Тирана|Тирана
Toulouse|Тулуза|Тулуза
Tver|Твер|Тверь
Tyumen|Тюмень|Тюмень
Ulan-Ude|Улан-Уде|Улан-Удэ
Voronezh|Воронеж|Воронеж
Washington|Вашингтон|Вашингтон
Wrocław|Вроцлав|Вроцлав
Xi’an|Сіань|Сиань
Zahedan|Захедан|Захедан
Zhengzhou|Чженчжоу|Чжэнчжоу
İzmir|Ізмір|Измир
Bryansk|Брянськ|Брянск
Belgorod|Бєлгород|Белгород
Kursk|Курськ|Курск
Krasnodar|Краснодар|Краснодар
Novorossiysk|Новоросійськ|Новороссийск
Taganrog|Таганрог|Таганрог
Shakhty|Шахти|Шахты
Staryy Oskol|Старий Оскол|Старый Оскол
Stavropol|Ставрополь|Ставрополь
Sochi|Сочі|Сочи
Smolensk|Смоленськ|Смоленск
Lipetsk|Липецьк|Липецк
Tambov|Тамбов|Тамбов
Tula|Тула|Тула
Kaluga|Калуга|Калуга
Orël|Орел|Орёл
Ryazan’|Рязань|Рязань
Brest|Берестя|Брест
Homyel'|Гомель|Гомель
Hrodna|Гродно|Гродно
Vitebsk|Вітебськ|Витебск
Mahilyow|Могильов|Могилёв
Bobruysk|Бобруйськ|Бобруйск
Baranovichi|Барановичі|Барановичи
Pinsk|Пінськ|Пинск
Mazyr|Мозир|Мозырь
Tiraspol|Тирасполь|Тирасполь
Bălţi|Бєльці|Бельцы
Iaşi|Ясси|Яссы
Lublin|Люблін|Люблин
Rzeszów|Жешув|Жешув
Kraków|Краків|Краков
Gdańsk|Гданськ|Гданьск
Łódź|Лодзь|Лодзь
Poznań|Познань|Познань
Białystok|Білосток|Белосток
Bydgoszcz|Бидгощ|Быдгощ
Constanţa|Констанца|Констанца
Galaţi|Галац|Галац
Timişoara|Тімішоара|Тимишоара
Cluj-Napoca|Клуж-Напока|Клуж-Напока
Braşov|Брашов|Брашов
Craiova|Крайова|Крайова
Varna|Варна|Варна
Burgas|Бургас|Бургас
Aleppo|Алеппо|Алеппо
Homs|Хомс|Хомс
Damascus|Дамаск|Дамаск
Mosul|Мосул|Мосул
Gaza|Газа|Газа
Jerusalem|Єрусалим|Иерусалим
Tel Aviv|Тель-Авів|Тель-Авив
Haifa|Хайфа|Хайфа
""".strip().split("\n")
    )
}
