"""Sets of records that links tie, by alternating label propagation in DataFrames."""

from __future__ import annotations

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

#: Rounds after which something is wrong: stars halve the distance to the least member in each.
ROUNDS = 60


def connected_components(links: DataFrame, work: str) -> DataFrame:
    """The set of every record that a link names.

    Large stars and small stars alternate (Kiveris et al., Connected Components in MapReduce and Beyond, 2014) until nothing changes. Every round is written
    below ``work`` and read back, so that the plan does not grow and a lost executor costs one round.

    Args:
        links: columns ``left`` and ``right``.
        work: a folder on a Hadoop file system for the rounds.

    Returns:
        Columns ``record_id`` and ``component``, the least record id of the set. Records without links are not among them.
    """
    spark = links.sparkSession
    edges = links.select(F.greatest("left", "right").alias("u"), F.least("left", "right").alias("v")).where("u <> v").distinct()
    mark: tuple[int, int] | None = None
    for number in range(ROUNDS):
        path = f"{work}/round-{number}"
        _small_star(_large_star(edges)).write.mode("overwrite").parquet(path)
        edges = spark.read.parquet(path)
        row = edges.agg(F.count(F.lit(1)), F.sum(F.xxhash64("u", "v").cast("decimal(38,0)"))).first()
        assert row is not None
        found = (int(row[0]), int(row[1] or 0))
        if found == mark:
            break
        mark = found
    else:
        raise RuntimeError(f"the sets of linked records did not settle in {ROUNDS} rounds")
    heads = edges.select(F.col("v").alias("record_id"), F.col("v").alias("component")).distinct()
    return edges.select(F.col("u").alias("record_id"), F.col("v").alias("component")).unionByName(heads)


def _large_star(edges: DataFrame) -> DataFrame:
    """Every greater neighbour of a record is tied to the least record among its neighbours and itself."""
    both = edges.unionByName(edges.select(F.col("v").alias("u"), F.col("u").alias("v")))
    least = both.groupBy("u").agg(F.least(F.min("v"), F.first("u")).alias("m"))
    return both.where("v > u").join(least, "u").select(F.col("v").alias("u"), F.col("m").alias("v")).where("u <> v").distinct()


def _small_star(edges: DataFrame) -> DataFrame:
    """The lesser neighbours of a record, and the record itself, are tied to the least of them."""
    least = edges.groupBy("u").agg(F.min("v").alias("m"))
    tied = edges.join(least, "u").select(F.col("v").alias("u"), F.col("m").alias("v"))
    return tied.unionByName(least.select("u", F.col("m").alias("v"))).where("u <> v").distinct()
