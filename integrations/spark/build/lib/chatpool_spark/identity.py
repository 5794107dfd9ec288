"""Who is who, over any number of records: `chatpool resolve` in pieces."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pyspark import StorageLevel
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from .components import connected_components
from .program import Program, through


@dataclass
class Resolution:
    """Whose each record is, and how it went."""

    #: Columns ``record_id`` and ``customer_id``.
    customers: DataFrame
    #: The model, as `resolve --train --learn` wrote it.
    model: str
    #: Blocks that are larger than their key allows: passed over, as on one machine.
    passed_blocks: int
    #: Records of the largest set that one process resolved.
    largest_set: int
    #: Links within blocks.
    links: int
    #: Everything else that was counted on the way.
    counts: dict[str, int] = field(default_factory=dict)


def resolve(records: DataFrame, work: str, program: Program | None = None, partitions: int | None = None, careful: bool = False) -> Resolution:
    """Finds out which records are one person: what ``chatpool resolve`` comes to for all of them in one process.

    Args:
        records: a column ``line`` of records as `chatpool resolve` reads them, each with a ``record_id`` of its own.
        work: a folder on a Hadoop file system for what goes from one stage to the next.
        program: where the program is.
        partitions: into how many parts values and sets are brought together; Spark's setting when left out.
        careful: link only what is beyond doubt.
    """
    spark = records.sparkSession
    program = program or Program()
    partitions = partitions or int(spark.conf.get("spark.sql.shuffle.partitions") or 200)
    bold = ["--careful"] if careful else []
    keys = _kept(
        through(records, program, ["resolve", "--keys", "--threads", "1"]).select(
            F.from_json("line", "record_id string, rows string, keys array<string>").alias("r")
        ).select("r.*"),
        f"{work}/keys",
    )
    _refuse_repeated(keys)
    values = keys.select("record_id", F.explode("keys").alias("key")).select(
        "record_id",
        F.substring_index("key", ":", 2).alias("value"),
        F.substring_index("key", ":", 1).alias("kind"),
        F.substring_index("key", ":", -1).cast("int").alias("row"),
    )
    empty = json.loads(_single(program, ["resolve", "--train"], []))
    caps: dict[str, int] = empty["caps"]

    # Rows that say the same many times over are one person's from the start and stand in no block.
    many = values.where("kind = 'same'").groupBy("value").count().where(F.col("count") > empty["repeat_limit"]).select("value")
    same = _kept(
        through(_lines(values.join(many, "value"), keys, ["value", "record_id", "rows"], partitions), program, ["resolve", "--shares", "--threads", "1"])
        .select(F.from_json("line", "record_id string, row int, first string, repeats boolean").alias("r"))
        .select("r.*"),
        f"{work}/same",
    )
    repeats = same.where("repeats").select("record_id", "row")
    in_block = F.col("kind").isin(list(caps))
    values = values.where(~in_block).unionByName(values.where(in_block).join(repeats, ["record_id", "row"], "left_anti").select(values.columns))

    counted = _kept(values.groupBy("value", "kind").count().where("count > 1"), f"{work}/counted")
    shared = counted.where(F.col("kind").isin("of-phone", "of-account", "of-door")).select("value")
    shares = (
        through(_lines(values.join(shared, "value"), keys, ["value", "record_id", "rows"], partitions), program, ["resolve", "--shares", "--threads", "1"])
        .select(F.from_json("line", "value string, share int").alias("r"))
        .select("r.*")
    )
    told = counted.join(shares, "value", "left").select(
        "value", F.concat_ws(" ", "value", "count", F.coalesce("share", F.lit(0))).alias("told")
    )
    weighed = _kept(
        keys.select("record_id", "rows")
        .join(
            values.select("record_id", "value").distinct().join(told, "value").groupBy("record_id").agg(F.sort_array(F.collect_list("told")).alias("counts")),
            "record_id",
            "left",
        )
        .join(repeats.groupBy("record_id").agg(F.sort_array(F.collect_list("row")).alias("repeats")), "record_id", "left"),
        f"{work}/weighed",
    )

    # Two rounds of counting, then the weights.
    sizes = counted.where(in_block).groupBy("kind", "count").agg(F.count(F.lit(1)).alias("blocks")).collect()
    first = _train(through(keys.select(F.to_json(F.struct("record_id", "rows")).alias("line")), program, ["resolve", "--train", "--threads", "1"]), program, [
        json.dumps({"key": row["kind"], "size": row["count"], "blocks": row["blocks"]}) for row in sizes
    ])
    block = F.lit(False)
    for kind, cap in caps.items():
        block = block | ((F.col("kind") == kind) & (F.col("count") <= cap))
    members = values.join(counted.where(block).select("value"), "value").select("value", "record_id").distinct()
    blocks = _sorted(members.join(weighed, "record_id"), ["value", "record_id", "rows", "counts", "repeats"], partitions).persist(StorageLevel.DISK_ONLY)
    second = ["resolve", "--train", "--model", "{model}", "--threads", "1"]
    rows = weighed.select(_line(["record_id", "rows", "counts", "repeats"]))
    counts = [row["line"] for part in (rows, blocks) for row in through(part, program, second, {"model": first}).collect()]
    model = _single(program, ["resolve", "--train", "--learn", "--model", "{model}"], counts, {"model": first})

    # Links within blocks tie records to sets that do not touch; each is resolved by one process.
    links = _kept(
        through(blocks, program, ["resolve", "--links", "--model", "{model}", "--threads", "1", *bold], {"model": model})
        .select(F.from_json("line", "left string, right string").alias("r"))
        .select("r.*"),
        f"{work}/links",
    )
    blocks.unpersist()
    ties = same.select(F.col("first").alias("left"), F.col("record_id").alias("right"))
    components = _kept(connected_components(links.unionByName(ties), f"{work}/components"), f"{work}/sets")
    largest = components.groupBy("component").count().agg(F.max("count")).first()
    found = (
        weighed.join(components, "record_id", "left")
        .withColumn("component", F.coalesce("component", "record_id"))
        .repartition(partitions, "component")
        .select(_line(["record_id", "rows", "counts", "repeats"]))
    )
    customers = _kept(
        through(found, program, ["resolve", "--model", "{model}", "--threads", "1", *bold], {"model": model})
        .select(F.from_json("line", "record_id string, customer_id string").alias("r"))
        .select("r.*"),
        f"{work}/customers",
    )
    return Resolution(
        customers=customers,
        model=model,
        passed_blocks=json.loads(model)["passed_blocks"],
        largest_set=int(largest[0] or 1) if largest else 1,
        links=links.count(),
        counts={"records": keys.count(), "repeats": repeats.count(), "block_rows": members.count()},
    )


def _refuse_repeated(keys: DataFrame) -> None:
    """Records are joined by their ids: two of one id would come out as four."""
    row = keys.agg(F.count(F.lit(1)).alias("all"), F.countDistinct("record_id").alias("ids")).first()
    if row is not None and row["all"] != row["ids"]:
        raise ValueError(f"{row['all'] - row['ids']} records have the id of another")


def _kept(frame: DataFrame, path: str) -> DataFrame:
    """The frame as written to a path: a stage that is done is not done again when an executor is lost."""
    frame.write.mode("overwrite").parquet(path)
    return frame.sparkSession.read.schema(frame.schema).parquet(path)


def _line(columns: Sequence[str]) -> Column:
    return F.to_json(F.struct(*columns)).alias("line")


def _sorted(frame: DataFrame, columns: Sequence[str], partitions: int) -> DataFrame:
    """Lines that share a value in one partition, in the order of values."""
    return frame.repartition(partitions, "value").sortWithinPartitions("value", "record_id").select(_line(columns))


def _lines(values: DataFrame, keys: DataFrame, columns: Sequence[str], partitions: int) -> DataFrame:
    return _sorted(values.select("value", "record_id").distinct().join(keys.select("record_id", "rows"), "record_id"), columns, partitions)


def _single(program: Program, options: Sequence[str], lines: Sequence[str], files: dict[str, str] | None = None) -> str:
    """The one line that the program writes here, on the driver."""
    return next(iter(list(program.lines(options, lines, files))))


def _train(parts: DataFrame, program: Program, more: Sequence[str]) -> str:
    """Adds up the counts of all parts."""
    return _single(program, ["resolve", "--train"], [row["line"] for row in parts.collect()] + list(more))


def model_summary(model: str) -> dict[str, Any]:
    """What a model says of the records it was learned of: rows, pairs in blocks, blocks passed over."""
    known = json.loads(model)
    return {"rows": known["rows"]["rows"], "block_pairs": known["block_pairs"], "passed_blocks": known["passed_blocks"]}
