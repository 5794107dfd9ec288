"""The chatpool program on every executor, and lines piped through it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

import pyarrow as pa
from pyspark import SparkFiles
from pyspark.sql import DataFrame

#: Lines that are handed back to Spark together.
BATCH = 2000


class ProgramError(RuntimeError):
    """The program ended with an error; what it said holds no text, name or number of a chat."""


@dataclass(frozen=True)
class Program:
    """Where the program is: a path on every machine, a file that was shipped (``--files chatpool``), or ``chatpool`` on PATH."""

    path: str | None = None

    def find(self) -> str:
        """The program on this machine.

        Raises:
            ProgramError: there is none.
        """
        if self.path and os.access(self.path, os.X_OK):
            return self.path
        given = os.environ.get("CHATPOOL_BINARY")
        if given and os.access(given, os.X_OK):
            return given
        try:
            shipped = SparkFiles.get("chatpool")
        except Exception:  # noqa: BLE001  (no Spark on this side)
            shipped = ""
        if shipped and os.path.exists(shipped):
            # Files that Spark ships may lose the right to be run.
            if not os.access(shipped, os.X_OK):
                os.chmod(shipped, 0o700)
            return shipped
        found = shutil.which("chatpool")
        if found is None:
            raise ProgramError("there is no chatpool on this machine: put it on PATH, ship it with --files, or set CHATPOOL_BINARY")
        return found

    def lines(self, options: Sequence[str], lines: Iterable[str], files: Mapping[str, str] | None = None) -> Iterator[str]:
        """Pipes lines through the program and lends its lines as they come.

        Args:
            options: the command with its options; an option ``{name}`` stands for the path of the file of that name.
            lines: what goes in, without line ends.
            files: texts that the program reads as files, by name.
        """
        with tempfile.TemporaryDirectory(prefix="chatpool-") as folder:
            places = {}
            for name, text in (files or {}).items():
                places[name] = os.path.join(folder, name)
                with open(places[name], "w", encoding="utf-8") as file:
                    file.write(text)
            marks = {"{" + name + "}": path for name, path in places.items()}
            command = [self.find(), *(marks.get(option, option) for option in options)]
            yield from self._piped(command, _encoded(lines))

    def of_bytes(self, options: Sequence[str], content: bytes) -> tuple[list[str], int, str]:
        """What the program makes of a file's bytes: its lines, its exit code, what it said."""
        done = subprocess.run([self.find(), *options], input=content, capture_output=True, check=False)
        return done.stdout.decode("utf-8").splitlines(), done.returncode, done.stderr.decode("utf-8", "replace").strip()

    def _piped(self, command: Sequence[str], chunks: Iterator[bytes]) -> Iterator[str]:
        failures: list[BaseException] = []
        with tempfile.TemporaryFile() as said, subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said) as process:
            assert process.stdin is not None and process.stdout is not None
            writer = threading.Thread(target=_feed, args=(process.stdin, chunks, failures), daemon=True)
            writer.start()
            try:
                for line in process.stdout:
                    yield line.decode("utf-8").rstrip("\n")
            except GeneratorExit:
                process.kill()
                raise
            code = process.wait()
            writer.join()
            if code != 0:
                said.seek(0)
                raise ProgramError(f"chatpool {command[1]} ended with {code}: {said.read().decode('utf-8', 'replace').strip()}")
        if failures:
            raise failures[0]


def _encoded(lines: Iterable[str]) -> Iterator[bytes]:
    waiting: list[str] = []
    size = 0
    for line in lines:
        waiting.append(line)
        size += len(line)
        if size > 1 << 18:
            yield ("\n".join(waiting) + "\n").encode("utf-8")
            waiting, size = [], 0
    if waiting:
        yield ("\n".join(waiting) + "\n").encode("utf-8")


def _feed(target: IO[bytes], chunks: Iterator[bytes], failures: list[BaseException]) -> None:
    try:
        for chunk in chunks:
            target.write(chunk)
    except BrokenPipeError:
        pass  # the program says why
    except BaseException as problem:  # noqa: BLE001  (raised where the lines are read)
        failures.append(problem)
    finally:
        try:
            target.close()
        except BrokenPipeError:
            pass


def through(frame: DataFrame, program: Program, options: Sequence[str], files: Mapping[str, str] | None = None) -> DataFrame:
    """Pipes the lines of each partition through one process: a column ``line`` in, a column ``line`` out.

    A task that is run again gives the same lines: the program knows nothing but its input.
    """
    context = frame.sparkSession.sparkContext
    shipped = {name: context.broadcast(text) for name, text in (files or {}).items()}

    def piped(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        inputs = (line for batch in batches for line in batch.column(0).to_pylist())
        first = next(inputs, None)
        if first is None:
            return  # an empty partition needs no process

        def all_lines() -> Iterator[str]:
            yield first
            yield from inputs

        waiting: list[str] = []
        for line in program.lines(options, all_lines(), {name: text.value for name, text in shipped.items()}):
            waiting.append(line)
            if len(waiting) >= BATCH:
                yield pa.RecordBatch.from_arrays([pa.array(waiting, pa.string())], ["line"])
                waiting = []
        if waiting:
            yield pa.RecordBatch.from_arrays([pa.array(waiting, pa.string())], ["line"])

    return frame.select("line").mapInArrow(piped, "line string")
