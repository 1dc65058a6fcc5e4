"""Article text and dates on pages that others annotated: the test data of fundus (github.com/flairNLP/fundus, MIT).

    git clone --depth 1 https://github.com/flairNLP/fundus
    python benchmarks/pages.py fundus/tests/resources/parser/test_data kr cn jp

Each page is compared with the best fitting of its publisher's annotated versions: bags of words, of character pairs for
Chinese, Japanese and Korean. Dates count when they are the same within a day.
"""

import gzip
import json
import re
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from statistics import mean, median
from zoneinfo import ZoneInfo

from sources import page_text
from sources.dates import read_date
from sources.decoding import decode

PAIRS = ("kr", "cn", "jp")
ZONES = {"kr": "Asia/Seoul", "jp": "Asia/Tokyo", "cn": "Asia/Shanghai"}


def bag(text, country):
    if country in PAIRS:
        text = "".join(text.split())
        return Counter(text[at : at + 2] for at in range(len(text) - 1))
    return Counter(re.findall(r"\w+", text.lower()))


def annotated(version):
    body = version.get("body") or {}
    parts = list(body.get("summary") or [])
    for section in body.get("sections", []):
        parts += [*(section.get("headline") or []), *(section.get("paragraphs") or [])]
    return "\n".join(parts)


def score(text, gold, country):
    found, wanted = bag(text, country), bag(gold, country)
    both = (found & wanted).total()
    precision, recall = both / max(found.total(), 1), both / max(wanted.total(), 1)
    return (2 * precision * recall / (precision + recall) if both else 0.0), precision, recall


def main(folder, countries):
    scores, dates, times, empty = [], [], [], 0
    for country in countries:
        zone = ZoneInfo(ZONES.get(country, "UTC"))
        for file in sorted((folder / country).glob("*.html.gz")):
            versions = json.loads((file.parent / f"{file.name.split('_')[0]}.json").read_text(encoding="utf-8"))
            versions = [version for version in versions.values() if isinstance(version, dict) and annotated(version)]
            if not versions:
                continue
            markup = decode(gzip.decompress(file.read_bytes())).text
            began = time.process_time()
            page = page_text.read(markup, zone)
            times.append(time.process_time() - began)
            empty += not page.text
            best, version = max(
                ((score(page.text, annotated(each), country), each) for each in versions), key=lambda pair: pair[0]
            )
            scores.append(best)
            stated = read_date(str(version.get("publishing_date", "")), zone)
            if stated:
                dates.append(page.published is not None and abs(page.published - stated) < timedelta(days=1))
            if best[0] < 0.9:
                print(f"{country}/{file.name}: F1 {best[0]:.3f}, {len(page.text)} characters")
    f1, precision, recall = (mean(column) for column in zip(*scores, strict=True))
    print(f"{len(scores)} pages: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}; {empty} empty")
    print(f"{sum(dates)} of {len(dates)} dates; {median(times) * 1000:.0f} ms a page")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:])
