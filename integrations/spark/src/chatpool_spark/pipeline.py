"""Exports on any Hadoop path to customers: messages, records, identity, golden records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F

from .components import connected_components
from .identity import Resolution, resolve
from .program import BATCH, Program, through

#: Files that are larger are not read and stand among the problems: formats are read whole, and none of them may be cut.
LARGEST_FILE = 1 << 30

#: Chats of one name that are still compared.
NAMESAKES = 200

#: Records up to which one process makes the customers, so that stages and relations are told by all of them.
WHOLE_RECORDS = 2_000_000


#: What the store keeps of a line.
STORED = "chat string, kind string, chat_id string, title string, sender string, path string, place long, line string, day string"


@dataclass(frozen=True)
class Options:
    """What the seller would give `chatpool import`."""

    #: The seller's names as the chats show them. They have to be given: a part of the chats cannot infer them as all can.
    owners: Sequence[str] = ()
    #: The product list's text, a CSV with the columns product, aliases, unit, price.
    catalog: str | None = None
    #: The shop's country, two letters. It has to be given: a part of the chats may speak of another, and its currency.
    region: str | None = None
    #: Link only what is beyond doubt.
    careful: bool = False
    #: Where the program is.
    program: Program = field(default_factory=Program)
    #: Into how many parts chats, values and sets are brought together; Spark's setting when left out.
    partitions: int | None = None


@dataclass
class Outcome:
    """What a run came to."""

    #: Column ``line``: customers as the contract has them.
    customers: DataFrame
    #: Columns ``record_id``, ``conversation``, ``line``.
    records: DataFrame
    #: Whose each record is, and how it went.
    resolution: Resolution
    #: Columns ``path`` and ``problem``: files that were not read or were odd; what is said holds no text of a chat.
    problems: DataFrame


def messages(spark: SparkSession, exports: str, options: Options | None = None, work: str | None = None) -> DataFrame:
    """Every message and table row of the exports, a program for each file.

    Args:
        work: a folder on a Hadoop file system. Spark reads no file or folder whose name begins with ``_``, as WhatsApp's ``_chat.txt`` does: these are copied there under
            another name. When left out they stand among the problems.

    Returns:
        Columns ``path``, ``line`` (null where there is only a problem) and ``problem``.
    """
    program = (options or Options()).program
    aside, passed = _unseen(spark, exports, work)
    reader = spark.read.format("binaryFile").option("recursiveFileLookup", "true")
    files = reader.load(exports).select("path", "length", "content")
    if aside:
        files = files.unionByName(reader.load(f"{work}").select("path", "length", "content"))
    names = spark.sparkContext.broadcast(aside)
    small = files.where(F.col("length") <= LARGEST_FILE).select("path", "content")

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for path, content in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist()):
                name = names.value.get(path.rsplit("/", 1)[1], path).removeprefix("file:")
                lines, code, said = program.of_bytes(["messages", "--tables", "--name", name, "-"], content)
                for at in range(0, len(lines), BATCH):
                    some = lines[at : at + BATCH]
                    yield _batch([name] * len(some), some, [None] * len(some))
                if code != 0 or said:
                    yield _batch([name], [None], [f"{code}: {said}"])

    taken = small.mapInArrow(read, "path string, line string, problem string")
    large = files.where(F.col("length") > LARGEST_FILE).select(
        "path", F.lit(None).cast("string").alias("line"), F.lit(f"larger than {LARGEST_FILE} bytes: unpack or part it first").alias("problem")
    )
    unseen = spark.createDataFrame([(path, None, "Spark reads no file of this name") for path in passed], "path string, line string, problem string")
    return taken.unionByName(large).unionByName(unseen)


def _unseen(spark: SparkSession, exports: str, work: str | None) -> tuple[dict[str, str], list[str]]:
    """Files below names that begin with ``_``: those that were copied, by their new names, and those that were not. Names that begin with a point nobody reads."""
    hadoop = spark.sparkContext._jvm.org.apache.hadoop.fs  # type: ignore[union-attr]
    settings = spark.sparkContext._jsc.hadoopConfiguration()
    given = hadoop.Path(exports)
    system = given.getFileSystem(settings)
    found: list[str] = []
    for root in system.globStatus(given) or []:
        top = root.getPath().toString()
        listed = system.listFiles(root.getPath(), True)
        while listed.hasNext():
            path = listed.next().getPath().toString()
            parts = path.removeprefix(top).split("/") if path != top else [path.rsplit("/", 1)[1]]
            if any(part.startswith("_") and "=" not in part for part in parts) and not any(part.startswith(".") for part in parts):
                found.append(path)
    if work is None:
        return {}, found
    hadoop.Path(work).getFileSystem(settings).delete(hadoop.Path(work), True)
    copied = {}
    for number, path in enumerate(sorted(found)):
        name = f"unseen-{number}-{path.rsplit('/', 1)[1]}"
        target = hadoop.Path(work, name)
        hadoop.FileUtil.copy(system, hadoop.Path(path), target.getFileSystem(settings), target, False, settings)
        copied[name] = path
    return copied, []


def _batch(paths: list[str], lines: list[str] | list[None], problems: list[str] | list[None]) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.array(v, pa.string()) for v in (paths, lines, problems)], ["path", "line", "problem"])


def keyed(lines: DataFrame) -> DataFrame:
    """Adds what brings lines together: ``chat`` (null for a row of a table that names no account), its names, and the ``place`` in the file."""

    def told(path: str) -> Column:
        return F.get_json_object("line", path)

    platform = F.coalesce(told("$.platform"), F.lit(""))
    is_message = told("$.text").isNotNull()
    name = F.concat_ws("|", platform, F.coalesce(told("$.chat.id"), told("$.chat.title"), F.lit("")))
    # A contact tells the name of the account's own chat.
    contact = F.when(told("$.contact.id").isNotNull(), F.concat_ws("|", told("$.contact.platform"), told("$.contact.id")))
    kind = F.when(told("$.chat.kind") == "group", F.lit("group")).otherwise(F.lit("direct"))
    return lines.select(
        F.when(is_message, name).otherwise(contact).alias("chat"),
        F.when(is_message, F.concat_ws("|", platform, kind)).alias("kind"),
        told("$.chat.id").alias("chat_id"),
        told("$.chat.title").alias("title"),
        F.when(F.coalesce(told("$.sender.is_owner"), F.lit("")) != "true", told("$.sender.name")).alias("sender"),
        "path",
        F.coalesce(told("$.source.index"), told("$.source.line")).cast("long").alias("place"),
        "line",
    )


def conversations(lines: DataFrame, work: str, options: Options | None = None) -> DataFrame:
    """Adds ``conversation``: chats that bear one name go to one process, which sees by their messages whether they are one.

    Names are the title and, where the sellers are given, the only other side of a talk between two, letter by letter. A name that more than `NAMESAKES` chats bear
    brings none together.

    Args:
        lines: what `keyed` gave.
        work: a folder on a Hadoop file system.
    """
    options = options or Options()
    titles = lines.where("kind is not null and title <> ''").select("chat", "kind", F.col("title").alias("name"))
    names = titles
    if options.owners:
        others = lines.where(F.col("kind").endswith("|direct") & ~F.col("sender").isin(list(options.owners)) & (F.col("sender") != ""))
        names = titles.unionByName(others.groupBy("chat", "kind").agg(F.min("sender").alias("name"), F.max("sender").alias("last")).where("name = last").drop("last"))
    ties = names.select("chat", F.concat_ws("|", F.lit("name"), "kind", "name").alias("name")).distinct()
    shared = ties.groupBy("name").count().where(f"count between 2 and {NAMESAKES}").select("name")
    links = ties.join(shared, "name").select(F.col("chat").alias("left"), F.col("name").alias("right"))
    sets = connected_components(links, work).withColumnRenamed("record_id", "chat")
    return lines.join(sets, "chat", "left").withColumn("conversation", F.coalesce("component", "chat", F.lit("tables"))).drop("component")


def records(lines: DataFrame, options: Options | None = None) -> DataFrame:
    """A record of each account in each chat.

    Args:
        lines: what `conversations` gave, whole conversations.

    Returns:
        Columns ``record_id``, ``conversation`` (of the record) and ``line``.

    Raises:
        ValueError: the sellers or the shop's country are not given.
    """
    options = options or Options()
    if not options.owners or not options.region:
        raise ValueError("name the sellers (owners) and the shop's country (region): a part of the chats tells neither as all do")
    command = ["records", "--part"]
    for owner in options.owners:
        command += ["--owner", owner]
    command += ["--region", options.region]
    if options.catalog is not None:
        command += ["--catalog", "{catalog}"]
    parts = _partitions(lines, options)
    together = lines.repartition(parts, "conversation").sortWithinPartitions("path", "place", "line").select("line")
    found = through(together, options.program, command, {"catalog": options.catalog} if options.catalog is not None else None)
    return found.select(
        F.get_json_object("line", "$.record_id").alias("record_id"), F.get_json_object("line", "$.conversation").alias("conversation"), "line"
    )


def customers(records: DataFrame, ids: DataFrame, options: Options | None = None, whole: bool | None = None) -> DataFrame:
    """Golden customers of records and ids.

    Args:
        records: columns ``record_id`` and ``line``.
        ids: columns ``record_id`` and ``customer_id``.
        whole: one process makes them all, and the lines are those that a pool writes. Otherwise many do, and ``stage`` and ``relations`` are left out, since they are
            told by all customers together. By the number of records when left out.
    """
    options = options or Options()
    if whole is None:
        whole = records.count() <= WHOLE_RECORDS
    told = ids.select("customer_id", "record_id", F.to_json(F.struct("record_id", "customer_id")).alias("line"), F.lit(0).alias("kind"))
    held = records.join(ids, "record_id").select("customer_id", "record_id", "line", F.lit(1).alias("kind"))
    both = told.unionByName(held)
    if whole:
        return through(both.repartition(1).sortWithinPartitions("record_id", "kind"), options.program, ["customers"])
    parts = both.repartition(_partitions(records, options), "customer_id").sortWithinPartitions("record_id", "kind")
    return _without(through(parts, options.program, ["customers"]), ["stage", "relations"])


def _without(lines: DataFrame, fields: Sequence[str]) -> DataFrame:
    def cut(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            kept = []
            for line in batch.column(0).to_pylist():
                customer = json.loads(line)
                for name in fields:
                    customer.pop(name, None)
                kept.append(json.dumps(customer, ensure_ascii=False, separators=(",", ":")))
            yield pa.RecordBatch.from_arrays([pa.array(kept, pa.string())], ["line"])

    return lines.mapInArrow(cut, "line string")


def _partitions(frame: DataFrame, options: Options) -> int:
    return options.partitions or int(frame.sparkSession.conf.get("spark.sql.shuffle.partitions") or 200)


def run(spark: SparkSession, exports: str, store: str, options: Options | None = None, day: str = "all", whole: bool | None = None) -> Outcome:
    """Reads a day's exports into a store and makes customers of everything that the store holds.

    Chats of which the day brought something are read anew from all their messages; records of others stay. The same day again replaces what it brought.

    Args:
        exports: a file or folder on any Hadoop path.
        store: a folder on a Hadoop path, which keeps messages and records by day.
        day: the day's name; days are taken in the order of their names.
        whole: see `customers`.
    """
    options = options or Options()
    if not options.owners or not options.region:
        raise ValueError("name the sellers (owners) and the shop's country (region): a part of the chats tells neither as all do")
    read = f"{store}/read/day={day}"
    messages(spark, exports, options, f"{store}/work/unseen").write.mode("overwrite").parquet(read)
    raw = spark.read.schema("path string, line string, problem string").parquet(read)
    keyed(raw.where("line is not null")).write.mode("overwrite").parquet(f"{store}/messages/day={day}")
    every = spark.read.schema(STORED).parquet(f"{store}/messages").where(F.col("day").cast("string") <= day)
    placed = conversations(every, f"{store}/work/chats", options)
    touched = placed.where(F.col("day").cast("string") == day).select("conversation").distinct()
    again = placed.join(touched, "conversation", "left_semi")
    # The same export again, or a longer one, brings lines that are there: the program passes over what it has read.
    fresh = records(again, options)
    before = _before(spark, f"{store}/records", day)
    if before is None:
        now = fresh
    else:
        # What was a chat of its own may have turned out to be another export of one.
        chats = again.where("kind is not null").select("chat").distinct()
        of_chat = F.when(F.col("conversation") != "", F.concat_ws("|", F.get_json_object("line", "$.platform"), "conversation"))
        others = before.withColumn("chat", of_chat).join(chats, "chat", "left_anti").drop("chat")
        now = fresh.unionByName(others.join(fresh.select("record_id"), "record_id", "left_anti").select("record_id", "conversation", "line"))
    now.write.mode("overwrite").parquet(f"{store}/records/day={day}")
    kept = spark.read.schema("record_id string, conversation string, line string").parquet(f"{store}/records/day={day}")
    resolution = resolve(kept.select("line"), f"{store}/work", options.program, options.partitions, options.careful)
    made = customers(kept, resolution.customers, options, whole)
    return Outcome(customers=made, records=kept, resolution=resolution, problems=raw.where("problem is not null").select("path", "problem"))


def _before(spark: SparkSession, path: str, day: str) -> DataFrame | None:
    """The records of the last day before this one."""
    try:
        known = spark.read.schema("record_id string, conversation string, line string, day string").parquet(path)
    except Exception as problem:
        if "PATH_NOT_FOUND" in str(problem):
            return None
        raise
    last = known.where(F.col("day") < day).agg(F.max("day")).first()
    if last is None or last[0] is None:
        return None
    return known.where(F.col("day") == last[0]).drop("day").localCheckpoint()


def write(lines: DataFrame, path: str, kind: str = "json") -> None:
    """Writes customers: ``json`` lines, ``parquet`` (id, name, phone, stage and the whole line), or ``delta`` and ``iceberg`` where the session has them."""
    if kind == "json":
        lines.select(F.col("line").alias("value")).write.mode("overwrite").text(path)
        return
    columns = lines.select(
        F.get_json_object("line", "$.id").alias("id"),
        F.get_json_object("line", "$.name").alias("name"),
        F.get_json_object("line", "$.phones[0].number").alias("phone"),
        F.get_json_object("line", "$.stage").alias("stage"),
        F.get_json_object("line", "$.last_seen").alias("last_seen"),
        "line",
    )
    if kind == "iceberg":
        columns.writeTo(path).using("iceberg").createOrReplace()
    else:
        columns.write.format(kind).mode("overwrite").save(path)
