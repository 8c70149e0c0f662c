"""What a name is the name of, by its last word: a road, a building, a body of people, an area, a water."""

_GROUPS = {
    "road": (
        "alley ave avenue blvd boulevard bypass crossing dr drive expressway freeway highway hwy interstate lane ln "
        "parkway pike pkwy prospect prospekt rd ring road route row st street terrace trail turnpike way"
    ),
    "site": (
        "academy airbase airfield airport arena barracks base bridge building camp castle cathedral cemetery center "
        "centre chapel church clinic college courthouse dam farm fort garden gardens gate hall harbor harbour "
        "hospital hotel house inn institute jail library mall market mine monastery mosque museum palace park pier "
        "plant plaza port prison refinery school square stadium station synagogue temple terminal theater theatre "
        "tower tunnel university zoo"
    ),
    "body": (
        "administration agency airlines airways army assembly association authority bank battalion bears board "
        "brigade bulldogs bureau championship chronicle club co commission committee company congress corp "
        "corporation corps council court cup daily department dept division eagles fc federation force forces "
        "foundation front fund gazette government group guard herald inc journal league lions llc ltd magazine "
        "militia ministry movement navy network news observer office organisation organization panthers parliament "
        "party police post press radio regiment schools senate service services society team telegraph television "
        "tigers times tribune tv union united warriors wildcats"
    ),
    "area": (
        "beach borough cape city coast counties county desert district emirate forest governorate heights highlands "
        "hill hills island islands isle kingdom krai mount mountain mountains municipality oblast parish peninsula "
        "plateau point prefecture province raion region republic springs state strip suburb territories territory "
        "town township valley village"
    ),
    "water": ("basin bay canal channel creek delta falls gulf lagoon lake ocean reservoir river sea sound strait"),
    "pact": (
        "accord accords act agreement bill conference convention declaration law protocol resolution summit talks "
        "treaty"
    ),
    "day": (
        "apr april aug august dec december feb february friday jan january jul july jun june mar march may monday "
        "nov november oct october saturday sep sept september sunday thursday tuesday wednesday"
    ),
}
GROUP_OF = {word: group for group, words in _GROUPS.items() for word in words.split()}
