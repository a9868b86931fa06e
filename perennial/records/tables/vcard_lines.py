"""The lines of vCard 2.1, 3.0 and 4.0: unfolding, parameters, escapes, quoted-printable."""

import quopri
import re
from dataclasses import dataclass, field

PROPERTY = re.compile(r"\s*(?:[\w-]+\.)?[A-Za-z][\w/-]*\s*[;:]")
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+")
ENCODINGS = {"quoted-printable", "base64", "b", "7bit", "8bit"}
BINARY = {"photo", "logo", "sound", "key"}
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
LONGEST_HEAD = 10_000
LONGEST = 4 << 20  # characters of one property; the rest of it is dropped


@dataclass
class Property:
    """One line of a card: its name in lower case, its group, words of TYPE, other parameters, raw value."""

    name: str
    value: str
    group: str = ""
    types: list[str] = field(default_factory=list)
    parameters: dict[str, str] = field(default_factory=dict)

    def text(self):
        """Give the value with escapes undone."""
        return unescape(self.value).strip()

    def parts(self, mark=";"):
        """Give the components of the value, escapes undone."""
        return [unescape(part).strip() for part in re.split(rf"(?<!\\){mark}", self.value)]

    def is_preferred(self):
        return "pref" in map(str.lower, self.types) or "pref" in self.parameters


def unfold(lines):
    """Yield (line number, whole line) of an iterable of lines without their ends."""
    number, parts, size = 0, [], 0
    soft = binary = False
    for count, line in enumerate(lines, 1):
        line = line.rstrip("\r\n")
        if parts and soft:
            parts.append(line.strip() if line.startswith((" ", "\t")) else line)
        elif parts and line[:1] in (" ", "\t"):
            parts.append(line[1:])
        elif not line.strip():
            binary = False
            continue
        elif parts and (BASE64.fullmatch(line) if binary else not PROPERTY.match(line)):
            parts.append(line if binary else "\n" + line)
        else:
            if parts:
                yield number, "".join(parts)
            number, parts, size = count, [line], 0
            head = line.partition(":")[0].upper()
            printable = "QUOTED-PRINTABLE" in head
            binary = "BASE64" in head or "ENCODING=B" in head.replace(" ", "")
            soft = printable and line.endswith("=")
            continue
        soft = soft and line.endswith("=")
        size += len(line)
        if size > LONGEST:
            parts.pop()
    if parts:
        yield number, "".join(parts)


def parse(line):
    """Give the Property in one unfolded line, or None when it is none."""
    head, value = split_head(line)
    if head is None:
        return None
    first, *rest = split_outside_quotes(head, ";")
    group, _, name = first.strip().rpartition(".")
    found = Property(name.lower(), value, group.lower())
    for parameter in rest:
        key, equals, content = parameter.partition("=")
        key, content = key.strip().lower(), content.strip().strip('"')
        if not equals and key in ENCODINGS:
            found.parameters["encoding"] = key
        elif not equals:
            found.types.append(key)
        elif key == "type":
            found.types += [word.strip() for word in content.split(",")]
        else:
            found.parameters[key] = content
    if found.parameters.get("encoding", "").lower() == "quoted-printable":
        found.value = decode_printable(found.value, found.parameters.get("charset", "utf-8"))
    return found


def split_head(line):
    """Split a line at the first colon outside quotes; (None, "") without one."""
    inside = False
    for index, letter in enumerate(line):
        if letter == '"':
            inside = not inside
        elif letter == ":" and not inside:
            return line[:index], line[index + 1 :]
    head, colon, value = line.partition(":")
    return (head, value) if colon else (None, "")


def split_outside_quotes(text, mark):
    """Split `text` at marks that are not between quotation marks."""
    parts, open_part = [], ""
    for part in text.split(mark):
        open_part = f"{open_part}{mark}{part}" if open_part else part
        if open_part.count('"') % 2 == 0:
            parts.append(open_part)
            open_part = ""
        elif len(open_part) > LONGEST_HEAD:
            break
    return [*parts, open_part] if open_part else parts


def decode_printable(text, charset):
    """Undo quoted-printable; semicolons that were encoded stay escaped, as they separate nothing."""
    soft = re.sub(r"=[ \t]*$", "", text)
    soft = re.sub(r"=(?![0-9A-Fa-f]{2})", "", soft)
    data = quopri.decodestring(re.sub("=3B", r"\\=3B", soft, flags=re.IGNORECASE).encode("utf-8", "replace"))
    try:
        return data.decode(charset, "replace").replace("\r\n", "\n")
    except LookupError:
        return data.decode("utf-8", "replace").replace("\r\n", "\n")


def unescape(text):
    """Undo the backslashes of a value."""
    return ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], text)
