"""The notebook way, timed: read one CSV of mentions, drop duplicates, topics, sentiment, daily and weekly tables, terms.

With pandas and vaderSentiment, or the same analyser of NLTK, this is what an analyst's notebook does. Where one is missing, a stand-in of plain Python
takes its place: the csv module for pandas, a sum of the lexicon's valences for vaderSentiment. Stand-ins do less work.
"""

import argparse
import collections
import csv
import datetime
import json
import re
import resource
import sys
import time

parser = argparse.ArgumentParser()
parser.add_argument("file")
parser.add_argument("--vader", help="folder that holds vaderSentiment.py")
parser.add_argument("--lexicon", help="vader_lexicon.txt, for the stand-in")
parser.add_argument("--check", action="store_true", help="only say what is there")
options = parser.parse_args()
if options.vader:
    sys.path.insert(0, options.vader)
try:
    import pandas
except ImportError:
    pandas = None
try:
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError:
        from vaderSentiment import SentimentIntensityAnalyzer
    analyser_of = "vaderSentiment"
except ImportError:
    SentimentIntensityAnalyzer = None
    analyser_of = None


def nltk_analyser(lexicon):
    """VADER's own code as NLTK has it, with the same lexicon; NLTK's reader stumbles over the empty last line."""
    from nltk.sentiment import vader

    class Analyser(vader.SentimentIntensityAnalyzer):
        def __init__(self):
            with open(lexicon, encoding="utf-8") as lines:
                self.lexicon_file = lines.read().rstrip("\n")
            self.lexicon = self.make_lex_dict()
            self.constants = vader.VaderConstants()

    return Analyser


if SentimentIntensityAnalyzer is None and options.lexicon:
    try:
        SentimentIntensityAnalyzer = nltk_analyser(options.lexicon)
        import nltk

        analyser_of = f"NLTK {nltk.__version__}"
    except ImportError:
        pass

found = {
    "python": sys.version.split()[0],
    "pandas": pandas.__version__ if pandas else None,
    "vader": analyser_of,
    "lexicon": options.lexicon is not None,
}
if options.check:
    print(json.dumps(found))
    sys.exit(0)

BRANDS = {name: re.compile(r"\b" + name + r"\b", re.IGNORECASE) for name in ("Velmora", "Brixano", "Tolvane")}
WORD = re.compile(r"[\w']+")


def valences(path):
    with open(path, encoding="utf-8") as lines:
        return {word: float(value) for word, value, *_ in (line.split("\t") for line in lines if line.strip())}


if SentimentIntensityAnalyzer:
    analyser = SentimentIntensityAnalyzer()
    score = lambda text: analyser.polarity_scores(text)["compound"]
elif options.lexicon:
    lexicon = valences(options.lexicon)
    score = lambda text: sum(lexicon.get(word, 0.0) for word in WORD.findall(text.lower()))
else:
    score = None


def label(value):
    return "positive" if value >= 0.05 else "negative" if value <= -0.05 else "neutral"


def with_pandas():
    frame = pandas.read_csv(options.file)
    yield "read", len(frame)
    frame = frame.drop_duplicates("id")
    yield "drop duplicates", len(frame)
    for name, pattern in BRANDS.items():
        frame[name] = frame["text"].str.contains(pattern)
    yield "topics", int(frame[list(BRANDS)].sum().sum())
    if score:
        frame["label"] = frame["text"].map(score).map(label)
        yield "sentiment", len(frame)
    frame["day"] = pandas.to_datetime(frame["created_at"]).dt.floor("D")
    tables = 0
    for name in BRANDS:
        own = frame[frame[name]]
        for rule in ("D", "W"):
            grouped = own.groupby([pandas.Grouper(key="day", freq=rule)] + (["label"] if score else []))
            tables += len(grouped.agg(mentions=("id", "size"), authors=("author", "nunique"), likes=("likes", "sum")))
    yield "daily and weekly tables", tables
    counts = {name: collections.Counter() for name in BRANDS}
    for name in BRANDS:
        for text in frame.loc[frame[name], "text"]:
            counts[name].update(set(WORD.findall(text.lower())))
    yield "terms", sum(len(each) for each in counts.values())


def with_csv():
    with open(options.file, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    yield "read", len(rows)
    rows = list({row["id"]: row for row in rows}.values())
    yield "drop duplicates", len(rows)
    for row in rows:
        row["topics"] = [name for name, pattern in BRANDS.items() if pattern.search(row["text"])]
    yield "topics", sum(len(row["topics"]) for row in rows)
    if score:
        for row in rows:
            row["label"] = label(score(row["text"]))
        yield "sentiment", len(rows)
    tables = collections.defaultdict(lambda: [0, set(), 0])
    for row in rows:
        day = datetime.date.fromisoformat(row["created_at"][:10])
        for topic in row["topics"]:
            for period in (day.isoformat(), "%d-w%02d" % day.isocalendar()[:2]):
                cell = tables[topic, period, row.get("label")]
                cell[0] += 1
                cell[1].add(row["author"])
                cell[2] += int(row["likes"] or 0)
    yield "daily and weekly tables", len(tables)
    counts = {name: collections.Counter() for name in BRANDS}
    for row in rows:
        if row["topics"]:
            words = set(WORD.findall(row["text"].lower()))
            for topic in row["topics"]:
                counts[topic].update(words)
    yield "terms", sum(len(each) for each in counts.values())


parts = []
begun = last = time.perf_counter()
for part, size in (with_pandas if pandas else with_csv)():
    now = time.perf_counter()
    parts.append({"part": part, "seconds": round(now - last, 2), "rows": size})
    last = now
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps({**found, "parts": parts, "seconds": round(last - begun, 2), "peakBytes": peak}))
