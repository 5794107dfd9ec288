"""`chatpool-spark EXPORTS STORE CUSTOMERS`, also for spark-submit."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pyspark.sql import SparkSession

from . import Options, Program, run, write


def main(arguments: list[str] | None = None) -> int:
    """Reads exports into a store and writes the customers; 1 where a file was odd and --strict was given."""
    parser = argparse.ArgumentParser(prog="chatpool-spark", description=__doc__)
    parser.add_argument("exports", help="a file or folder on any Hadoop path")
    parser.add_argument("store", help="a folder that keeps messages and records by day")
    parser.add_argument("customers", help="where the customers go")
    parser.add_argument("--day", default="all", help="the name of the day whose exports these are, such as 2026-12-01")
    parser.add_argument("--owner", action="append", required=True, help="the seller's name as the chats show it")
    parser.add_argument("--catalog", help="the product list, a CSV on this machine")
    parser.add_argument("--region", required=True, help="the shop's country, two letters")
    parser.add_argument("--careful", action="store_true", help="link only what is beyond doubt")
    parser.add_argument("--format", default="json", choices=["json", "parquet", "delta", "iceberg"])
    parser.add_argument("--partitions", type=int)
    parser.add_argument("--program", help="where chatpool is on every machine; else shipped with --files, or on PATH")
    parser.add_argument("--strict", action="store_true", help="end with 1 when a file was odd")
    given = parser.parse_args(arguments)
    spark = SparkSession.builder.appName("chatpool").getOrCreate()
    options = Options(
        owners=given.owner,
        catalog=Path(given.catalog).read_text("utf-8") if given.catalog else None,
        region=given.region,
        careful=given.careful,
        program=Program(given.program),
        partitions=given.partitions,
    )
    outcome = run(spark, given.exports, given.store, options, given.day)
    write(outcome.customers, given.customers, given.format)
    problems = outcome.problems.collect()
    for row in problems:
        print(f"chatpool-spark: {row['path']}: {row['problem']}", file=sys.stderr)
    found = outcome.resolution
    print(
        f"chatpool-spark: {found.counts['records']} records, {found.links} links, largest set {found.largest_set}, {found.passed_blocks} blocks passed over",
        file=sys.stderr,
    )
    return 1 if problems and given.strict else 0


if __name__ == "__main__":
    sys.exit(main())
