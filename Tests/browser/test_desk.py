#!/usr/bin/env python3
"""The desk in a real browser: `test_desk.py CHATPOOL [FOLDER FOR PICTURES]`.

Drops a folder of invented exports, looks at what came of it on every page and in both widths, answers, edits, takes back, forgets, writes and opens what was written. A test
fails on any message of the browser's console, on anything wider than the screen, on a control without a name, and on text that is hard to read.
"""
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import unittest

import openpyxl
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHATPOOL = sys.argv[1]
PICTURES = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
WIDTHS = (1280, 390)
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import shop  # noqa: E402

# What assistive programs and tired eyes need: a name for every control, one heading, labels, contrast of 4.5 to 1.
CHECK_PAGE = r"""
() => {
  const problems = [];
  const name = (e) => (e.getAttribute('aria-label') || e.title || (e.labels && e.labels[0] && e.labels[0].textContent) || e.textContent || e.value || e.placeholder || '').trim();
  for (const e of document.querySelectorAll('a,button,input:not([type=hidden]),select,textarea,summary,progress,meter'))
    if (!name(e) && !e.closest('[hidden]')) problems.push('no name: ' + e.outerHTML.slice(0, 120));
  if (document.querySelectorAll('h1').length !== 1) problems.push('not one h1');
  if (!document.documentElement.lang) problems.push('no language');
  const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
  if (new Set(ids).size !== ids.length) problems.push('an id twice');
  const parse = (text) => { const m = text.match(/[\d.]+/g).map(Number); return text.startsWith('color(srgb') ? [m[0] * 255, m[1] * 255, m[2] * 255, m[3] ?? 1] : [m[0], m[1], m[2], m[3] ?? 1]; };
  const light = ([r, g, b]) => { const f = (v) => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }; return .2126 * f(r) + .7152 * f(g) + .0722 * f(b); };
  const ground = (e) => {
    const layers = [];
    for (let at = e; at; at = at.parentElement) { const c = parse(getComputedStyle(at).backgroundColor); if (c[3] > 0) { layers.push(c); if (c[3] === 1) break; } }
    let under = [255, 255, 255];
    for (const c of layers.reverse()) under = under.map((v, i) => c[i] * c[3] + v * (1 - c[3]));
    return under;
  };
  const seen = new Set();
  for (const e of document.querySelectorAll('body *')) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || !e.offsetParent || getComputedStyle(e).visibility === 'hidden') continue;
    const style = getComputedStyle(e);
    const [a, b] = [light(parse(style.color)), light(ground(e))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    const where = e.tagName + '.' + e.className;
    if (ratio < 4.5 && !seen.has(where)) { seen.add(where); problems.push(`contrast ${ratio.toFixed(2)}: ${where} ${e.innerText.slice(0, 20)}`); }
  }
  if (document.documentElement.scrollWidth > innerWidth) {
    const wide = [...document.querySelectorAll('main *')].find((e) => e.getBoundingClientRect().right > innerWidth + 1);
    problems.push(`wider than the screen by ${document.documentElement.scrollWidth - innerWidth}: ${wide ? wide.outerHTML.slice(0, 120) : ''}`);
  }
  return problems;
}
"""


class DeskTest(unittest.TestCase):
    language = "en-US"
    scheme = "light"

    @classmethod
    def setUpClass(cls):
        cls.playwright = sync_playwright().start()
        cls.browser = cls.playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.playwright.stop()

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)
        self.context = None
        self.process = None
        self.console = []

    def close(self):
        """Ends the window and the desk; a desk that is traced is the tracer's child."""
        if self.context:
            self.context.close()
        if self.process and self.process.poll() is None:
            children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
            os.kill(int(children[0]) if self.process.args[0] == "strace" else self.process.pid, signal.SIGTERM)
            self.process.wait(30)
            self.process.stdout.close()
        self.context = self.process = None

    def tearDown(self):
        self.close()
        self.folder.cleanup()
        self.assertEqual(self.console, [], "the browser's console said something")

    def open(self, *options, pool="p.db", traced=False):
        """Starts a desk and a browser window that has come by its link."""
        tracing = ["strace", "-f", "-qq", "-e", "trace=bind,connect,listen", "-o", "network"] if traced else []
        self.process = subprocess.Popen(
            [*tracing, CHATPOOL, "desk", "--no-browser", "--pool", pool, "--as-of", "2026-11-25", *options], cwd=self.path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        link = self.process.stdout.readline().strip()
        self.base = link.split("/open")[0]
        self.context = self.browser.new_context(locale=self.language, color_scheme=self.scheme, viewport={"width": 1280, "height": 900}, accept_downloads=True)
        page = self.context.new_page()
        page.on("console", lambda message: self.console.append(message.text))
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("dialog", lambda dialog: self.console.append("a dialog opened"))
        page.goto(link)
        return page

    def make_pool(self, exports):
        subprocess.run([CHATPOOL, "import", exports, "--pool", "p.db", "--owner", "阿禾"], cwd=self.path, check=True, stderr=subprocess.DEVNULL)

    def shop_pool(self):
        shop.write(self.path / "exports")
        (self.path / "chatpool.yaml").write_text("owner: [阿禾]\n")
        self.make_pool("exports")

    def decisions(self):
        said = subprocess.run([CHATPOOL, "audit", "--json", "--pool", "p.db"], cwd=self.path, capture_output=True, text=True, check=True)
        return re.findall(r'"kind":"(\w+)"', said.stdout)


class Pages(DeskTest):
    def look(self, page, name):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            self.assertEqual(page.evaluate(CHECK_PAGE), [], f"{name} at {width}")
            if PICTURES:
                PICTURES.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=PICTURES / f"{name}-{width}-{self.language[:2]}-{self.scheme}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})

    def test_every_page_is_readable_in_both_widths(self):
        self.shop_pool()
        page = self.open()
        for path in ("today", "customers", "check", "figures", "products", "import", "write", "history", "settings"):
            page.goto(f"{self.base}/{path}")
            self.look(page, path)
        page.goto(f"{self.base}/customers?q=13700009001")
        page.click(".people .who a")
        for summary in page.query_selector_all("details.said > summary")[:3]:
            summary.click()
        page.wait_for_selector(".talk .meant")
        page.click(".edit > summary")
        self.look(page, "customer")
        page.click("a.danger")
        self.look(page, "forget")


class DarkPages(Pages):
    scheme = "dark"


class ChinesePages(Pages):
    language = "zh-CN"


class Work(DeskTest):
    def drop(self, page, folder):
        page.goto(f"{self.base}/import")
        with page.expect_navigation(url="**/import", timeout=300_000):
            page.set_input_files("#folder", folder)
        page.wait_for_selector("#report", timeout=300_000)

    def test_dropping_the_demo_makes_customers(self):
        page = self.open()
        self.assertTrue(page.url.endswith("/import"))
        self.drop(page, str(ROOT / "fixtures" / "demo"))
        self.assertIn("14 customers", page.inner_text("#report"))
        page.click("#report a.button")
        self.assertEqual(page.locator(".people tbody tr").count(), 14)
        page.fill("input[type=search]", "小满")
        page.keyboard.press("Enter")
        page.wait_for_url("**q=*")
        self.assertEqual(page.locator(".people tbody tr").count(), 1)
        left = [name for name in os.listdir(self.path) if "desk" in name and os.path.isdir(self.path / name) and any(f for _, _, f in os.walk(self.path / name))]
        self.assertEqual(left, [])

    def test_questions_are_answered_by_keys_and_taken_back(self):
        self.shop_pool()
        page = self.open()
        page.goto(f"{self.base}/check")
        first = page.input_value("input[name=pair]")
        for key, kind in (("3", None), ("2", "not_same"), ("1", "merge")):
            pair = page.input_value("input[name=pair]")
            with page.expect_navigation():
                page.keyboard.press(key)
            page.wait_for_selector("main")
            self.assertFalse(page.locator("input[name=pair]").count() and page.input_value("input[name=pair]") == pair)
            if kind:
                self.assertEqual(self.decisions()[-1], kind)
        self.assertEqual(page.input_value("input[name=pair]"), first)
        with page.expect_navigation():
            page.click(".flash button")
        self.assertEqual(self.decisions()[-1], "undo")

    def test_a_field_is_edited_in_place_and_stands_in_the_workbook(self):
        self.shop_pool()
        page = self.open()
        page.goto(f"{self.base}/customers?q=13700009001")
        page.click(".people .who a")
        row = page.locator(".fields > div", has=page.locator("dt", has_text=re.compile("^Remark$")))
        row.locator(".edit > summary").click()
        row.locator("textarea").fill("要发票 <b>")
        with page.expect_navigation():
            row.locator("button").click()
        self.assertIn("要发票 <b>", row.inner_text())
        page.goto(f"{self.base}/write")
        with page.expect_navigation():
            page.click("form[action='/write/xlsx'] button")
        with page.expect_download() as download:
            page.click("#written a")
        path = self.path / "w.xlsx"
        download.value.save_as(path)
        book = openpyxl.load_workbook(path)
        cells = [str(cell.value) for row in book["客户总表"].iter_rows() for cell in row]
        self.assertTrue("要发票 <b>" in cells and "13700009001" in cells)
        # The same workbook answers the open questions, and comes back by being dropped.
        sheet = book["待核对"]
        head = [cell.value for cell in sheet[1]]
        column = head.index("是同一个人吗") + 1
        self.assertTrue(any(rule.formula1 == '"是,不是,不知道"' for rule in sheet.data_validations.dataValidation))
        asked = [r for r in range(2, sheet.max_row + 1) if sheet.cell(r, head.index("另一位编号") + 1).value]
        self.assertGreaterEqual(len(asked), 2)
        sheet.cell(asked[0], column).value = "是"
        sheet.cell(asked[1], column).value = "不是"
        book.save(path)
        page.goto(f"{self.base}/import")
        with page.expect_navigation(url="**/import", timeout=300_000):
            page.set_input_files("#files", str(path))
        self.assertEqual(sorted({kind for kind in self.decisions() if kind in ("merge", "not_same")}), ["merge", "not_same"])
        page.goto(f"{self.base}/check")
        self.assertLess(page.locator("input[name=pair]").count(), 2)

    def test_a_line_of_today_is_done(self):
        self.shop_pool()
        page = self.open()
        page.goto(f"{self.base}/today")
        before = page.locator(".todo-list > li").count()
        self.assertGreater(before, 1)
        with page.expect_navigation():
            page.locator(".todo-list button[value=done]").first.click()
        self.assertEqual(page.locator(".todo-list > li").count(), before - 1)

    def test_a_page_that_waits_does_not_take_a_click_back(self):
        """A page shown while customers are made loads itself anew when they are; not when somebody is on the way to another page."""
        self.shop_pool()
        page = self.open()
        states = ['{"doing":"resolving","open":1,"edition":1,"imports":0}', '{"doing":"nothing","open":0,"edition":99,"imports":0}']
        page.route("**/alive", lambda route: route.fulfill(content_type="application/json", body=states[1] if len(states) == 2 and slow else states[0]))
        slow = []
        page.route("**/write/xlsx", lambda route: (slow.append(1), page.wait_for_timeout(2500), route.continue_()))
        page.route("**/write", lambda route: route.fulfill(response=(answer := route.fetch()), body=answer.text().replace('data-asks=""', 'data-asks="yes"')))
        page.goto(f"{self.base}/write")
        with page.expect_navigation():
            page.click("form[action='/write/xlsx'] button")
        self.assertEqual(page.locator("#written a").count(), 1)

    def test_a_template_is_filled(self):
        self.shop_pool()
        page = self.open()
        page.goto(f"{self.base}/write")
        page.set_input_files("#template-file", str(ROOT / "fixtures" / "writers" / "template.xlsx"))
        with page.expect_navigation():
            page.click("#template button")
        with page.expect_download() as download:
            page.click("#written a")
        with open(download.value.path(), "rb") as filled:  # the browser keeps it without its suffix
            self.assertGreater(openpyxl.load_workbook(filled).worksheets[0].max_row, 1)

    def test_forgetting_asks_first(self):
        self.shop_pool()
        page = self.open()
        page.goto(f"{self.base}/customers?q=13700009001")
        page.click(".people .who a")
        page.click("a.danger")
        page.click("button.danger")
        page.wait_for_selector("main .card ul li")
        page.goto(f"{self.base}/customers?q=13700009001")
        self.assertEqual(page.locator(".people tbody tr").count(), 0)

    def test_hostile_names_are_text(self):
        self.shop_pool()
        page = self.open()
        for path in ("today", "customers", "check", "figures", "products", "import", "write", "history", "settings"):
            page.goto(f"{self.base}/{path}")
            self.assertEqual(page.evaluate("document.querySelectorAll('img,[onmouseover],[onload],[onerror],main script').length"), 0)
        page.goto(f"{self.base}/customers")
        links = [a.get_attribute("href") for a in page.query_selector_all(".people .who a")]
        self.assertIn("<img src=x onerror=alert(1)>", page.inner_text("main"))
        for link in links:
            page.goto(self.base + link)
            for summary in page.query_selector_all("details.said > summary"):
                summary.click()
            page.wait_for_timeout(50)
            self.assertEqual(page.evaluate("document.querySelectorAll('img,[onmouseover],[onload],[onerror],main script').length"), 0)

    def test_everything_is_reached_by_the_keyboard(self):
        self.shop_pool()
        page = self.open()
        page.goto(f"{self.base}/customers")
        page.keyboard.press("Tab")
        self.assertEqual(page.evaluate("document.activeElement.className"), "skip")
        page.keyboard.press("/")
        page.keyboard.type("13700009001")
        page.keyboard.press("Enter")
        page.wait_for_url("**q=13700009001**")

        def tab_to(what):
            for _ in range(120):
                page.keyboard.press("Tab")
                if page.evaluate(f"document.activeElement.matches({what!r})"):
                    return
            self.fail(f"{what} is not reached")

        tab_to(".people .who a")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        tab_to(".said summary")
        page.keyboard.press("Enter")
        page.wait_for_selector(".talk")
        tab_to(".edit summary")
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.matches('.edit input')")
        page.keyboard.press("Control+A")
        page.keyboard.type("苏满满")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        self.assertIn("苏满满", page.inner_text("h1"))

    def test_a_desk_for_looking_offers_nothing_to_change(self):
        self.shop_pool()
        page = self.open("--read-only")
        for path in ("today", "check", "figures", "products", "settings", "import", "history", "customers"):
            page.goto(f"{self.base}/{path}")
            self.assertEqual(page.locator("form[method=post]").count(), 0)
        page.goto(f"{self.base}/write")
        page.click("button[value=csv]")
        with page.expect_download() as download:
            page.click("#written a")
        self.assertIn("13700009001", pathlib.Path(download.value.path()).read_text("utf-8-sig"))

    def test_no_connection_leaves_the_machine(self):
        """Every request of the pages goes to the desk."""
        self.shop_pool()
        page = self.open()
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        for path in ("today", "customers", "check", "figures", "products", "import", "write", "history", "settings"):
            page.goto(f"{self.base}/{path}")
        self.assertTrue(asked and all(url.startswith(self.base + "/") for url in asked))

    def test_one_socket_is_bound_and_nothing_connects(self):
        """What the system saw of the desk's network."""
        self.shop_pool()
        page = self.open(traced=True)
        for path in ("today", "customers", "check", "write"):
            page.goto(f"{self.base}/{path}")
        with page.expect_navigation():
            page.click("form[action='/write/xlsx'] button")
        self.close()
        calls = re.findall(r"\b(bind|connect|listen)\((.*?)\)\s+=", (self.path / "network").read_text())
        self.assertEqual([name for name, _ in calls], ["bind", "listen"])
        self.assertIn('inet_addr("127.0.0.1"', calls[0][1])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + ["-v"])
