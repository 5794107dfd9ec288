#!/usr/bin/env python3
"""How the time of `chatpool import` grows with the number of customers: `scaling.py BINARY [CUSTOMERS…]`.

For each number of customers (750 to 24,000, doubled): the first import of so many small chats (`make_chats.py`), the same import again, and one with one more chat; processor seconds, and
microseconds a customer. Below stands the exponent of the power law that fits best: 1 is linear, 2 quadratic.
"""
import math
import pathlib
import resource
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
SIZES = [750, 1500, 3000, 6000, 12000, 24000]
STEPS = ["first import", "the same again", "one more chat"]


def seconds(command):
    """Processor seconds of a command, of all its threads."""
    def used():
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime
    before = used()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return used() - before


def measure(binary, customers):
    with tempfile.TemporaryDirectory(prefix="chatpool-scaling.") as name:
        folder = pathlib.Path(name)
        command = [binary, "import", str(folder / "chats"), "--pool", str(folder / "pool.db")]
        make = [sys.executable, str(HERE / "make_chats.py"), str(folder / "chats")]
        subprocess.run(make + [str(customers)], check=True)
        times = [seconds(command), seconds(command)]
        subprocess.run(make + [str(customers + 1)], check=True)
        return times + [seconds(command)]


def exponent(sizes, times):
    """The slope of the line through the logarithms, by least squares."""
    x, y = [math.log(s) for s in sizes], [math.log(t) for t in times]
    mx, my = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mx) * (b - my) for a, b in zip(x, y)) / sum((a - mx) ** 2 for a in x)


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    sizes = [int(s) for s in sys.argv[2:]] or SIZES
    print(f"| customers | {' | '.join(f'{s}, s | µs a customer' for s in STEPS)} |")
    print("|---:" * (1 + 2 * len(STEPS)) + "|")
    rows = []
    for size in sizes:
        rows.append(measure(binary, size))
        print(f"| {size:,} | " + " | ".join(f"{t:.2f} | {t / size * 1e6:.0f}" for t in rows[-1]) + " |", flush=True)
    if len(sizes) > 1:
        fitted = [exponent(sizes, [row[i] for row in rows]) for i in range(len(STEPS))]
        print("| exponent | " + " | ".join(f"{e:.2f} |" for e in fitted) + " |")


if __name__ == "__main__":
    main()
