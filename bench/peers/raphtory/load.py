"""Makes a Raphtory graph of edges.csv and actors.csv and saves it.

    load.py EDGES ACTORS WHERE-TO-SAVE

Prints one line of JSON: the seconds that loading took, counted from before the
first file is read, and those that saving took.

A relation is an addition on its first day and a deletion on the day after its
last, since Raphtory's spells exclude their end. Its kind is its layer. Its dates
go along as one property, "span", written start/end: a view of one day knows no
days but its own, and two properties cost a reader far more than one.
"""

import json
import sys
import time

import pyarrow
import pyarrow.compute as pc
import pyarrow.csv
from raphtory import PersistentGraph

TEXT = pyarrow.string()
DAY = pyarrow.timestamp("ms")
ONE_DAY = pyarrow.scalar(24 * 60 * 60 * 1000, pyarrow.duration("ms"))

# Rows handed over at a time. Raphtory inserts in the order of time faster than
# out of it, so additions and deletions take turns instead of following one
# another.
CHUNK = 1 << 16


def read(path, **types):
    options = pyarrow.csv.ConvertOptions(
        include_columns=list(types), column_types=types, strings_can_be_null=False
    )
    return pyarrow.csv.read_csv(path, convert_options=options)


def load(graph, edges, actors):
    actors = read(actors, id=TEXT, name=TEXT)
    never = pyarrow.array([0] * len(actors), pyarrow.int64())
    actors = actors.append_column("time", never)
    graph.load_nodes(actors, time="time", id="id", metadata=["name"])

    rows = read(edges, source=TEXT, target=TEXT, kind=TEXT, start=DAY, end=DAY)
    if not pc.all(pc.less_equal(rows["start"][:-1], rows["start"][1:])).as_py():
        rows = rows.sort_by("start")
    for begin in range(0, len(rows), CHUNK):
        load_chunk(graph, rows.slice(begin, CHUNK))


def load_chunk(graph, rows):
    """Loads rows that are sorted by start.

    Deletions come first. Of two events of one moment the later loaded wins, and
    where a spell begins on the day after another of its pair has ended, the
    beginning must win.
    """
    place = dict(time="time", src="source", dst="target", layer_col="kind")
    ended = rows.filter(pc.is_valid(rows["end"]))
    after = pc.add(ended["end"], ONE_DAY)
    if len(ended):
        graph.load_edge_deletions(
            ended.select(["source", "target", "kind"]).append_column("time", after),
            **place,
        )
    graph.load_edges(
        rows.select(["source", "target", "kind"])
        .append_column("time", rows["start"])
        .append_column("span", spans(rows)),
        properties=["span"],
        **place,
    )


def spans(rows):
    written = [pc.strftime(rows[side], "%Y-%m-%d") for side in ("start", "end")]
    return pc.binary_join_element_wise(
        *written, "/", null_handling="replace", null_replacement=""
    )


def main():
    edges, actors, target = sys.argv[1:]
    began = time.monotonic()
    graph = PersistentGraph()
    load(graph, edges, actors)
    loaded = time.monotonic()
    graph.save_to_file(target)
    saved = time.monotonic()
    print(json.dumps({"load": loaded - began, "save": saved - loaded}))


if __name__ == "__main__":
    main()
