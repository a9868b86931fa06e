"""Names of persons: which of the words is the last name, the first one and the patronymic."""

import re
from typing import NamedTuple


class Name(NamedTuple):
    """Hold the parts of a person's name; any of them may be empty."""

    last: str = ""
    first: str = ""
    middle: str = ""


def name_parts(text: str) -> Name:
    """Split a name written in any usual order, in Latin or Cyrillic.

    «Kovalchuk Olena Ivanivna», «Olena Kovalchuk», «Kovalchuk, Olena», «Іваненко І. П.», «І.П. Іваненко».
    """
    text = " ".join(text.split())
    last, comma, rest = text.partition(",")
    if comma and rest.strip():
        first, _space, middle = rest.strip(" ,").partition(" ")
        return Name(last.strip(), first, middle)
    parts = _join_particles(_split_initials(text.strip(" ,").split(" ")))
    if len(parts) < 2:
        return Name(first=text.strip(" ,")) if not _family(text) else Name(last=text.strip(" ,"))
    return _by_initials(parts) or _by_patronymic(parts) or _by_order(parts)


def initials(text: str) -> str:
    """Give one or two capital letters for an avatar, first name before last."""
    name = name_parts(text)
    letters = [part.lstrip("\"'«“„(")[:1].upper() for part in (name.first, name.last)]
    return "".join(letter for letter in letters if letter.isalnum()) or text.strip()[:1].upper()


_PARTICLE_WORDS = "van von der den de del della da di dos du la le bin ibn al el ten ter zu фон ван де ди дер да"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_PATRONYMIC = re.compile(
    r"\w+(?:ович|евич|євич|йович|ївич|[её]вна|овна|івна|ївна|ична|інічна|ьич|лич|мич|тич|оглу|оглы|кызы|кизи"
    r"|ovych|yovych|evych|ovich|evich|yevich|ovna|evna|ivna|yivna|ïvna|ichna|ychna)|(?:іл|ил|лук|кузьм|фом|сав)+[а-я]*ич",
    re.IGNORECASE,
)
_FAMILY = re.compile(
    r"\w+(?:енко|ейко|очко|чук|щук|нюк|люк|рюк|тюк|дюк|вюк|сюк|цюк|ський|ська|цький|цька|зький|зька|ский|ская|цкий|цкая"
    r"|[оеєё]в|[оеєё]ва|[иыії]шин|[иы]шина|[лкчнтбрх]ін|[лкчнтбрх]іна|[кчхпмц]ин|[кчхпмц]ина|ець|ань|ишин|ян|дзе|швілі"
    r"|швили|их|ых|ук|юк|ак|як|ик|enko|eiko|chuk|shchuk|iuk|yuk|uk|skyi|skyy|skiy|sky|ski|ska|skaya|ska|tskyi"
    r"|[oe]v|[oe]va|[oe]ff|yan|dze|shvili|son|sen|man|berg|stein|ez|ak|yshyn|ishin)",
    re.IGNORECASE,
)
_GIVEN_WORDS = """
    олександр олексій андрій анатолій антон артем богдан борис вадим валентин валерій василь віктор віталій
    володимир вячеслав геннадій григорій данило денис дмитро євген іван ігор ілля кирило костянтин леонід максим
    марко мар'ян матвій микита микола михайло назар олег остап павло петро роман руслан святослав сергій станіслав
    степан тарас тимофій федір юрій ярослав олександра алла анастасія анна валентина валерія вікторія галина ганна
    дарина діана євгенія інна ірина катерина лариса леся любов людмила марина марія надія наталія наталя оксана олена
    ольга поліна світлана соломія софія тамара тетяна уляна юлія яна ярослава александр алексей андрей анатолий артём
    валерий василий виктор виталий владимир вячеслав геннадий григорий даниил дмитрий евгений иван игорь илья кирилл
    константин леонид никита николай михаил павел пётр петр сергей станислав фёдор юрий александра анастасия виктория
    дарья евгения ирина екатерина любовь марія мария надежда наталья елена полина светлана софья татьяна юлия
    oleksandr oleksii oleksiy andrii andriy anton artem bohdan borys vadym valentyn valerii vasyl viktor vitalii
    volodymyr hryhorii danylo denys dmytro yevhen ivan ihor kyrylo leonid maksym mark mykyta mykola mykhailo nazar oleh
    pavlo petro roman ruslan serhii serhiy stanislav stepan taras fedir yurii yuriy yaroslav oleksandra alla anastasiia
    anna valentyna viktoriia halyna hanna daryna inna iryna kateryna larysa liudmyla maryna mariia maria nadiia
    nataliia natalia oksana olena olha olga polina svitlana sofiia tamara tetiana yuliia yana alexander alexey andrey
    dmitry evgeny igor ilya mikhail nikita nikolay pavel sergey vladimir elena ekaterina irina svetlana tatiana yulia
    john james robert michael william david richard joseph thomas charles christopher daniel matthew anthony paul
    steven andrew kenneth george edward brian ronald kevin jason mary patricia jennifer linda elizabeth barbara susan
    jessica sarah karen lisa nancy margaret sandra emily emma laura peter martin jan piotr jakub hans klaus jean pierre
    marie luca marco jose juan carlos luis ana martha"""
_GIVEN = frozenset(_GIVEN_WORDS.split())


def _split_initials(parts: list[str]) -> list[str]:
    """Part «І.П.» into «І.» and «П.»."""
    found: list[str] = []
    for part in parts:
        found += re.findall(r"\w\.", part) if re.fullmatch(r"(?:\w\.){2,3}", part) else [part]
    return found


def _join_particles(parts: list[str]) -> list[str]:
    """Keep «van der Berg» together."""
    found: list[str] = []
    held = ""
    for place, part in enumerate(parts):
        if part.lower() in _PARTICLES and place < len(parts) - 1:
            held += part + " "
        else:
            found.append(held + part)
            held = ""
    return found


def _by_initials(parts: list[str]) -> Name | None:
    short = [bool(re.fullmatch(r"\w\.?", part)) for part in parts]
    if not any(short) or all(short):
        return None
    if short[0] and all(short[: short.index(False)]) and not any(short[short.index(False) :]):
        cut = short.index(False)
        return Name(" ".join(parts[cut:]), parts[0], " ".join(parts[1:cut]))
    if not short[0] and all(short[1:]) and len(parts) <= 3:
        return Name(parts[0], parts[1], " ".join(parts[2:]))
    return None


def _by_patronymic(parts: list[str]) -> Name | None:
    if len(parts) < 2 or len(parts) > 4:
        return None
    is_patronymic = [bool(_PATRONYMIC.fullmatch(part)) for part in parts]
    if len(parts) == 2:
        if is_patronymic[1] and parts[0].lower() in _GIVEN and not _family(parts[0]):
            return Name("", parts[0], parts[1]) if parts[1].lower().endswith(("івна", "ївна", "овна", "евна")) else None
        return None
    if is_patronymic[1] and not (is_patronymic[2] and parts[1].lower() in _GIVEN):
        return Name(" ".join(parts[2:]), parts[0], parts[1])
    if is_patronymic[2]:
        return Name(" ".join([parts[0], *parts[3:]]), parts[1], parts[2])
    return None


def _by_order(parts: list[str]) -> Name:
    """Take the first name to stand first unless the words themselves say otherwise."""
    start, end = _leaning(parts[0]), _leaning(parts[-1])
    if start > end:
        return Name(parts[0], parts[1], " ".join(parts[2:]))
    return Name(parts[-1], parts[0], " ".join(parts[1:-1]))


def _leaning(word: str) -> int:
    """Weigh a word: above zero it looks like a last name, below like a first one."""
    return 2 * _family(word) - 3 * (word.lower() in _GIVEN)


def _family(word: str) -> bool:
    return bool(_FAMILY.fullmatch(word)) and word.lower() not in _GIVEN
