#!/usr/bin/env python3
"""Runs exports through Spark and through the single program, and compares whose each record is.

    compare.py CHATPOOL EXPORTS --owner NAME --region CC [--catalog FILE] [--cluster] [--kill] [--days] [--least 0.9995] [--work DIR]

Without --cluster on local[2]; with it on a master and two workers of 512 MB, processes of their own; with --kill one executor is killed while records are brought
together; with --days every second file comes on a second day. Ends with an error where the F1 of pairs of records that have one customer is under --least, or where nothing was killed that should have been.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyspark
from pyarrow import dataset

SPARK = Path(pyspark.__file__).parent
TIMEOUT = 900


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("exports", type=Path)
    parser.add_argument("--owner", action="append", required=True)
    parser.add_argument("--region", required=True)
    parser.add_argument("--catalog", type=Path)
    parser.add_argument("--cluster", action="store_true")
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--days", action="store_true")
    parser.add_argument("--least", type=float, default=0.9995)
    parser.add_argument("--work", type=Path, help="kept; a folder that is removed when left out")
    given = parser.parse_args()
    given.program = given.program.resolve()
    given.exports = given.exports.resolve()
    with contextlib.ExitStack() as stack:
        work = given.work.resolve() if given.work else Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="chatpool-spark-")))
        work.mkdir(parents=True, exist_ok=True)
        begun = time.monotonic()
        whole_ids, whole_customers = single(given)
        between = time.monotonic()
        master = stack.enter_context(cluster(work)) if given.cluster else "local[2]"
        on_spark(given, master, work)
        took = time.monotonic() - between
        ids = {row["record_id"]: row["customer_id"] for row in dataset.dataset(work / "store/work/customers", format="parquet").to_table().to_pylist()}
        customers = [json.loads(line) for part in sorted((work / "customers").glob("part-*")) for line in part.read_text("utf-8").splitlines()]
        shuffled = shuffle(work / "events")
    precision, recall, f1 = pair_f1(ids, whole_ids)
    only_spark, only_whole = sorted(ids.keys() - whole_ids.keys()), sorted(whole_ids.keys() - ids.keys())
    print(f"single program: {len(whole_ids)} records, {len(set(whole_ids.values()))} customers, {between - begun:.1f} s")
    print(f"Spark, {master}: {len(ids)} records, {len(set(ids.values()))} customers, {took:.1f} s, {shuffled} bytes shuffled")
    print(f"records of one side only: {len(only_spark)} on Spark, {len(only_whole)} of the single program")
    print(f"pairs: precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}")
    same = sum((collections.Counter(map(bare, customers)) & collections.Counter(map(bare, whole_customers))).values())
    print(f"customers that are the same but for paths: {same} of {len(whole_customers)}")
    for name in only_spark + only_whole if "SHOW" in os.environ else []:
        print("only", "Spark" if name in ids else "single", name)
    if len(set(ids.values())) != len(customers):
        sys.exit(f"{len(set(ids.values()))} customer ids, {len(customers)} customers")
    if f1 < given.least or not whole_ids:
        sys.exit(f"F1 {f1:.4f} is under {given.least}")
    return 0


def arguments(given: argparse.Namespace) -> list[str]:
    found = [part for owner in given.owner for part in ("--owner", owner)] + ["--region", given.region]
    return found + (["--catalog", str(given.catalog)] if given.catalog else [])


def single(given: argparse.Namespace) -> tuple[dict[str, str], list[dict[str, object]]]:
    """What the commands come to, one process each."""

    def run(options: list[str], lines: str | None = None) -> str:
        done = subprocess.run([str(given.program), *options], input=lines, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"chatpool {options[0]} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    records = run(["records", *arguments(given)], run(["messages", "--tables", str(given.exports)]))
    ids = run(["resolve"], records)
    customers = run(["customers"], records + ids)
    known = {found["record_id"]: found["customer_id"] for found in map(json.loads, ids.splitlines())}
    return known, [json.loads(line) for line in customers.splitlines()]


def on_spark(given: argparse.Namespace, master: str, work: Path) -> None:
    """The package's own command through spark-submit's doors, the program shipped by Spark where there is a cluster."""
    (work / "events").mkdir(exist_ok=True)
    settings = {
        "spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "4", "spark.default.parallelism": "4", "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1", "spark.executor.memory": "512m", "spark.executor.cores": "1", "spark.eventLog.enabled": "true",
        "spark.eventLog.compress": "false", "spark.eventLog.rolling.enabled": "false", "spark.eventLog.dir": (work / "events").as_uri(),
        "spark.ui.showConsoleProgress": "false", "spark.sql.files.openCostInBytes": "65536",
    }  # fmt: skip
    submit = ["--master", master, "--driver-memory", "1g", *(part for item in settings.items() for part in ("--conf", "=".join(item)))]
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    environment.pop("CHATPOOL_BINARY", None)
    if given.cluster:
        submit += ["--files", str(given.program)]
    else:
        environment["CHATPOOL_BINARY"] = str(given.program)
    environment["PYSPARK_SUBMIT_ARGS"] = " ".join([*submit, "pyspark-shell"])
    if not given.days:
        submitted(given, work, given.exports, "all", environment)
        return
    files = sorted(path for path in given.exports.rglob("*") if path.is_file())
    for day in ("2026-12-01", "2026-12-02"):
        for path in files[int(day[-1]) - 1 :: 2]:
            target = work / day / path.relative_to(given.exports)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        submitted(given, work, work / day, day, environment)


def submitted(given: argparse.Namespace, work: Path, exports: Path, day: str, environment: dict[str, str]) -> None:
    """A run over the exports of a day."""
    command = [sys.executable, "-m", "chatpool_spark", str(exports), str(work / "store"), str(work / "customers"), "--day", day, *arguments(given)]
    log = work / "spark.log"
    with log.open("w", encoding="utf-8") as said:
        run = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
        killed: list[int] = []
        stop = threading.Event()
        if given.kill:
            killer = threading.Thread(target=kill_executor, args=(work, killed, stop), daemon=True)
            killer.start()
        try:
            code = run.wait(TIMEOUT)
        finally:
            stop.set()
            if run.poll() is None:
                run.kill()
    text = log.read_text("utf-8", "replace")
    if code:
        sys.exit(f"chatpool-spark ended with {code}\n{text[-4000:]}")
    print(text.splitlines()[-1])
    if given.kill:
        lost = len(re.findall(r"Lost executor \d+", text))
        print(f"killed executor process {killed}, Spark lost {lost}")
        if not killed or not lost:
            sys.exit("no executor was lost")


def kill_executor(work: Path, killed: list[int], stop: threading.Event) -> None:
    """Kills one executor of this cluster, known by its folder, once records are there and their keys are being joined."""
    while not stop.wait(0.2):
        if not (work / "store/work/keys/_SUCCESS").exists():
            continue
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                inside = str((process / "cwd").resolve()).startswith(str(work / "worker"))
                if inside and b"CoarseGrainedExecutorBackend" in (process / "cmdline").read_bytes():
                    os.kill(int(process.name), signal.SIGKILL)
                    killed.append(int(process.name))
                    return


@contextlib.contextmanager
def cluster(work: Path) -> Iterator[str]:
    """A master and two workers, each a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"spark://127.0.0.1:{port}"
    environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_HOME": str(SPARK), "SPARK_DAEMON_MEMORY": "256m"}
    environment.pop("CHATPOOL_BINARY", None)
    parts = [["master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0"]]
    for name in ("worker-1", "worker-2"):
        parts.append(["worker.Worker", "--host", "127.0.0.1", "--webui-port", "0", "-c", "1", "-m", "512m", "-d", str(work / name), url])
    started: list[subprocess.Popen[bytes]] = []
    try:
        for number, part in enumerate(parts):
            log = (work / f"daemon-{number}.log").open("w")
            command = [str(SPARK / "bin/spark-class"), "org.apache.spark.deploy." + part[0], *part[1:]]
            started.append(subprocess.Popen(command, env=environment, stdout=log, stderr=log))
        end = time.monotonic() + 120
        while "".join(path.read_text() for path in work.glob("daemon-[12].log")).count("Successfully registered with master") < 2:
            if time.monotonic() > end or any(process.poll() is not None for process in started):
                sys.exit("the cluster did not start: " + "".join(path.read_text()[-1500:] for path in work.glob("daemon-*.log")))
            time.sleep(0.3)
        yield url
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(30)


def pair_f1(found: dict[str, str], truth: dict[str, str]) -> tuple[float, float, float]:
    """Over pairs of records with one customer; a record that one side does not have makes its pairs there wrong."""

    def pairs(ids: dict[str, str]) -> set[tuple[str, str]]:
        groups = collections.defaultdict(list)
        for record in sorted(ids):
            groups[ids[record]].append(record)
        return {(left, right) for group in groups.values() for at, right in enumerate(group) for left in group[:at]}

    ours, theirs = pairs(found), pairs(truth)
    both = len(ours & theirs)
    precision, recall = both / (len(ours) or 1), both / (len(theirs) or 1)
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def bare(customer: dict[str, object]) -> str:
    """A customer without the paths of files, which one side has as they were given and the other in full."""

    def without(value: object) -> object:
        if isinstance(value, dict):
            return {key: without(inner) for key, inner in value.items() if key not in ("file", "path", "source")}
        return [without(inner) for inner in value] if isinstance(value, list) else value

    return json.dumps(without(customer), ensure_ascii=False, sort_keys=True)


def shuffle(events: Path) -> int:
    """Bytes that tasks wrote for others to fetch, as Spark's event log tells."""
    total = 0
    for path in events.rglob("*"):
        if not path.is_file() or path.name.startswith(".") or path.suffix == ".crc":
            continue
        for line in path.open(encoding="utf-8"):
            event = json.loads(line) if '"SparkListenerTaskEnd"' in line else {}
            total += (event.get("Task Metrics") or {}).get("Shuffle Write Metrics", {}).get("Shuffle Bytes Written", 0)
    return total


if __name__ == "__main__":
    sys.exit(main())
