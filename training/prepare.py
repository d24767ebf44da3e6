"""Turn the treebanks, entity lists and annotations into one format: a JSON line per sentence.

Every sentence carries the layers that its source annotates and leaves the others out, so that the
training step can mask what nobody annotated.  Keys of a line:

    id, source, words          always
    upos, heads, rels          UD layers; heads count from 1, 0 is the root
    ner, types                 BIO tags, and the entity types that the source annotates
    frames                     what `frames_of` says

    python -m training.prepare DATA BUILD
"""

from __future__ import annotations

import csv
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pourparler.reading.grammar.tokens import split_hyphens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Record = dict[str, Any]
OWN = Path(__file__).parent / "data"

HELD_OUT_GUM = [
    "academic_exposure",
    "academic_librarians",
    "bio_byron",
    "bio_emperor",
    "court_loan",
    "court_negligence",
    "interview_cyclone",
    "interview_gaming",
    "news_homeopathic",
    "news_iodine",
    "speech_impeachment",
    "speech_inauguration",
    "voyage_athens",
    "voyage_coron",
]
HELD_OUT_VOA = range(2200, 2530)  # ids of annotated sentences, and rows of the Groningen list

# An annotated key -> the role it becomes.  A frame's roles are kept per kind.
ROLES: dict[str, dict[str, str]] = {
    "cue": {"src": "source", "con": "content"},
    "cont": {"con": "content"},
    "event": {k: k for k in ("ini", "rec", "date", "place", "num", "ab")},
    "pos": {k: k for k in ("by", "span", "opt", "cond")},
    "prop": {"by": "by", "to": "to", "span": "span", "parts": "parts"},
    "resp": {k: k for k in ("by", "span", "cond")},
    "ass": {k: k for k in ("by", "about", "span")},
    "stick": {k: k for k in ("by", "span")},
    "comm": {k: k for k in ("by", "to", "span", "terms", "for", "if")},
    "meet": {k: k for k in ("date", "place", "who", "broker", "ord", "n", "agenda")},
}
LABEL = {"pos": "stance", "resp": "answer", "ass": "pol", "comm": "st", "meet": "st"}


# --- treebanks ---------------------------------------------------------------------------------


def conllu(path: Path) -> Iterator[Record]:
    """Sentences of a CoNLL-U file: words, UD layers and the MISC column; no empty nodes."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        rows = [line.split("\t") for line in lines if line and line[0] != "#"]
        rows = [row for row in rows if row[0].isdigit()]
        if not rows:
            continue
        ids = [line[12:] for line in lines if line.startswith("# sent_id = ")]
        yield {
            "id": ids[0] if ids else "",
            "words": [row[1] for row in rows],
            "lemmas": [row[2] for row in rows],
            "upos": [row[3] for row in rows],
            "heads": [int(row[6]) for row in rows],
            "rels": [row[7] for row in rows],
            "misc": [row[9] for row in rows],
        }


def misc_value(misc: str, key: str) -> str:
    """The value of one key in a MISC column, empty when it is absent."""
    for part in misc.split("|"):
        if part.startswith(key + "="):
            return part[len(key) + 1 :]
    return ""


def gum_mentions(misc: list[str]) -> list[tuple[str, int, int]]:
    """Entity mentions of a GUM sentence as (type, start, end), from the bracket notation."""
    open_: dict[str, list[tuple[str, int]]] = {}
    found: list[tuple[str, int, int]] = []
    for i, column in enumerate(misc):
        for begin, body, end in re.findall(r"(\()?([^()]+)(\))?", misc_value(column, "Entity")):
            group, _, rest = body.partition("-")
            if begin:
                open_.setdefault(group, []).append((rest.split("-")[0], i))
            if end and open_.get(group):
                kind, start = open_[group].pop()
                found.append((kind, start, i + 1))
    return found


def gum_dates(misc: list[str]) -> list[tuple[int, int]]:
    """Token spans inside TEI date elements."""
    spans, start = [], -1
    for i, column in enumerate(misc):
        xml = misc_value(column, "XML")
        if "<date" in xml:
            start = i
        if "</date>" in xml:
            spans.append((max(start, 0), i + 1))
            start = -1
    return spans


TITLES = frozenset(
    [
        "mr.",
        "mrs.",
        "ms.",
        "dr.",
        "prof.",
        "professor",
        "president",
        "minister",
        "senator",
        "sir",
        "lord",
        "lady",
        "judge",
        "justice",
        "king",
        "queen",
        "prince",
        "princess",
        "emperor",
        "captain",
        "general",
        "pope",
        "saint",
        "st.",
        "rev.",
        "governor",
    ]
)
ROLES_OF_PEOPLE = frozenset(
    [
        "chair",
        "chairman",
        "director",
        "office",
        "members",
        "member",
        "justice",
        "secretary",
        "speaker",
        "house",
        "senate",
        "committee",
        "ambassador",
        "mayor",
        "general",
        "founder",
        "father",
        "mother",
        "dad",
        "mom",
        "god",
        "lord",
        "hero",
    ]
)
GUM_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}
JOINTS = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "de",
        "la",
        "al",
        "in",
        "at",
        "on",
        "to",
        "&",
        "-",
        "’",
        "'",
        "'s",
        "’s",
        ".",
        "/",
    ]
)


def name_within(record: Record, start: int, end: int) -> tuple[int, int] | None:
    """The name in a mention: the run of capitals around its head, or None where there is none.

    "New" and "United" are adjectives to the treebank, so capitals decide and not parts of speech;
    a joint ("of", "and", a hyphen) belongs to the name between two capitals.
    """
    words, heads = record["words"], record["heads"]
    outside = [i for i in range(start, end) if not start <= heads[i] - 1 < end]
    if not outside or record["upos"][outside[0]] != "PROPN":
        return None
    head = outside[0]
    if record["upos"][start] in {"DET", "PRON"} and start < head:
        start += 1
    named = [w[:1].isupper() or w[:1].isdigit() for w in words]
    if not named[head]:
        return None
    first, last = head, head + 1
    while first > start and _goes_on(named, words, range(first - 1, start - 1, -1)):
        first -= 1
    while last < end and _goes_on(named, words, range(last, end)):
        last += 1
    return first, last


def _goes_on(named: list[bool], words: list[str], places: range) -> bool:
    """Does a name run on over these words: a capital, or up to two joints with a capital behind?"""
    for at in places[:3]:
        if named[at]:
            return True
        if words[at] not in JOINTS:
            return False
    return False


def person_within(record: Record, start: int, end: int) -> tuple[int, int] | None:
    """The name in a mention of a person: the head and what the tree hangs on it as flat.

    Titles and offices are not part of it: the tree has them as descriptions.
    """
    words, heads, rels = (record[k] for k in ("words", "heads", "rels"))
    outside = [i for i in range(start, end) if not start <= heads[i] - 1 < end]
    if not outside or record["upos"][outside[0]] != "PROPN" or not words[outside[0]][:1].isupper():
        return None
    head = outside[0]
    last = max([head, *(i for i in range(start, end) if heads[i] - 1 == head and rels[i] == "flat")])
    while head < last and words[head].lower() in TITLES:
        head += 1
    return None if words[head].lower() in TITLES | ROLES_OF_PEOPLE else (head, last + 1)


def gum_entities(record: Record) -> list[str]:
    """BIO tags of names and dates, from mentions whose head is a proper noun."""
    spans = [(s, e, "DATE") for s, e in gum_dates(record["misc"])]
    mentions = sorted(gum_mentions(record["misc"]), key=lambda m: m[1] - m[2])
    for kind, start, end in mentions:
        within = person_within if kind == "person" else name_within
        part = within(record, start, end) if kind in GUM_TYPES else None
        if part:
            spans.append((*part, GUM_TYPES[kind]))
    return bio(len(record["words"]), spans)


def bio(length: int, spans: Iterable[tuple[int, int, str]]) -> list[str]:
    """BIO tags; where spans overlap the earlier one stands."""
    tags = ["O"] * length
    for start, end, kind in spans:
        if all(tag == "O" for tag in tags[start:end]):
            tags[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1)
    return tags


def treebanks(data: Path) -> Iterator[tuple[str, Record]]:
    """All tree sentences as (split, record)."""
    keep = ("id", "words", "lemmas", "upos", "heads", "rels")
    marks = {row["id"]: row["names"] for row in own_lines("ewt_names.jsonl")}
    for record in conllu(data / "treebanks/ewt/train.conllu"):
        yield "train", with_names({"source": "ewt", **{k: record[k] for k in keep}}, marks)
    for record in conllu(data / "treebanks/ewt/dev.conllu"):
        yield "ewt_dev", {"source": "ewt", **{k: record[k] for k in keep}}
    for path in sorted((data / "treebanks/gum/dep").glob("*.conllu")):
        held = path.stem.removeprefix("GUM_") in HELD_OUT_GUM
        for record in conllu(path):
            yield (
                ("gum_dev" if held else "train"),
                {
                    "source": "gum",
                    **{k: record[k] for k in keep},
                    "ner": gum_entities(record),
                    "types": ["PER", "ORG", "LOC", "DATE"],
                },
            )


# --- entities ----------------------------------------------------------------------------------


def column_sentences(path: Path, sep: str | None) -> Iterator[tuple[list[str], list[str]]]:
    """(words, tags) of a two-column file with blank lines between sentences."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.strip():
            parts = line.split(sep)
            words.append(parts[0])
            tags.append(parts[-1].strip())
        elif words:
            yield words, tags
            words, tags = [], []


def spans_of(tags: list[str]) -> list[tuple[int, int, str]]:
    """(start, end, type) of BIO or IOB1 tags."""
    spans: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        if tag == "O":
            continue
        mark, _, kind = tag.partition("-")
        if mark == "I" and spans and spans[-1][1] == i and spans[-1][2] == kind:
            spans[-1] = (spans[-1][0], i + 1, kind)
        else:
            spans.append((i, i + 1, kind))
    return spans


def mapped(tags: list[str], mapping: dict[str, str]) -> list[str]:
    """BIO tags with the types renamed; types without a name are dropped."""
    spans = [(s, e, mapping[k]) for s, e, k in spans_of(tags) if k in mapping]
    return bio(len(tags), spans)


GMB = {"geo": "LOC", "per": "PER", "org": "ORG", "tim": "DATE"}


COUNTRIES = frozenset(
    ["States", "Nations", "Emirates", "Philippines", "Netherlands", "Islands", "Maldives", "Bahamas"]
)


def gmb_tags(words: list[str], tags: list[str], pos: list[str]) -> list[str]:
    """Groningen tags in our types: gpe is NORP as adjective or plural, else LOC."""
    spans = []
    for start, end, kind in spans_of(tags):
        if kind == "gpe":
            plain = pos[end - 1] in {"NNP", "NN"} or words[end - 1] in COUNTRIES
            spans.append((start, end, "LOC" if plain else "NORP"))
        elif kind in GMB:
            spans.append((start, end, GMB[kind]))
    return bio(len(tags), spans)


def groningen(data: Path) -> list[Record]:
    """The Groningen news sentences in file order (the row is the sentence id)."""
    sentences: list[tuple[list[str], list[str], list[str]]] = []
    with (data / "entities/gmb_voa_news.csv").open(encoding="utf-8", newline="") as file:
        for first, word, pos, tag in list(csv.reader(file))[1:]:
            if first:
                sentences.append(([], [], []))
            for column, value in zip(sentences[-1], (word, pos, tag), strict=True):
                column.append(value)
    return [
        {
            "id": f"gmb-{i}",
            "source": "gmb",
            "words": words,
            "ner": gmb_tags(words, tags, pos),
            "types": ["PER", "ORG", "LOC", "NORP", "DATE"],
        }
        for i, (words, pos, tags) in enumerate(sentences)
    ]


def own_lines(name: str) -> list[Record]:
    """The rows of a file that was marked for this project (see data/README.md)."""
    return [json.loads(line) for line in (OWN / name).read_text(encoding="utf-8").splitlines()]


def with_names(record: Record, marks: dict[str, list[list[Any]]]) -> Record:
    """An EWT training sentence with the names marked for this project.

    Sentences without a proper noun were not shown to the reader who marked: they hold no names.
    """
    if record["id"] not in marks and "PROPN" in record["upos"]:
        return record
    spans = [(s, e, k) for s, e, k in marks.get(record["id"], [])]
    return record | {"ner": bio(len(record["words"]), spans), "types": ["PER", "ORG", "LOC"]}


def other_entities(data: Path) -> Iterator[Record]:
    """Wikigold, WNUT17 and the names among the re3d spans."""
    for words, tags in column_sentences(data / "entities/wikigold.conll", None):
        if "DOCSTART" not in words[0]:
            ner = mapped(tags, {k: k for k in ("PER", "ORG", "LOC")})
            yield _entity("wikigold", words, ner)
    wnut = {"person": "PER", "location": "LOC", "corporation": "ORG", "group": "ORG"}
    for words, tags in column_sentences(data / "entities/wnut17_train.conll", "\t"):
        yield _entity("wnut", words, mapped(tags, wnut))
    re3d = {"Person": "PER", "Location": "LOC", "Organisation": "ORG"}
    for path in sorted((data / "entities/re3d").glob("*.conll")):
        for words, tags in column_sentences(path, "\t"):
            spans = [(s, e, re3d[k]) for s, e, k in spans_of(tags) if k in re3d]
            if all(is_name(words[s:e]) for s, e, _ in spans):
                yield _entity("re3d", words, bio(len(words), spans))


def _entity(source: str, words: list[str], ner: list[str]) -> Record:
    return {"id": source, "source": source, "words": words, "ner": ner, "types": ["PER", "ORG", "LOC"]}


def is_name(words: list[str]) -> bool:
    """A mention is a name when it starts and ends with a capital."""
    return words[0][:1].isupper() and words[-1][:1].isupper()


# --- annotations -------------------------------------------------------------------------------


def as_spans(value: Any) -> list[list[int]]:
    """One span or a list of spans, as a list of spans."""
    if not value:
        return []
    return [value] if isinstance(value[0], int) else list(value)


def frame(kind: str, entry: Record) -> Record:
    """One annotated entry as a frame: kind, anchor span or None, labels and role spans."""
    roles = {role: as_spans(entry.get(key)) for key, role in ROLES[kind].items()}
    anchor = entry.get("cue") if kind == "cue" else entry.get("t")
    label = {"cue": "k", "event": "type", **LABEL}.get(kind)
    out: Record = {"kind": kind, "anchor": anchor, "roles": {k: v for k, v in roles.items() if v}}
    out["label"] = entry[label] if label else kind
    for key in ("issue", "voice"):
        if key in entry:
            out[key] = entry[key]
    if kind == "event":
        out["status"] = entry["st"]
    if anchor is None:
        out["extent"] = (as_spans(entry.get("span")) or as_spans(entry.get("con")))[0]
    return out


def frames_of(sentence: Record) -> list[Record]:
    """The frames of an annotated sentence.

    Kinds without a trigger have an extent instead; training takes its syntactic head as anchor.
    """
    frames = []
    for entry in sentence.get("attr", []):
        if entry.get("cue"):
            frames.append(frame("cue", entry))
        elif entry.get("con"):
            frames.append(frame("cont", entry))
    frames += [frame("event", entry) for entry in sentence.get("ev", [])]
    for kind in ("pos", "prop", "resp", "ass", "stick", "comm", "meet"):
        frames += [frame(kind, e) for e in sentence.get(kind, []) if e.get("t") or e.get("span")]
    return frames


def annotated(data: Path, news: list[Record]) -> Iterator[tuple[str, Record]]:
    """Annotated sentences as (split, record); every fifth of the reports beside the project is held out."""
    folder = data / "annotations"
    for line in (folder / "voa_sentences.jsonl").read_text(encoding="utf-8").splitlines():
        sentence = json.loads(line)
        if sentence["tokens"] != news[sentence["id"]]["words"]:
            raise ValueError(f"sentence {sentence['id']} differs from its Groningen row")
        yield ("voa_dev" if sentence["id"] in HELD_OUT_VOA else "train"), _news(sentence, news)
    for sentence in own_lines("news_entries.jsonl"):
        yield "train", _news(sentence, news)
    index = (folder / "written_reports_index.jsonl").read_text(encoding="utf-8").splitlines()
    held = set()
    for i, line in enumerate(index):
        report = json.loads(line)
        if i % 5 == 4:
            held |= set(range(report["first"], report["last"] + 1))
    for line in (folder / "written_reports.jsonl").read_text(encoding="utf-8").splitlines():
        sentence = json.loads(line)
        yield ("written_dev" if sentence["id"] in held else "train"), _written(sentence)
    for sentence in own_lines("written_reports.jsonl"):
        yield "train", _written(sentence)


def _news(sentence: Record, news: list[Record]) -> Record:
    row = {**news[sentence["id"]], "id": f"voa-{sentence['id']}", "source": "voa"}
    return {**row, "frames": frames_of(sentence)}


def _written(sentence: Record) -> Record:
    spans = [(s, e, "DATE") for s, e in sentence.get("time", [])]
    return {
        "id": f"written-{sentence['id']}",
        "source": "written",
        "words": sentence["tokens"],
        "ner": bio(len(sentence["tokens"]), spans),
        "types": ["DATE"],
        "frames": frames_of(sentence),
    }


# --- one word, two ways ------------------------------------------------------------------------


def resplit(record: Record) -> Record | None:
    """Give the same sentence with hyphenated words split as the treebanks split them, if it has any.

    The news and the reports leave "U.S.-led" whole; raw text will come to the model split.
    """
    parts = [list(split_hyphens(w)) if "-" in w[1:-1] else [w] for w in record["words"]]
    words = [w for part in parts for w in part]
    if len(words) == len(parts):
        return None
    at = [0]
    for part in parts:
        at.append(at[-1] + len(part))
    out = {**record, "words": words}

    def move(span: list[int]) -> list[int]:
        return [at[span[0]], at[span[1]]]

    if "ner" in record:
        out["ner"] = bio(len(words), [(at[s], at[e], k) for s, e, k in spans_of(record["ner"])])
    if "frames" in record:
        out["frames"] = [
            f
            | {k: move(f[k]) for k in ("anchor", "extent") if f.get(k)}
            | {"roles": {k: [move(s) for s in v] for k, v in f["roles"].items()}}
            for f in record["frames"]
        ]
    return out


def everything(data: Path) -> Iterator[tuple[str, Record]]:
    """All sentences of all sources as (split, record)."""
    yield from treebanks(data)
    news = groningen(data)
    taught = set()
    for split, record in annotated(data, news):
        taught.add(int(record["id"].split("-")[1]))
        yield split, record
    for i, record in enumerate(news):
        if i not in taught and i not in HELD_OUT_VOA:
            yield "train", record
    for record in other_entities(data):
        yield "train", record
    for words, tags in uner(data):
        yield "uner_dev", _entity("uner", words, tags)


def uner(data: Path) -> Iterator[tuple[list[str], list[str]]]:
    """(words, tags) of the entity list over EWT dev; for choosing only."""
    text = (data / "entities/uner_ewt_dev.iob2").read_text(encoding="utf-8")
    for block in text.split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and line[0] != "#"]
        if rows:
            tags = [row[2] if row[2][2:] in {"PER", "ORG", "LOC"} else "O" for row in rows]
            yield [row[1] for row in rows], tags


def main(data: Path, build: Path) -> None:
    """Write BUILD/<split>.jsonl for every split."""
    splits: dict[str, list[Record]] = {}
    for split, record in everything(data):
        other = resplit(record) if split == "train" and "heads" not in record else None
        if other:
            record["other"] = other
        splits.setdefault(split, []).append(record)
    build.mkdir(parents=True, exist_ok=True)
    for split, records in splits.items():
        lines = (json.dumps(record, ensure_ascii=False) for record in records)
        (build / f"{split}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{split}: {len(records)} sentences, {sum(len(r['words']) for r in records)} words")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
