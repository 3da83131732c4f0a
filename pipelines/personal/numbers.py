"""Which texts of a form are really what they look like: check digits, number plans, ranges. One function per form."""

import re
from collections.abc import Callable
from ipaddress import ip_address

DIGITS = re.compile(r"\D+")
DATE = re.compile(r"(19|20)\d\d[-./ ]?(0[1-9]|1[0-2])[-./ ]?([0-2]\d|3[01])")
EMAIL = re.compile(r"[^\s@<>,;:]+@[^\s@<>,;:]*[^\W_]\.[^\W\d_]{2,}")
IPV4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)")
IPV6 = re.compile(r"(?<![\w:])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?:\.\d{1,3}){0,3}(?![\w:])")
SSN = re.compile(r"(?<!\d)(\d{3})( ?- ?|[. ])(\d{2})\2(\d{4})(?!\d)")
PAIR = re.compile(r"([-+]?\d{1,3})\.(\d{3,})(°? ?[NSns])?[ ,;/]{1,3}([-+]?\d{1,3})\.(\d{3,})")
COMMA_PAIR = re.compile(r"([-+]?\d{1,3}),(\d{4,})(°? ?[NSns])?[ ,;/|y]{1,3}([-+]?\d{1,3}),(\d{4,})")
CARD = re.compile(r"(?<![\d.,-])\d(?:[ -]?\d){12,18}(?![\d])")
# Visa; Mastercard; American Express; Diners Club; JCB, Discover, UnionPay, Maestro.
NETWORK = re.compile(
    r"4(\d{12}|\d{15}|\d{18})|(5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3[0689]\d{12,14}|(35|5[0678]|6\d)\d{14,17}"
)
IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")
PLUS = re.compile(r"(?:\+|(?<!\d)00(?=\d{1,3} ))\(?\d[\d ().-]{6,18}\d")
LOCAL = re.compile(r"(?<!\d)\(?\d[\d ().-]{6,14}\d(?!\d)")
BLOCK = re.compile(r"\bblock\b|\bcuadra\b", re.IGNORECASE)


def _email(text: str) -> bool:
    return bool(EMAIL.search(text)) or "(" in text or "[" in text


def _ssn(text: str) -> bool:
    """Area, group and serial are never all zeros, and no area is 666; those from 900 on are tax numbers."""
    return any(
        area not in ("000", "666") and group != "00" and serial != "0000"
        for area, _, group, serial in SSN.findall(text)
    )


def _bare_ssn(text: str) -> bool:
    """The same of nine digits; the numbers that are only for taxes are not told apart from anything else."""
    return text[0] != "9" and text[:3] not in ("000", "666") and text[3:5] != "00" and text[5:] != "0000"


def _seven(text: str) -> bool:
    """A local number without its area: no exchange is one of the short numbers such as 911."""
    return text[1:3] != "11"


def _plus(text: str) -> bool:
    """An international number that its country's plan knows, or at least could hold."""
    import phonenumbers  # noqa: PLC0415  # few files come this far

    for found in PLUS.findall(text):
        number = "+" + DIGITS.sub("", found).removeprefix("00") if not found.startswith("+") else found
        try:
            if phonenumbers.is_possible_number(phonenumbers.parse(number, None)):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False


def _of_plan(*regions: str) -> Callable[[str], bool]:
    """A national number that one of the countries could have given out."""

    def is_valid(text: str) -> bool:
        import phonenumbers  # noqa: PLC0415  # few files come this far

        for found in LOCAL.findall(text):
            for region in regions:
                try:
                    number = phonenumbers.parse(found, region)
                except phonenumbers.NumberParseException:
                    continue
                if phonenumbers.is_valid_number_for_region(number, region):
                    return True
        return False

    return is_valid


def _said_phone(text: str) -> bool:
    """A word for telephone, then at least seven digits that are no date."""
    return bool(re.search(r"\d{7}", re.sub(r"[ ().-]", "", DATE.sub(" | ", text))))


def _card(text: str) -> bool:
    """Luhn's check digit (ISO/IEC 7812-1) behind the first digits of a card network."""
    from stdnum import luhn  # noqa: PLC0415  # few files come this far

    numbers = (DIGITS.sub("", found) for found in CARD.findall(text))
    return any(NETWORK.fullmatch(number) and len(set(number)) > 1 and luhn.is_valid(number) for number in numbers)


def _ipv4(text: str) -> bool:
    """An address; four single digits are rather the number of a version or a section."""
    return any(_is_address(found) and len(found) > len("1.2.3.4") for found in IPV4.findall(text))


def _ipv6(text: str) -> bool:
    return any(_is_address(found) and found.strip(":") for found in IPV6.findall(text))


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _decimal(text: str) -> bool:
    """Two decimals within the degrees of latitude and longitude; three digits after both points may be thousands."""
    for first, digits, letter, second, others in (*PAIR.findall(text), *COMMA_PAIR.findall(text)):
        low, high = sorted((abs(int(first)), abs(int(second))))
        signed = bool(letter) or first[0] in "+-" or second[0] in "+-"
        if low <= 90 and high <= 180 and (signed or min(len(digits), len(others)) > 3):
            return True
    return False


def _iban(text: str) -> bool:
    from stdnum import iban  # noqa: PLC0415  # few files come this far

    return any(iban.is_valid(found) for found in IBAN.findall(text))


def _dni(text: str) -> bool:
    from stdnum.es import dni, nie  # noqa: PLC0415  # few files come this far

    number = re.sub(r"(?i)^\W*(dni|nie|nif)\W*|[\s.-]", "", text.strip())
    return bool(dni.is_valid(number) or nie.is_valid(number))


def _passport(text: str) -> bool:
    """No passport of these forms is written with a year in front, or counted up from zero."""
    return not re.fullmatch(r"[A-Za-z]+(0|(19|20)\d\d(0|1)).*", text.strip())


def _street(text: str) -> bool:
    return not BLOCK.search(text)


CHECKS: dict[str, Callable[[str], bool]] = {
    "email": _email,
    "ssn": _ssn,
    "plus": _plus,
    "mexico": _of_plan("MX"),
    "spain": _of_plan("ES"),
    "britain": _of_plan("GB"),
    "said_phone": _said_phone,
    "bare_phone": _of_plan("US"),
    "bare_seven": _seven,
    "very_bare_seven": _seven,
    "bare_ssn": _bare_ssn,
    "card": _card,
    "said_card": _card,
    "bare_card": _card,
    "ipv4": _ipv4,
    "ipv6": _ipv6,
    "decimal": _decimal,
    "comma": _decimal,
    "iban": _iban,
    "bare_dni": _dni,
    "bare_passport": _passport,
    "street": _street,
}


def is_real(shape: str, text: str) -> bool:
    """Whether a text that has the form is what it looks like; a form without a check of its own is proof enough."""
    check = CHECKS.get(shape)
    return check is None or check(text)
