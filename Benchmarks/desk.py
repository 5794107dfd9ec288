#!/usr/bin/env python3
"""How long the desk's pages take over a pool: `desk.py BINARY POOL`, the pool such as `pool.sh` makes it. The pool gets one remark and one answer, which are taken back."""
import http.client
import pathlib
import re
import statistics
import subprocess
import sys
import time

binary, pool = sys.argv[1:3]


class Desk:
    def __init__(self):
        start = time.monotonic()
        self.process = subprocess.Popen([binary, "desk", "--no-browser", "--pool", pool], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        link = self.process.stdout.readline().strip()
        print(f"open after {time.monotonic() - start:.1f} s")
        self.port = int(re.search(r":(\d+)/", link).group(1))
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port)
        self.cookie = ""
        self.cookie = self.ask("GET", link.split(str(self.port))[1])[0].getheader("Set-Cookie").split(";")[0]

    def ask(self, method, target, form=None):
        headers = {"Cookie": self.cookie, "Origin": f"http://127.0.0.1:{self.port}"}
        self.connection.request(method, target, form, headers)
        answer = self.connection.getresponse()
        return answer, answer.read().decode()

    def megabytes(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return ", ".join(f"{name} {int(size) // 1024} MB" for name, size in re.findall(r"(VmRSS|VmHWM):\s+(\d+)", status))

    def settle(self):
        """Waits until nothing goes on, asking for a page meanwhile; milliseconds of those."""
        times = []
        while True:
            start = time.monotonic()
            self.ask("GET", "/customers")
            times.append((time.monotonic() - start) * 1000)
            state = self.ask("GET", "/alive")[1]
            if '"doing":"nothing"' in state and '"open":0' in state:
                return times
            time.sleep(0.2)


desk = Desk()
ids = re.findall(r'href="/customers/(c_[a-z0-9]+)"', desk.ask("GET", "/customers")[1])
pages = {
    "today": ["/today"],
    "customers": ["/customers", "/customers?sort=name", "/customers?page=700&sort=orders"],
    "search": ["/customers?q=%E8%8B%8F%E5%B0%8F", "/customers?q=1370000", "/customers?q=nothing+at+all", "/customers?q=%E8%9C%82%E8%9C%9C&stage=new"],
    "customer": [f"/customers/{id}" for id in ids[:20]],
    "source": [f"/customers/{id}/said?field=orders%2F0" for id in ids[:20]],
    "to be checked": ["/check"],
    "import": ["/import"],
    "write": ["/write"],
    "decisions": ["/history"],
}
for name, targets in pages.items():
    times = []
    for turn in range(40):
        start = time.monotonic()
        answer, text = desk.ask("GET", targets[turn % len(targets)])
        times.append((time.monotonic() - start) * 1000)
        assert answer.status == 200, (answer.status, targets)
    print(f"{name:14} median {statistics.median(times):6.1f} ms   worst {max(times):6.1f} ms   {len(text)} bytes")
print(desk.megabytes())
for name, target, form in (("edit", f"/customers/{ids[0]}/edit", "field=remark&value=x"), ("undo", "/history", "id=last")):
    start = time.monotonic()
    desk.ask("POST", target, form)
    answered = time.monotonic() - start
    times = desk.settle()
    print(f"{name}: answered after {answered:.2f} s, carried out after {time.monotonic() - start:.1f} s; pages meanwhile median {statistics.median(times):.1f} ms, worst {max(times):.1f} ms")
print(desk.megabytes())
desk.process.terminate()
desk.process.wait()
