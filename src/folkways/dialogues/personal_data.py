"""Personal data in a text, found by rules: what can be checked by its form alone.

Addresses, names and whatever else is personal by its sense are not found here. The names of the participants are made
up and are no personal data.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that a screen found.

    Attributes:
        verdict: `blocked`, or `grey` where a person should look.
        reason: what it is, without repeating it.
    """

    verdict: str
    reason: str


# Begins only where no such character stands before, so that a long run without @ is read once.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'›]+", re.IGNORECASE)
_OF_USER = re.compile(
    r"//[^/@\s]+@|/(?:~|@)\w|/(?:user|users|u|in|profile|people|id)/\w|[?&](?:user|uid|id|email)=\w", re.IGNORECASE
)
_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z_]\w{2,}")
_IBAN = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{1,4}){3,8}(?![A-Z0-9])")
_NUMBER = re.compile(r"(?<![\w.,])[+(]?\d(?:[ \u00a0()./-]{0,2}\d)+(?!\w)")
_DATE = re.compile(r"\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2\d{2,4}")
_YEARS = re.compile(r"[12]\d{3} ?[-/] ?[12]\d{3}")
_THOUSANDS = re.compile(r"\d{1,3}(?:[ \u00a0.]\d{3})+")


def personal_data(text: str) -> list[Flag]:
    """What looks like personal data.

    Blocked: e-mail addresses, links to a person's page, account numbers (IBAN, checked), card numbers (Luhn, checked),
    and telephone numbers that begin with + or 0. Grey: @names, and other numbers of nine digits or more, which may be
    an identity number.

    >>> [flag.reason for flag in personal_data("Write to ana@example.org or call +49 30 1234567.")]
    ['an e-mail address', 'a telephone number']
    >>> personal_data("In 1990-2000 about 1 000 000 000 people, by 2019-05-12.")
    []
    """
    plain = _plain(text)
    found: list[Flag] = []
    links = [match[0] for match in _URL.finditer(plain)]
    if any(_OF_USER.search(link) or _EMAIL.search(link) for link in links):
        found.append(Flag("blocked", "a link to a person's page"))
    plain = _URL.sub(" ", plain)
    if _EMAIL.search(plain):
        found.append(Flag("blocked", "an e-mail address"))
    plain = _EMAIL.sub(" ", plain)
    if _HANDLE.search(plain):
        found.append(Flag("grey", "the name of an account"))
    if any(_is_iban(match[0]) for match in _IBAN.finditer(plain)):
        found.append(Flag("blocked", "an account number (IBAN)"))
        plain = _IBAN.sub(" ", plain)
    found += _numbers(plain)
    return list(dict.fromkeys(found))


def _plain(text: str) -> str:
    """Compatibility forms and the digits of every script as ASCII."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in folded)


def _numbers(text: str) -> Iterator[Flag]:
    for match in _NUMBER.finditer(text):
        written = match[0]
        digits = re.sub(r"\D", "", written)
        if any(form.fullmatch(written) for form in (_DATE, _YEARS, _THOUSANDS)):
            continue
        if 13 <= len(digits) <= 19 and luhn(digits):
            yield Flag("blocked", "a card number")
        elif written[0] in "+0(" and 8 <= len(digits) <= 15:
            yield Flag("blocked", "a telephone number")
        elif len(digits) >= 9:
            yield Flag("grey", "a long number")


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B).

    >>> luhn("79927398713"), luhn("79927398710")
    (True, False)
    """
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_iban(written: str) -> bool:
    """The number behind an IBAN leaves 1 when divided by 97 (ISO 13616-1)."""
    plain = written.replace(" ", "")
    turned = plain[4:] + plain[:4]
    return 15 <= len(plain) <= 34 and int("".join(str(int(char, 36)) for char in turned)) % 97 == 1
