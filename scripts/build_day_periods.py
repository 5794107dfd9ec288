#!/usr/bin/env python3
"""Writes Sources/CReaderData/day_periods.tsv: the words for parts of the day beside a clock time, in all languages of Unicode CLDR.

Source: CLDR day periods and their rules, through PyPI's babel. A line is: first hour, hour behind the last, word. A word that means the morning in one
language and the afternoon in another is left out. Words that stand beside a clock of 24 hours have 0 and 24.
"""
import collections
import pathlib

from babel import Locale, localedata

CLOCK_WORDS = ["น.", "hodź.", "Kl.", "Klock", "kl.", "klo", "h", "Uhr", "ga", "ཆུ་ཚོད་", "saat", "o'clock"]
MARKS = "\u200e\u200f\u200b\u200c\u200d"


def hours(period: str, rules: dict) -> tuple[int, int] | None:
    """First hour and hour behind the last of a period; (0, 12) and (12, 24) for am and pm."""
    if period == "am":
        return 0, 12
    if period == "pm":
        return 12, 24
    for rule in rules.get(period, []):
        if "from" in rule and "before" in rule:
            return rule["from"] // 3600, rule["before"] // 3600 or 24
    return None


def main() -> None:
    found: dict[str, set[tuple[int, int]]] = collections.defaultdict(set)
    for name in localedata.locale_identifiers():
        locale = Locale.parse(name)
        rules = getattr(locale, "day_period_rules", {}).get(None, {})
        uses_parts = any("B" in str(f.pattern) for f in locale.time_formats.values() if hasattr(f, "pattern"))
        for context in locale.day_periods.values():
            for width, periods in context.items():
                for period, word in periods.items():
                    word = word.strip().strip(MARKS)
                    is_half = period in ("am", "pm")
                    if not is_half and (not uses_parts or period in ("midnight", "noon")):
                        continue
                    if len(word) < 2 and ord(word[0]) < 0x300 or len(word.encode()) > 60 or any(c.isdigit() for c in word):
                        continue
                    span = hours(period, rules)
                    if span:
                        found[word].add(span)
    lines = set()
    for word, spans in found.items():
        halves = {(0 if (a + (b if b > a else b + 24)) / 2 % 24 < 12 else 12) for a, b in spans}
        if len(halves) == 1 or len(spans) == 1:
            first, last = sorted(spans, key=lambda s: (s not in ((0, 12), (12, 24)), s))[0]
            lines.add((word, first, last))
    for word in CLOCK_WORDS:
        lines = {line for line in lines if line[0] != word}
        lines.add((word, 0, 24))
    target = pathlib.Path(__file__).parent.parent / "Sources/CReaderData/day_periods.tsv"
    target.write_text("".join(f"{a}\t{b}\t{w}\n" for w, a, b in sorted(lines)), encoding="utf-8")
    print(len(lines), "words")


if __name__ == "__main__":
    main()
