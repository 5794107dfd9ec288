#!/usr/bin/env python3
"""Breaks the program on purpose and looks whether anything is lost: scripts/faults.py [TRIALS of each kind, 20] [SEED, 1]

Kills at random points (import, export and every deciding command), a full disk, failing reads and writes (scripts/faults_shim.c), too little memory, too few file
handles, two processes at once, damaged and cut pools. CHATPOOL names the binary. Ends with 1 when anything was not as it should be.
"""
import collections, json, os, pathlib, random, shutil, sqlite3, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parents[1]
BIN = os.environ.get("CHATPOOL", str(ROOT / ".build/release/chatpool"))
EXPORTS = os.environ.get("EXPORTS", str(ROOT / "fixtures/demo"))
TRIALS = int(sys.argv[1]) if len(sys.argv) > 1 else 20
rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="faults-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None))
os.chdir(FOLDER)
ENV = {**os.environ, "SOURCE_DATE_EPOCH": "1718000000", "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"}
done, wrong = collections.Counter(), []


def run(*command, env=None, prepare=None):
    return subprocess.run([BIN, *command], capture_output=True, env={**ENV, **(env or {})}, preexec_fn=prepare)


def count(kind, is_right, what=""):
    done[kind] += 1
    if not is_right:
        wrong.append((kind, str(what)[:300]))


def fresh(name):
    for path in FOLDER.glob(name + "*"):
        path.unlink()


def copy(a, b):
    fresh(b)
    shutil.copy(a, b)


def is_whole(pool):
    connection = sqlite3.connect(pool)
    try:
        return connection.execute("pragma integrity_check").fetchone()[0] == "ok"
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()


def is_said(result):
    """Ends with a code of its own and one line that tells no values."""
    text = result.stderr.decode("utf-8", "replace")
    return result.returncode in (0, 1, 2, 3, 5) and "atal error" not in text and text.count("chatpool: ") <= 40


def customers(pool):
    return run("export", "--pool", pool).stdout


start = time.time()
run("import", EXPORTS, "--pool", "whole.db", "-o", "whole.jsonl")
length = time.time() - start
whole = open("whole.jsonl", "rb").read()
ids = [json.loads(line)["id"] for line in whole.splitlines()]
assert len(ids) > 10, "the undisturbed import failed"


def killed(seconds, *command):
    process = subprocess.Popen([BIN, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENV)
    time.sleep(rng.uniform(0, seconds))
    process.kill()
    process.wait()


for _ in range(TRIALS):
    fresh("p.db"), fresh("o.jsonl")
    killed(length, "import", EXPORTS, "--pool", "p.db", "-o", "o.jsonl")
    again = run("import", EXPORTS, "--pool", "p.db", "-o", "o.jsonl")
    is_right = again.returncode == 0 and open("o.jsonl", "rb").read() == whole and is_whole("p.db")
    count("kill: import", is_right and not list(FOLDER.glob("*.partial-*")) and not list(FOLDER.glob("*.kept-*")), again.stderr)

for kind in ("jsonl", "csv", "xlsx", "html"):
    copy("whole.db", "p.db"), fresh("o." + kind)
    start = time.time()
    run("export", "--pool", "p.db", "-o", "o." + kind)
    seconds = time.time() - start
    for _ in range(max(1, TRIALS // 4)):
        killed(seconds, "export", "--pool", "p.db", "-o", "o." + kind)
        result = run("export", "--pool", "p.db", "-o", "o." + kind)
        count("kill: export", result.returncode == 0 and not list(FOLDER.glob("o*.partial-*")) and is_whole("p.db"), result.stderr)

commands = {
    "edit": ["edit", ids[3], "remark=甲乙", "name=新名"], "merge": ["merge", ids[5], ids[9]], "not-same": ["not-same", ids[5], ids[9]],
    "forget": ["forget", ids[7], "--yes"], "undo": ["undo"],
}
for name, command in commands.items():
    copy("whole.db", "before.db")
    if name == "undo":
        run("edit", ids[3], "remark=甲乙", "--pool", "before.db")
    before = customers("before.db")
    copy("before.db", "p.db")
    start = time.time()
    run(*command, "--pool", "p.db")
    seconds, after = time.time() - start, customers("p.db")
    for _ in range(max(1, TRIALS // 2)):
        copy("before.db", "p.db")
        killed(seconds, *command, "--pool", "p.db")
        # A decision that is kept holds; the next import brings the customers up to it.
        state = customers("p.db")
        run("import", EXPORTS, "--pool", "p.db")
        count(f"kill: {name}", (state in (before, after) or customers("p.db") in (before, after)) and is_whole("p.db"))

for size in [rng.randrange(20_000, 700_000) for _ in range(TRIALS)]:
    # A file may grow to so many bytes: what comes after is ENOSPC's cousin EFBIG.
    import resource, signal

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    fresh("p.db"), fresh("o.jsonl")
    result = run("import", EXPORTS, "--pool", "p.db", "-o", "o.jsonl", prepare=limit)
    again = run("import", EXPORTS, "--pool", "p.db", "-o", "o.jsonl")
    count("disk full", is_said(result) and again.returncode == 0 and open("o.jsonl", "rb").read() == whole, result.stderr + again.stderr)

shim = FOLDER / "shim.so"
if subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", shim, ROOT / "scripts/faults_shim.c", "-ldl"], capture_output=True).returncode == 0:
    for _ in range(TRIALS * 2):
        kind, at = rng.choice(["read", "write", "sync"]), rng.randrange(1, 400)
        fresh("p.db"), fresh("o.jsonl")
        result = run("import", EXPORTS, "--pool", "p.db", "-o", "o.jsonl", env={"LD_PRELOAD": str(shim), "FAULT_KIND": kind, "FAULT_AT": str(at)})
        again = run("import", EXPORTS, "--pool", "p.db", "-o", "o.jsonl")
        count(f"failing {kind}", is_said(result) and again.returncode == 0 and open("o.jsonl", "rb").read() == whole, result.stderr + again.stderr)

for _ in range(TRIALS):
    handles = rng.randrange(6, 64)
    copy("whole.db", "p.db")
    result = run("import", EXPORTS, "--pool", "p.db", "-o", "h.jsonl", prepare=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (handles, handles)))
    count("no handles", is_said(result) and is_whole("p.db"), result.stderr)
    memory = rng.randrange(60, 400) << 20
    result = run("export", "--pool", "p.db", prepare=lambda: resource.setrlimit(resource.RLIMIT_AS, (memory, memory)))
    # Without memory the system's own libraries may end the program; the pool must be whole.
    count("no memory", is_whole("p.db") and customers("p.db") == whole, result.stderr)

for _ in range(TRIALS):
    fresh("p.db")
    both = [subprocess.Popen([BIN, "import", path, "--pool", "p.db"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENV) for path in (EXPORTS, EXPORTS)]
    codes = [process.wait() for process in both]
    count("two imports", codes == [0, 0] and len(customers("p.db").splitlines()) == len(ids) and is_whole("p.db"), codes)

size = os.path.getsize("whole.db")
for i in range(TRIALS * 3):
    copy("whole.db", "p.db")
    with open("p.db", "r+b") as file:
        if i % 3 == 0:
            file.truncate(rng.randrange(1, size))
        for _ in range(0 if i % 3 == 0 else 1 if i % 3 == 1 else 60):
            file.seek(rng.randrange(size - 64))
            file.write(rng.randbytes(rng.randrange(1, 64)))
    results = [run("export", "--pool", "p.db"), run("import", EXPORTS, "--pool", "p.db"), run("show", ids[0], "--pool", "p.db")]
    count("pool cut" if i % 3 == 0 else "pool damaged", all(map(is_said, results)), [(r.returncode, r.stderr[-200:]) for r in results])

for kind, trials in done.items():
    print(f"{kind:16} {trials:6} trials {sum(1 for k, _ in wrong if k == kind):4} wrong")
for kind, what in wrong[:20]:
    print("WRONG", kind, what)
os.chdir("/")
shutil.rmtree(FOLDER)
sys.exit(bool(wrong))
