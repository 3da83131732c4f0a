"""The written forms of personal data, as patterns that Arrow can look for in a million texts at once (RE2 syntax).

A form alone proves little: numbers.py says which of the texts that have one are what they look like.
"""

from dataclasses import dataclass

# Dates, times, money and short numbers are most of what a file holds; none of them is personal.
PLAIN = (
    r"^[+-]?(\d{1,6}|\d{8})$|^[+-]?\d*[.,]\d+$|^\d{12}$"
    r"|^\d{4}-\d\d-\d\d([T ][\d:.,]+ ?([AaPp][Mm]|Z|[+-]\d\d:?\d\d)?)?$"
    r"|^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}( \d{1,2}:\d\d(:\d\d)?( ?[AaPp]\.?[Mm]\.?)?)?$|^\d{1,2}:\d\d(:\d\d)?$"
    r"|^[$€£]? ?\d{1,3}(,\d{3})*(\.\d{1,2})?$|^[$€£]? ?\d{1,3}(\.\d{3}){1,2}(,\d{1,2})?$"
    r"|^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$|^[0-9a-f]{64}$"
)
# Anything else that is worth a second look: an at sign, some digits, an address of version 6, a line of a passport.
WORTH = (
    r"@|(?i)\((at|arroba)\)|\[(at|arroba)\]|(\d\D{0,3}){6}|\d{1,3}\.\d{1,3}\.\d{1,3}\.\d"
    r"|[0-9A-Fa-f]:[0-9A-Fa-f:]*:|P[A-Z<][A-Z]{3}[A-Z<]{5}|°"
)
TELEPHONE_WORD = (
    r"\b(telephone|telefono|teléfono|phone|tel|tlf|tfno|cell?|celular|cel|mobile|móvil|movil"
    r"|whatsapp|fax|call(ed|ing)?|llam\w+)\b"
)
PASSPORT_WORD = r"\b(passport|pasaporte|passeport)\b"


@dataclass(frozen=True)
class Shape:
    """One form. A `bare` one is shared with harmless numbers: only a whole column of them is telling."""

    kind: str
    name: str
    pattern: str
    is_bare: bool = False


SHAPES = (
    Shape("email", "email", r"[^\s@]@[^\s@]+\.[^\s@]|(?i)\w ?[(\[](at|arroba)[)\]] ?\w"),
    Shape(
        "slk", "slk", r"^([A-Za-z2]{3}|999)([A-Za-z2]{2}|99)([0-2]\d|3[01])(0\d|1[0-2])(19|20)\d\d[1-39]$"
    ),  # letters, birth date, sex
    Shape("ssn", "ssn", r"(^|[^\d.-])\d{3}( ?- ?|[. ])\d{2}( ?- ?|[. ])\d{4}($|[^\d-])"),
    Shape("ssn", "bare_ssn", r"^\d{9}$", is_bare=True),
    Shape(
        "ssn", "said_ssn", r"(?i)\b(ssn|itin|social security" r"|seguro social)\b\D{0,16}\d{3}\D?\d{2}\D?\d{4}($|\D)"
    ),
    Shape(
        "phone",
        "nanp",
        r"(^|[^\d+.-])(\+?1[ .-]{0,2})?(\([2-9]\d{2}\) ?[.-]?\d{3}[ .-]{0,3}"
        r"|[2-9]\d{2} ?[ ./-] ?\d{3}[ .-]{1,3})\d{4}($|[^\d-])",
    ),
    Shape("phone", "plus", r"\+\(?\d[\d ().-]{6,18}\d|(^|\D)00\d{1,3} \d[\d ().-]{5,16}\d"),
    Shape("phone", "britain", r"(^|[^\d-])(0\d{4} \d{6}|0\d{3} \d{3} \d{4}|02\d \d{4} \d{4})($|[^\d-])"),
    Shape(
        "phone",
        "mexico",
        r"(^|[^\d-])(\(\d{2,3}\) ?\d{3,4}[ -]\d{4}" r"|(33|55|56|81)[ -]\d{4}[ -]\d{4}|\d{2} \d{4} \d{4})($|[^\d-])",
    ),
    Shape(
        "phone",
        "spain",
        r"(^|[^\d-])([6-9]\d{2} \d{3} \d{3}|[6-9]\d{2}([ -]\d{2}){3}" r"|[89]\d[ -]\d{3}[ -]\d{2}[ -]\d{2})($|[^\d-])",
    ),
    Shape("phone", "said_phone", rf"(?i){TELEPHONE_WORD}\D{{0,16}}\d[\d ().-]{{5,16}}\d"),
    Shape(
        "phone",
        "said_contact",
        r"(?i)\b(contact|contacto|contáctela|marcar|marque|text (her|him|them|me)|reach (her|him|them|me)|recados?)\b"
        r"\D{0,12}\d{3}[ .-]\d{4}($|\D)",
    ),
    Shape("phone", "bare_phone", r"^1?[2-9]\d{9}$", is_bare=True),
    Shape("phone", "bare_seven", r"^[2-9]\d{2}[- ]\d{4}$", is_bare=True),
    Shape("phone", "very_bare_seven", r"^[2-9]\d{6}$", is_bare=True),
    Shape(
        "card",
        "card",
        r"(^|[^\d-])([2-6]\d{3}[ -]\d{4}[ -]\d{4}[ -]\d{1,7}" r"|3[47]\d{2}[ -]\d{6}[ -]\d{5})($|[^\d-])",
    ),
    Shape("card", "said_card", r"[^\d.,-][ ]?[2-6]\d{12,18}($|[^\d-])|^[2-6]\d{12,18}[ ,;]"),
    Shape("card", "bare_card", r"^[2-6]\d{12,18}$", is_bare=True),
    Shape("ip", "ipv4", r"(^|[^\w.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}($|[^\d.]|\.$|\.\D)"),
    Shape("ip", "ipv6", r"[0-9A-Fa-f]{0,4}:[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]*"),
    Shape("coordinates", "decimal", r"[-+]?\d{1,3}\.\d{3,}°? ?[NSns]?[ ,;/]{1,3}[-+]?\d{1,3}\.\d{3,}"),
    Shape("coordinates", "comma", r"[-+]?\d{1,3},\d{4,}°? ?[NSns]?[ ,;/|y]{1,3}[-+]?\d{1,3},\d{4,}"),
    Shape(
        "coordinates",
        "said_decimal",
        r"(?i)\blat(itude|itud)?\W{1,5}[-+]?\d{1,2}[.,]\d"
        r"|\b[NS] ?\d{1,2}[.,]\d{3,}\W{0,3}[EWO] ?\d{1,3}[.,]\d{3,}",
    ),
    Shape(
        "coordinates",
        "degrees",
        r"(?i)\d{1,3} ?° ?\d{1,2}([.,]\d+)? ?['′’][^A-Z]{0,12}[NSEWO]" r"|[NSEWO] ?\d{1,3}°",  # noqa: RUF001  # typed so
    ),
    Shape(
        "passport",
        "said_passport",
        rf"(?i){PASSPORT_WORD}\W{{0,3}}(number|no|num|número"
        rf"|numero|n[º°o]|nr|#|is|es|number is|número es)?\W{{0,4}}[A-Z]{{0,3}}-?\d{{5,9}}",
    ),
    Shape("passport", "mrz", r"P[A-Z<][A-Z]{3}[A-Z]+<[A-Z<]{3,}"),
    Shape("passport", "bare_passport", r"^[A-Za-z]\d{8}$|^[A-Za-z]{3}\d{6}$", is_bare=True),
    Shape("identity", "curp", r"(?i)(^|\W)[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d($|\W)"),
    Shape("identity", "iban", r"(^|\W)[A-Z]{2}\d{2}( ?[A-Z0-9]{4}){3,7}( ?[A-Z0-9]{1,3})?($|\W)"),
    Shape("identity", "said_dni", r"(?i)\b(dni|nie|nif)\b\W{0,4}([XYZ]|\d)[\d. -]{6,9}-?[A-Z]\b"),
    Shape("identity", "bare_dni", r"(?i)^([XYZ]\d{7}|\d{8}|\d{2}\.\d{3}\.\d{3})-?[A-Z]$", is_bare=True),
    Shape(
        "address",
        "street",
        r"(?i)^\d{1,6} +([NSEW]\.? +)?([\w.'-]+ +){1,4}(st"
        r"|street|ave|avenue|blvd|boulevard|rd|road|dr|drive|ln|lane|ct|court|pl|pkwy|hwy|way)\b\.?",
    ),
    Shape("address", "calle", r"(?i)^(calle|c/|avenida|avda|av" r"|calzada|carretera|paseo|callejón|privada)\.? +.*\d"),
)
FORMED = tuple(shape.name for shape in SHAPES if not shape.is_bare and shape.kind != "address")
EVERY = tuple(shape.name for shape in SHAPES)
# What no case number is ever written like.
STRONG = ("email", "slk", "ssn", "curp")
NOT_EVEN_TOKENS = ("email", "slk")
# One look at a column of ids tells whether any of these can be in it.
STRONG_WORTH = (
    r"@|^ *([A-Za-z2]{3}|999)([A-Za-z2]{2}|99)\d{8}[1-39] *$|^\d{3}-\d{2}-\d{4}$|(?i)[A-Z]{4}\d{6}[HMX][A-Z]{5}"
)
