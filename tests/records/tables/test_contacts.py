"""Address books: vCard of three versions and LDIF."""

import gzip
from datetime import date

from perennial.records.tables import open_table

CARD = """BEGIN:VCARD
VERSION:3.0
N:Коваль;Ольга;Іванівна;;
FN:Ольга Коваль
ORG:Дубрава\\, ТОВ;Відділ збуту
TITLE:Керівниця
EMAIL;TYPE=INTERNET,WORK,pref:olga@example.com
item1.EMAIL;TYPE=INTERNET:olga.home@example.com
item1.X-ABLabel:_$!<Home>!$_
TEL;TYPE=CELL:+380 50 123 45 67
TEL;TYPE=WORK,FAX:044 123 45 67
ADR;TYPE=WORK:;офіс 5;вул. Лісова\\, 1;Київ;;01001;Україна
BDAY:1980-03-21
URL:https://example.com
NOTE:перший рядок\\nдруг
 ий рядок
CATEGORIES:меблі,постійні
UID:abc-1
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRg
 ABAQAAAQABAAD/4Q==
END:VCARD
"""


def contacts(table):
    return [dict(zip(table.columns, row, strict=True)) for _, row in table.rows()]


def test_a_card_is_read_whole(read):
    table = read("a.vcf", CARD)
    (card,) = contacts(table)
    assert (card["first_name"], card["middle_name"], card["last_name"]) == ("Ольга", "Іванівна", "Коваль")
    assert (card["company"], card["job_title"], card["uid"]) == ("Дубрава, ТОВ", "Керівниця", "abc-1")
    assert card["emails"] == [
        {"address": "olga@example.com", "kind": "work", "primary": True},
        {"address": "olga.home@example.com", "kind": "home", "primary": False},
    ]
    assert [(each["number"], each["kind"]) for each in card["phones"]] == [
        ("+380 50 123 45 67", "mobile"),
        ("044 123 45 67", "fax"),
    ]
    assert card["addresses"] == [
        {
            "street": "офіс 5, вул. Лісова, 1",
            "city": "Київ",
            "region": "",
            "postal_code": "01001",
            "country": "Україна",
            "kind": "work",
            "primary": True,
        }
    ]
    assert (card["birthday"], card["categories"]) == (date(1980, 3, 21), ["меблі", "постійні"])
    assert card["note"] == "перший рядок\nдругий рядок"
    assert [notice.code for notice in table.warnings] == ["pictures"]


def test_version_2_with_quoted_printable_and_a_raw_picture(read):
    (card,) = contacts(
        read(
            "a.vcf",
            "BEGIN:VCARD\r\nVERSION:2.1\r\n"
            "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=9A=D0=BE=D0=B2=D0=B0=D0=BB=D1=8C;=D0=9E=D0=BB=\r\n=D1=8F\r\n"
            "TEL;CELL;PREF:050 1\r\nTEL;HOME:044 2\r\n"
            "NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0Atwo=\r\n, three\r\n"
            "PHOTO;JPEG;ENCODING=BASE64:\r\n  /9j/4AAQ\r\n  SkZJRg==\r\n\r\n"
            "EMAIL;INTERNET:o@example.com\r\nEND:VCARD\r\n",
        )
    )
    assert (card["last_name"], card["first_name"], card["name"]) == ("Коваль", "Оля", "Оля Коваль")
    assert [(each["kind"], each["primary"]) for each in card["phones"]] == [("mobile", True), ("home", False)]
    assert card["note"] == "one\ntwo, three"
    assert card["emails"][0]["address"] == "o@example.com"


def test_version_4_with_links_and_preference(read):
    (card,) = contacts(
        read(
            "a.vcf",
            "BEGIN:VCARD\nVERSION:4.0\nFN:Simon\nEMAIL:a@example.com\nEMAIL;PREF=1:b@example.com\n"
            'TEL;VALUE=uri;TYPE="voice,home":tel:+1-555-555-5555;ext=102\nBDAY:--0203\nEND:VCARD\n',
        )
    )
    assert [each["primary"] for each in card["emails"]] == [False, True]
    assert card["phones"] == [{"number": "+1-555-555-5555", "extension": "102", "kind": "home", "primary": True}]
    assert card["birthday"] == "--0203"


def test_several_cards_keep_their_lines_and_a_broken_one_loses_nothing_else(read):
    table = read("a.vcf", "\n\nBEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\n\nbegin:vcard\nfn:C\nend:vcard\n")
    assert [(number, row[3]) for number, row in table.rows()] == [(3, "A"), (5, "B"), (9, "C")]
    assert "line 3" in str(table.warnings[0])


def test_a_card_inside_a_card_is_not_a_contact(read):
    text = "BEGIN:VCARD\nFN:Boss\nAGENT:\nBEGIN:VCARD\nFN:Help\nEND:VCARD\nTITLE:Head\nEND:VCARD\n"
    assert [(each["name"], each["job_title"]) for each in contacts(read("a.vcf", text))] == [("Boss", "Head")]


def test_a_card_without_a_name_takes_the_next_best(read):
    (card,) = contacts(read("a.vcf", "BEGIN:VCARD\nORG:Oak\nTEL:1\nEND:VCARD\n"))
    assert card["name"] == "Oak"


def test_cards_in_an_old_encoding_and_gzipped_are_read(put):
    old = put("a.vcf", "BEGIN:VCARD\nFN:Ольга Коваль\nEND:VCARD\n", "cp1251")
    assert contacts(open_table(old))[0]["name"] == "Ольга Коваль"
    packed = put("a.vcf.gz", gzip.compress(CARD.encode()))
    assert contacts(open_table(packed))[0]["uid"] == "abc-1"


LDIF = """version: 1
# export
dn: cn=Olga Koval,mail=olga@example.com
objectclass: person
givenName: Olga
sn: Koval
cn:: 0J7Qu9GM0LPQsCDQmtC+0LLQsNC70Yw=
mail: olga@example.com
mozillaSecondEmail: o2@example.com
telephoneNumber: 123
mobile: 456
mozillaHomeStreet: Line 1
mozillaHomeStreet2: Line 2
mozillaHomeLocalityName: Lviv
o: Oak and
  Sons
birthyear: 1980
birthmonth: 3
birthday: 1

dn: cn=friends
objectclass: groupOfNames
cn: friends

dn: cn=Ivan
cn: Ivan
"""


def test_ldif_is_read_without_its_groups(read):
    table = read("a.ldif", LDIF)
    first, second = contacts(table)
    assert (first["name"], first["company"], first["birthday"]) == ("Ольга Коваль", "Oak and Sons", date(1980, 3, 1))
    assert [each["address"] for each in first["emails"]] == ["olga@example.com", "o2@example.com"]
    assert [(each["number"], each["kind"]) for each in first["phones"]] == [("123", "work"), ("456", "mobile")]
    assert first["addresses"][0]["street"] == "Line 1, Line 2"
    assert second["name"] == "Ivan"
    assert [number for number, _ in table.rows()] == [3, 25]
