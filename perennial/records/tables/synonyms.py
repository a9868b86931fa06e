"""What people call the usual columns of a customer list, in English, Ukrainian and Russian.

A code on the left is the name of a field; the words are already as `normalise` gives them.
"""

import re
import unicodedata
from functools import lru_cache

SYNONYMS = {
    "external_id": """
        id|identifier|uid|guid|uuid|key|no|number|record id|row id|unique id|true id|source id|external id
        |true ids|ід|ідентифікатор|код|номер|№|№ п п|код запису|зовнішній код|ид|идентификатор|код записи
        |внешний код|н п""",
    "first_name": "first name|given name|forename|firstname|fname|name first|ім я|имя|ім я контакту|имя контакта|first",
    "middle_name": """
        middle name|additional name|patronymic|second name|midname|mname|по батькові|побатькові|отчество|middle""",
    "last_name": "last name|surname|family name|lastname|lname|name last|прізвище|фамилия|last",
    "name": """
        name|full name|fullname|display name|contact|contact name|contact person|person|customer name|client name
        |customer|client|fn|піб|п і б|повне ім я|контакт|контактна особа|піб контакту|клієнт|замовник|покупець|назва|найменування|прізвище ім я по батькові|фио|ф и о
        |полное имя|контактное лицо|фио контакта|клиент|заказчик|покупатель|название|наименование|фамилия имя отчество""",
    "nickname": "nickname|nick|screen name|псевдонім|прізвисько|псевдоним|ник|прозвище",
    "company": """
        company|company name|organization|organisation|organization name|organisation name|organization 1 name
        |account|account name|employer|firm|business|business name|site name|shop name|store name|branch name
        |customer|client|org|agency|компанія|назва компанії|організація|підприємство|контрагент|фірма|замовник
        |покупець|клієнт|клиент|установа|компания|название компании|организация|предприятие|фирма|заказчик|покупатель|учреждение
        |юрлицо""",
    "legal_name": """
        legal name|registered name|full company name|юридична назва|повна назва|повне найменування
        |юридическое название|полное наименование|полное название""",
    "registration_number": """
        registration number|company number|registration no|edrpou|okpo|inn|ogrn|tax id|tax number|code edrpou
        |єдрпоу|код єдрпоу|окпо|код окпо|рнокпп|іпн|єдрпоу іпн|інн|егрпоу|код егрпоу|инн|огрн|огрнип|инн кпп""",
    "vat_number": "vat|vat number|vat no|vat id|іпн платника пдв|номер пдв|номер ндс|кпп",
    "parent": """
        parent|parent company|parent account|subsidiary of|holding|головна компанія|материнська компанія
        |головная компания|материнская компания|холдинг""",
    "job_title": """
        job title|title|position|role|occupation|organization 1 title|organization title|director title|посада
        |должность|роль""",
    "department": """
        department|organization department|organization 1 department|відділ|департамент|підрозділ|отдел
        |подразделение""",
    "email": """
        email|e mail|mail|email address|e mail address|primary email|e mail 1 value|email 1|email 1 value
        |e mail value|work email|business email|електронна пошта|пошта|ел пошта|е пошта|імейл|емейл
        |адреса електронної пошти|електронна адреса|электронная почта|почта|эл почта|имейл|емэйл|э почта
        |адрес электронной почты|электронный адрес""",
    "email_other": """
        secondary email|second email|e mail 2 address|e mail 2 value|email 2|e mail 3 address|e mail 3 value
        |email 3|home email|personal email|other email|інша пошта|особиста пошта|другая почта|личная почта""",
    "phone": """
        phone|telephone|phone number|tel|phones|primary phone|phone 1 value|phone 1|telephone number|phone value
        |main phone|телефон|тел|номер телефону|телефони|контактний телефон|номер телефона|телефоны
        |контактный телефон""",
    "phone_mobile": """
        mobile|mobile phone|cell|cell phone|mobile number|cellphone|моб|мобільний|мобільний телефон|моб телефон
        |моб тел|мобильный|мобильный телефон|сотовый|сотовый телефон""",
    "phone_work": """
        work phone|business phone|office phone|company main phone|business phone 2|phone 2 value|phone 2
        |робочий телефон|роб телефон|рабочий телефон|раб телефон""",
    "phone_home": "home phone|home phone 2|other phone|phone 3 value|phone 3|домашній телефон|домашний телефон",
    "fax": "fax|fax number|business fax|home fax|other fax|work fax|факс",
    "website": """
        website|web site|web page|url|site|homepage|web page 1|website 1 value|domain|web|сайт|вебсайт|веб сайт
        |веб сторінка|веб страница""",
    "address": """
        address|street address|postal address|full address|address 1 formatted|home address|business address
        |work address|location|office location|адреса|поштова адреса|юридична адреса|фактична адреса|адрес
        |почтовый адрес|юридический адрес|фактический адрес""",
    "street": """
        street|business street|home street|other street|address line 1|address 1|address 1 street|street 1|вулиця
        |вул|улица|ул""",
    "city": """
        city|town|business city|home city|work city|locality|address 1 city|place|місто|населений пункт|город
        |населенный пункт""",
    "region": """
        region|state|province|county|business state|home state|work state|address 1 region|state province|область
        |регіон|район|регион|край""",
    "postal_code": """
        zip|zip code|postal code|postcode|post code|business postal code|home postal code|home zip code
        |work zip code|address 1 postal code|індекс|поштовий індекс|индекс|почтовый индекс""",
    "country": """
        country|business country|home country|work country|country region|business country region
        |address 1 country|країна|страна""",
    "birthday": """
        birthday|birth date|date of birth|dob|bday|день народження|дата народження|день рождения|дата рождения|др""",
    "language": "language|preferred language|мова|язык",
    "gender": "gender|sex|стать|пол",
    "industry": """
        industry|sector|business segment|line of business|галузь|сфера діяльності|отрасль|сфера деятельности
        |сектор""",
    "employees": """
        employees|number of employees|employee count|headcount|staff|кількість працівників|працівники|чисельність
        |количество сотрудников|сотрудники|численность""",
    "revenue": """
        revenue|annual revenue|turnover|declared monthly revenue|річний дохід|оборот|виручка|годовой доход|выручка""",
    "note": """
        note|notes|comment|comments|description|remarks|memo|примітка|примітки|коментар|опис|нотатки|примечание
        |примечания|комментарий|описание|заметки""",
    "tags": """
        tags|tag|categories|category|labels|group membership|мітки|мітка|теги|категорії|метки|метка|категории
        |группа""",
    "source": "source|lead source|origin|channel|referral source|utm source|джерело|звідки|канал|источник|откуда",
    "lifecycle": "lifecycle|lifecycle stage|етап стосунків|этап отношений",
    "owner": """
        owner|sales agent|sales rep|salesperson|sales person|account manager|manager|responsible|assigned to
        |assignee|record owner|deal owner|lead owner|account owner|agent|sr id|відповідальний|менеджер|продавець
        |агент|торговий агент|ответственный|продавец|торговый представитель""",
    "team": "team|regional office|команда",
    "title": """
        deal|deal name|opportunity|opportunity name|deal title|subject|topic|project|title|угода|назва угоди|тема
        |предмет|сделка|название сделки""",
    "pipeline": "pipeline|funnel|воронка",
    "stage": "stage|deal stage|sales stage|status|step|етап|стадія|статус|этап|стадия",
    "amount": """
        amount|sum|total|value|close value|deal value|deal amount|price|cost|sales price|payment value
        |total amount|сума|вартість|ціна|разом|сумма|стоимость|цена|итого|бюджет""",
    "currency": "currency|currency code|валюта",
    "probability": "probability|chance|ймовірність|вероятность",
    "product": "product|product name|item|service|товар|послуга|продукт|услуга|номенклатура",
    "quantity": "quantity|qty|count|кількість|кільк|к ть|количество|кол во",
    "expected_close_on": """
        expected close|expected close date|close date expected|closing date|due date|очікувана дата закриття
        |планова дата|ожидаемая дата закрытия|плановая дата""",
    "closed_at": """
        close date|closed|closed at|closed on|won date|won at|date closed|дата закриття|закрито|дата закрытия
        |закрыта""",
    "created_at": """
        created|created at|created on|creation date|date created|create date|date|engage date|first contact date
        |added|opened|створено|дата створення|дата|додано|дата додавання|создан|создано|дата создания|добавлен
        |дата добавления""",
    "updated_at": """
        updated|updated at|modified|modified at|last modified|last activity|оновлено|змінено|обновлено|изменено
        |дата изменения""",
    "loss_reason": "loss reason|lost reason|reason|reason lost|причина відмови|причина отказа|причина",
    "next_step": "next step|next action|наступний крок|следующий шаг",
    "campaign": "campaign|utm campaign|кампанія|кампания",
    "sku": "sku|article|article number|product code|артикул",
    "unit": "unit|uom|одиниця|од|од виміру|единица|ед|ед изм",
    "kind": "kind|type|customer type|account type|lead type|тип|вид",
}


APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´′"))


@lru_cache(maxsize=4096)
def normalise(header):
    """Spell a header plainly: lower case, words of camelCase and snake_case apart, no apostrophes and signs but №."""
    text = str(header).translate(APOSTROPHES)  # Ім'я is written with any of them, and without
    text = re.sub(r"(?<=[a-zа-яіїєґ0-9])(?=[A-ZА-ЯІЇЄҐ])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text)
    text = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return " ".join(re.findall(r"№|[^\W_]+", text))


def fields_of(header):
    """Give the codes of all fields that people call `header`."""
    return BY_WORD.get(normalise(header), ())


def is_known(header):
    """Say whether `header` is a usual name of a column in any of the three languages."""
    return normalise(header) in BY_WORD


def _index():
    index = {}
    for code, words in SYNONYMS.items():
        for word in words.split("|"):
            plain = normalise(" ".join(word.split()))
            index[plain] = (*index.get(plain, ()), code)
    return index


BY_WORD = _index()
