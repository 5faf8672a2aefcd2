"""Which words and digits of a sentence are a statistic, and which only name something.

The search goes in three steps over running text: what is a quantity whatever stands around it (a number with a
unit, a currency, a percent sign); then what is a name or a date, which is set aside; then every number left, and
quantities in words. The rule in plain words is in the docstring of `report.check.prose`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from report.check.markdown import FILLER


class Quantity(NamedTuple):
    """A statistic found in a text, with its offset."""

    offset: int
    text: str


NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<!\d)\d{1,3}(?: \d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|(?<!\d)\.\d+)"
BEFORE = r"(?<![\w.,/\-])[-+±~≈<>≤≥]*"
RANGE = rf"{BEFORE}{NUMBER}(?: ?(?:-|–|to|and|or) ?{NUMBER})?"
YEAR_DIGITS = r"(?<![\w.,$€£/])(?:(?:19|20)\d\d|2100)"
NOT_MORE_DIGITS = r"(?![\w%]|[.,]\d)"
YEAR = YEAR_DIGITS + NOT_MORE_DIGITS
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
DAYS = r"\d{1,2}(?:st|nd|rd|th)?(?: ?(?:-|–|,|or|and|to) ?\d{1,2}(?:st|nd|rd|th)?)*"

TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
SMALL = "two three four five six seven eight nine".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORD_NUMBER = rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:one|{'|'.join(SMALL)}))?|{'|'.join(TEENS)}|{'|'.join(SMALL)})"
SCALES = r"(?:hundreds?|thousands?|millions?|billions?|trillions?|dozens?)"
CURRENCY = "USD CAD EUR GBP JPY KRW INR CNY RMB AUD CHF MXN CLP IDR NZD".split()
TIME = r"(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?)"
UNITS = (
    r"(?:kt|Mt|Gt|t|kg|mg|lbs?|oz|[kMGT]Wh?|km|ha|bn|mn|tn|m|k|b|x|×|pp|bps|°C|"
    r"(?:kilo|mega|giga|metric |short |dry |troy )?ton(?:ne)?s?|kilograms?|grams?|pounds?|ounces?|barrels?|carats?|"
    r"(?:kilo|mega|giga|tera)?watts?(?:-hours?)?|kilomet(?:re|er)s?|hectares?|dollars?|euros?|cents?|rupees?|yen|won|"
    r"yuan|pesos?|times|points?|fold)"
)
PAGE_FORM = (
    r"(?:(?:significant|decimal|numbered|short|plain|equal|aligned|further|other|more) )*(?:decimals?|decimal places?|"
    r"digits?|letters?|characters?|panels?|columns?|lanes?|bars?|axes|axis|lines?|colou?rs?|shades?|dots?|sentences?|"
    r"paragraphs?|words?|sections?|parts?|pages?|steps?|ways?|kinds?|sides?|halves|directions?|readers?|questions?|"
    r"dimensions?|levels?)"
)
PARTS = "third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|hundredth|thousandth"
SUPERLATIVE = r"(?:largest|biggest|highest|lowest|smallest|greatest|most important)"
OF_SOMETHING = (
    r"(?= (?:of(?! (?:the )?year)|more|less|as|higher|lower|larger|smaller|the|its|their)\b|[ ]*[.,;:)]|\s*$)"
)
INDEX_NAME = r"(?:HHI|RCA|RSCA|TCI|TII|ESI|[Hh]erfindahl(?:-Hirschman)?(?: index)?)"


def _any(*patterns: str, flags: int = 0) -> list[re.Pattern[str]]:
    return [re.compile(pattern, flags) for pattern in patterns]


ALWAYS = [
    *_any(
        rf"(?:US|CA|AU|NZ|HK|C|A|S)?[$€£¥₩₹] ?{NUMBER}(?:[ -]?(?:million|billion|trillion|thousand|bn|mn|m|k|b)\b)?",
        rf"\b(?:{'|'.join(CURRENCY)}) ?{NUMBER}(?: (?:million|billion|trillion|bn|m)\b)?",
        rf"{RANGE}[ -]?(?:%|‰|per cent\b|percent\b|percentage points?\b|basis points?\b)",
        rf"{RANGE}[ -]?{SCALES}\b(?:[- ](?:dollars?|euros?|tonnes?))?",
        rf"{RANGE}[ -]?{UNITS}(?![\w])",
        rf"{RANGE} {TIME}\b",
        rf"\b{INDEX_NAME} (?:(?:value|score|is|was|of|at|above|below|over|under|near|about|stands) ){{0,3}}"
        rf"(?:= ?)?(?!(?:0|1|100)(?![\d.,]\d|\d)){NUMBER}",
    ),
    *_any(
        rf"\b(?:one|{WORD_NUMBER}|\d+) (?:in|out of|in every|of every) (?:{WORD_NUMBER}|(?!(?:19|20)\d\d)\d+)\b",
        flags=re.IGNORECASE,
    ),
]
"""A quantity whatever stands around it: money, percent, a unit, an index value, a ratio."""

NAMED_NUMBERS = (
    "ISO IEC ICD HS CN SITC CPC ISIC NAICS BEC MCS CC CC-BY CC0 GPL LGPL RFC NI COP EO TRL SDG WCAG UTF BACI DOI "
    "Python pandas Vega Vega-Lite Altair Jupyter Book Etalab Licence License Apache PDF/UA PDF/A Law Bill Act Agenda "
    "Horizon Vision P WP"
).split()
"""Capitalised names that a number belongs to: "ISO 3166", "CC BY 4.0", "Horizon 2030"."""

NAMES = [
    *_any(
        rf"(?<![\w/-])(?:{'|'.join(map(re.escape, NAMED_NUMBERS))})(?: BY(?:-[A-Z]{{2}})*)?[ -]\d[\w./:-]*(?<![.:/-])",
        rf"\b{DAYS}(?: of)? {MONTH}(?:,? {YEAR})?(?!\w)",
        rf"\b{MONTH} (?:{YEAR}|\d{{1,2}}(?:st|nd|rd|th)?(?:(?:-|–)\d{{1,2}})?(?:,? {YEAR})?){NOT_MORE_DIGITS}",
        r"(?<![\w/])\d{4}-\d{2}(?:-\d{2})(?!\w)",
        r"(?<![\w/])(?:(?:19|20)\d\d/\d{1,4}(?:/[A-Z]{2,})?|\d{1,4}/(?:19|20)\d\d(?:/[A-Z]{2,})?)(?!\w)",
        rf"{YEAR_DIGITS}(?:s|[-–/]\d\d|[-–](?:19|20)\d\d| ?[QH][1-4])?{NOT_MORE_DIGITS}",
        r"\b10\.\d{4,9}/[^\s,;)]+",
        r"(?<![\w.])v?\d+(?:\.\d+){2,}(?!\w)",
        r"(?<![\w:])\d{1,2}:\d{2}(?!\w)",
        r"(?<=[A-Za-z])[-–]?\d[\w.-]*\w|(?<=[A-Za-z])[-–]?\d",
        r"\[\d+\]",
        r"(?:(?<=[:;,.\n] )|(?<=and )|(?<=or )|(?<=\n)|^)\(\d\)",
        r"\bGroup of (?:Seven|Twenty)\b|\bFive Eyes\b",
    ),
    *_any(
        r"\b(?:sections|articles|chapters|parts|annexes|figures|tables|steps|pages|pp\.|clauses|paragraphs|tiers|grades|"
        r"headings|subheadings|codes|HS codes|notes|regulations|directives|phases)"
        r" (?:no\. )?\d[\d./()-]*\d?[a-z]?(?: ?(?:,|-|–|and|to|or|,? and) ?\d[\d./-]*[a-z]?)*(?<![.,-])",
        r"\b(?:section|sec\.|article|art\.|chapter|part|annex|table|figure|fig\.|step|page|p\.|clause|paragraph|para\.?|"
        r"executive order|resolution|regulation|directive|decision|proclamation|no\.|version|edition|phase|tier|grade|"
        r"scope|pillar|track|goal|note|box|appendix|schedule|heading|subheading|code|volume|vol\.|working paper|item|"
        r"public law|bill|act|title|layer|option|rule|method|type|class|category|cell|row|column|milestone|claim)"
        r"(?: \([A-Z]{2,7}\)| no\.?)* \(?\d[\w./()-]*(?<![.,-])",
        r"(?<![\w.])-?\d(?:\.\d)? ?(?:-|–|to|and) ?(?:1|100|10[ ,]000|2\.5|\+1)(?!\w|[.,]\d| ?%)(?! [a-z]+s\b)",
        r"(?:sums? to|adds? (?:up )?to|above|below|over|under|than|equals?|equal to|is|are|exceeds?|=|>|<|≥|≤) ?[01]"
        r"(?=[ ]*[.,;:)]|\s*$| (?:and|or|if|when|only|means?|exactly|after|for|over|across|within)\b)",
        rf"(?<![\w.,])(?:[1-9]|10|{WORD_NUMBER}|one)[- ]{PAGE_FORM}\b",
        rf"(?<![\w.,])(?:\d+|{WORD_NUMBER})-(?:{TIME}|digit|way|letter|step|part|page|sided|dimensional|tier|level|panel)\b",
        r"\b(?:the(?: other)?|these|those|between|other) two\b(?!-| thirds| hundred)",
        r"\b(?:these|those) (?:three|four)\b",
        rf"\b(?:in|per|\() ?(?:{SCALES})\b(?: of)?",
        r"\b(?:first|second|other|last|latter|former|each|either) (?:half|halves|quarter)\b",
        r"\bhalf[- ](?:years?|li(?:fe|ves)|units?|way|time|open)\b|\bhalfway\b",
        r"\b(?:first|second|third|fourth|fifth|sixth|every|each|this|next|per) quarter\b",
        r"\bthird (?:part(?:y|ies)|countr(?:y|ies)|states?|markets?)\b",
        r"\bdouble[- ](?:pledges?|pledged|count(?:s|ed|ing)?|check(?:s|ed|ing)?)\b",
        r"\b(?:once or|counted|promised|pledged|listed|named|printed|recorded|said|given|appears?|read) twice\b",
        flags=re.IGNORECASE,
    ),
]
"""What names, dates or numbers something, and the few number words that speak of the page and not of the world."""

NOT_NOUNS = (
    "is was has as its this thus does less across plus us always perhaps various these those versus unless besides "
    "towards whereas sometimes"
).split()
LINKS = "and or to in on of at by from with as the that which than are were be been for but nor not it they if".split()
QUALIFIER = rf"(?!(?:{'|'.join(LINKS)}|{'|'.join(NOT_NOUNS)})\b)[A-Za-z'’-]+"
PLURAL = rf"(?!(?:{'|'.join(NOT_NOUNS)})\b)[A-Za-z'’-]*(?:[A-Za-rt-z]s|people|men|women|data|per cent|percent)\b"

LEFT_OVER = [
    *_any(
        rf"(?<![A-Za-z])[-+±~≈<>≤≥]*{NUMBER}(?![\w])(?: ?[-–] ?{NUMBER}(?!\w))?(?:-[A-Za-z]+)?"
        rf"(?: (?:of (?:the )?)?(?!(?:{'|'.join(LINKS)})\b)[a-z]+)?",
        r"(?<![\w])\d+(?:st|nd|rd|th)[ -](?:largest|biggest|highest|lowest|smallest|greatest)\b",
    ),
    *_any(
        rf"\b(?:one|{'|'.join(SMALL)})[- ](?:half|{PARTS})s?\b",
        rf"\ba (?:{PARTS}){OF_SOMETHING}",
        r"\b(?:half|halves)\b",
        rf"\b(?:{WORD_NUMBER}|hundred|thousand|many)-?fold\b",
        r"\b(?:twice|thrice)\b",
        r"\b(?:doubl|trebl|tripl|quadrupl|halv)(?:ed|es|ing)\b",
        r"\b(?:double|triple|quadruple) (?:the|its|their|that|what|Canada)\b",
        rf"\b(?:(?:an? |one |{WORD_NUMBER} |several |some |many )?{SCALES})\b(?: of)?(?: [a-z]+)?",
        rf"\b{WORD_NUMBER} (?:{QUALIFIER} ){{0,2}}{PLURAL}",
        rf"\b{WORD_NUMBER} (?:of|out of|times|per cent|percent)\b",
        rf"\b{WORD_NUMBER}-(?:member|partner|country|mineral|nation|state)\b",
        rf"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)[- ]{SUPERLATIVE}\b",
        flags=re.IGNORECASE,
    ),
]
"""Numbers that no name claimed, and quantities in words."""


def find_quantities(text: str) -> list[Quantity]:
    """The statistics in running text (see `report.check.markdown.running_text`), in their order."""
    found: list[Quantity] = []
    text = _search(ALWAYS, text, found)
    text = _search(NAMES, text, [])
    _search(LEFT_OVER, text, found)
    return sorted(found)


def _search(patterns: list[re.Pattern[str]], text: str, found: list[Quantity]) -> str:
    """Note all matches in `found`; the text with them overwritten, so that nothing is found again."""
    for pattern in patterns:

        def note(match: re.Match[str]) -> str:
            found.append(Quantity(match.start(), match.group().strip()))
            return FILLER * len(match.group())

        text = pattern.sub(note, text)
    return text
