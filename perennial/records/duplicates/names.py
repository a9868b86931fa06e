"""Names as they are compared: words without script, case, legal form; short given names by their full ones."""

from perennial.core.text import fold, words

_LEGAL = """
    тов тзов ооо пп чп фоп ип флп ат пат прат ао оао зао пао тд кп дп зат вкф нвп спд llc ltd limited inc
    incorporated corp co company gmbh ag sa srl bv plc llp oy ab as kft sro jsc pjsc spz the and і й и та of для для фірма
    фирма компанія компания товариство підприємство предприятие
"""
# The full name first, then how it is shortened or written by neighbours; all in the spelling of `fold`.
_SHORT = """
    олександр александр alexander alex sasha саша саня шура; олександра александра alexandra; олексій алексей alexey alexei лёша льоша alexis
    андрій андрей andrey andrew; дмитро дмитрий dmitry дима діма dima; євген евгений evgeny eugene женя жека
    іван иван ivan john ваня; микола николай nikolay nicholas коля; михайло михаил mikhail michael миша міша
    павло павел paul паша; петро пётр петр peter петя; сергій сергей sergey serge серёжа сергійко
    володимир владимир vladimir вова володя; юрій юрий yuri юра; ігор игорь igor; василь василий vasily вася
    григорій григорий gregory гриша; олена елена elena helen helena лена; наталія наталя наталья natalia natasha наташа
    катерина екатерина ekaterina catherine kate катя; тетяна татьяна tatiana tanya таня; ірина ирина irina ира іра
    ольга olga оля; анна ганна anna hanna аня; марія мария maria mary маша; оксана oksana ксюша; юлія юлия julia юля
    світлана светлана svetlana света; людмила lyudmila люда; любов любовь люба; надія надежда nadia надя
    роман рома; максим макс; вікторія виктория victoria віка вика; віталій виталий vitaly; robert rob bob; william bill will
    elizabeth liz beth; thomas tom; james jim; richard dick; joseph joe; katherine kathy; daniel dan; samuel sam
"""
LEGAL_FORMS = frozenset(fold(word) for text in _LEGAL.split() for word in words(text))
FULL_NAMES = {
    fold(words(name)[0]): fold(words(group.split()[0])[0]) for group in _SHORT.split(";") for name in group.split()
}
MOST = 12  # words of a name that are compared


def name_words(text, person=False):
    """Return the words of a name, as they are compared, in their order."""
    found = [fold(word) for word in words(text)]
    telling = [word for word in found if len(word) > 1 and (person or word not in LEGAL_FORMS)] or found
    if person:
        telling = [FULL_NAMES.get(word, word) for word in telling]
    return tuple(dict.fromkeys(telling))[:MOST]
