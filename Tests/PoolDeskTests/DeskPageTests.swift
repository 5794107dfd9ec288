import ChatImport
import ChatModel
import CustomerPool
import Foundation
import PoolWriters
import TestSupport
import Testing

@testable import PoolDesk

/// What the pages say and do, without a browser.
@Suite struct DeskPageTests {
    // MARK: Words and templates

    @Test func `every key has its English and its Chinese, and every key that is asked for is there`() throws {
        for (key, words) in DeskWords.table { #expect(words.count == 2 && words.allSatisfy { !$0.isEmpty }, "\(key)") }
        var asked: Set<String> = []
        for (name, bytes) in DeskFiles.all where name.hasSuffix(".mustache") {
            for part in String(decoding: bytes, as: UTF8.self).components(separatedBy: "{{t.").dropFirst() { asked.insert(String(part.prefix { $0 != "}" })) }
        }
        let sources = Repository.root.appending(path: "Sources/PoolDesk")
        for file in try FileManager.default.contentsOfDirectory(atPath: sources.path) {
            let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
            for part in text.components(separatedBy: "words[\"").dropFirst() {
                let key = String(part.prefix { $0 != "\"" })
                // A key that is put together: its values are looked at below.
                if part.dropFirst(key.count).hasPrefix("\" +") { continue }
                asked.insert(key)
            }
        }
        asked.formUnion(CustomerStage.allCases.map { "stage_\($0.rawValue)" } + OrderStatus.allCases.map { "status_\($0.rawValue)" })
        asked.formUnion(EditableField.allCases.map { "field_\($0.rawValue)" } + DeskIndex.Sort.allCases.map { "sort_\($0.rawValue)" })
        asked.formUnion(BuiltinWriters.all.flatMap { ["writer_\($0.format.id)", "writer_text_\($0.format.id)"] })
        asked.formUnion(["stages", "months", "products", "provinces", "platforms", "groups"].map { "chart_\($0)" })
        asked.formUnion(["shop", "stages", "scores", "repurchase", "lists", "privacy"].map { "settings_\($0)" })
        #expect(asked.count > 150)
        for key in asked.sorted() { #expect(DeskWords.table[key] != nil, "no words for \(key)") }
    }

    @Test func `no template lets a value through unescaped, and all of them can be read`() {
        for (name, bytes) in DeskFiles.all where name.hasSuffix(".mustache") {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains("{{{") && !text.contains("{{&"), "\(name)")
            #expect(!text.contains(" style=") && !text.contains(" onclick=") && !text.contains("<style"), "\(name) would be stopped by the page's own policy")
            #expect(DeskTemplates.shared.page(String(name.dropLast(9)), [:]) != nil, "\(name)")
        }
    }

    @Test func `a quote with an accent behind it ends no attribute`() {
        #expect(HTMLBytes().escapeText("\"\u{301} <\u{301}b>&'") == "&quot;\u{301} &lt;\u{301}b&gt;&amp;&#39;")
        #expect(HTMLBytes().escapeText("a\u{202E}b\u{0}c") == "abc")
    }

    @Test(arguments: ["en", "zh-CN"]) func `hostile nicknames, goods and numbers are text on every page`(language: String) async throws {
        try await DeskShop.open { opened in
            var browser = opened
            browser.language = language
            let ids = Browser.customers(try await browser.get("/customers").text)
            #expect(ids.count >= 6)
            var pages = [
                "/today", "/customers", "/customers?q=%22%3E%3Cscript%3Ealert(9)%3C%2Fscript%3E", "/check", "/figures", "/products", "/import", "/write",
                "/history",
            ]
            for id in Set(ids) {
                pages += ["/customers/\(id)", "/customers/\(id)/forget", "/customers/\(id)/said?field=nicknames%2F0", "/customers/\(id)/said?field=orders%2F0"]
            }
            var shown = ""
            for target in pages {
                let page = try await browser.get(target)
                #expect(page.status == 200, "\(target)")
                for piece in ["<img src=x", "<script>alert", "\"\u{301} onmouse", "</title><script>", "\" onload="] {
                    #expect(!page.text.contains(piece), "\(target): \(piece)")
                }
                #expect(page.text.contains("<html lang=\"\(language)\">"))
                shown += page.text
            }
            #expect(shown.contains("&lt;img src=x onerror=alert(1)&gt;") && shown.contains("{{t}} {{{t}}}"))
        }
    }

    // MARK: Customers

    @Test func `customers are found by any word, stage and number however it is written, sorted and paged`() async throws {
        try await DeskShop.open { browser in
            func found(_ query: String) async throws -> Int { Set(Browser.customers(try await browser.get("/customers?" + query).text)).count }
            let all = try await found("")
            #expect(all >= 7)
            #expect(try await found("q=%E8%8B%8F%E5%B0%8F%E6%BB%A1") == 2)
            #expect(try await found("q=137+0000+9001") == 1)
            #expect(try await found("q=%2B86+137-0000-9001") == 1)
            #expect(try await found("q=YT9912345670003") == 1)
            #expect(try await found("q=XM_TEA+%E6%9D%AD%E5%B7%9E") == 1, "capitals and several words")
            #expect(try await found("q=nobody") == 0)
            var byStage = 0
            for stage in CustomerStage.allCases { byStage += try await found("stage=\(stage.rawValue)") }
            #expect(byStage == all)
            let spent = Browser.customers(try await browser.get("/customers?sort=spent").text)
            let first = try await browser.get("/customers/\(try #require(spent.first))").text
            #expect(first.contains("苏小满"))
            #expect(try await browser.get("/customers?page=999999999999999999999&sort=nonsense&stage=nonsense").status == 200)
            #expect(try await browser.get("/customers?page=-5").status == 200)
        }
    }

    @Test func `a customer's page says where each fact was said, with the lines around it`() async throws {
        try await DeskShop.open { browser in
            let id = try #require(Browser.customers(try await browser.get("/customers?q=13700009001").text).first)
            let page = try await browser.get("/customers/\(id)").text
            for word in ["苏小满", "13700009001", "高山红茶", "¥256", "YT9912345670001", "2026-11-18"] { #expect(page.contains(word), "\(word)") }
            #expect(page.contains("/customers/\(id)/said?field=phones%2F0"))
            let said = try await browser.get("/customers/\(id)/said?field=phones%2F0").text
            #expect(said.contains("<mark>") && said.contains("要2罐高山红茶") && said.contains("class=\"meant\""))
            #expect(try await browser.get("/customers/\(id)/said?field=nonsense").status == 200)
            #expect(try await browser.get("/customers/c_nobody").status == 404)
        }
    }

    @Test func `an edited field is kept, and taken back by undo`() async throws {
        try await DeskShop.open { browser in
            let id = try #require(Browser.customers(try await browser.get("/customers?q=13700009001").text).first)
            let before = try await browser.get("/customers/\(id)").text
            for (field, value) in [("remark", "要发票 <b>"), ("tags", "老客、团长"), ("stage", "loyal"), ("do_not_contact", "是")] {
                #expect(
                    try await browser.post("/customers/\(id)/edit", [("field", field), ("value", value)]).headers["location"] == "/customers/\(id)?said=edited")
            }
            let page = try await browser.get("/customers/\(id)").text
            for text in ["要发票 &lt;b&gt;", "老客、团长", "loyal", "Do not contact"] { #expect(page.contains(text)) }
            #expect(Set(Browser.customers(try await browser.get("/customers?tag=%E5%9B%A2%E9%95%BF").text)) == [id])
            for (field, value) in [("stage", "nonsense"), ("phone", "abc"), ("nonsense", "x"), ("birth_date", "31.2.")] {
                #expect(
                    try await browser.post("/customers/\(id)/edit", [("field", field), ("value", value)]).headers["location"]
                        == "/customers/\(id)?said=not_allowed")
            }
            for _ in 0..<4 { _ = try await browser.post("/history", [("id", "last")]) }
            #expect(try await browser.post("/history", [("id", "last")]).headers["location"] == "/history?said=nothing_to_undo")
            func body(_ page: String) -> Substring { page[(page.range(of: "<main")?.lowerBound ?? page.startIndex)...] }
            #expect(body(try await browser.get("/customers/\(id)").text) == body(before))
        }
    }

    @Test func `merging and splitting are the command line's, and a split needs a part and a rest`() async throws {
        try await DeskShop.open { browser in
            let id = try #require(Browser.customers(try await browser.get("/customers?q=13700009001").text).first)
            #expect(try await browser.post("/customers/\(id)/merge", [("with", "nobody at all")]).headers["location"]?.hasSuffix("said=nobody") == true)
            #expect(try await browser.post("/customers/\(id)/merge", [("with", "陶静怡")]).headers["location"]?.hasSuffix("said=several") == true)
            #expect(try await browser.post("/customers/\(id)/merge", [("with", "13300009005")]).headers["location"]?.hasSuffix("said=merged") == true)
            #expect(
                Set(Browser.customers(try await browser.get("/customers?q=13300009005").text))
                    == Set(Browser.customers(try await browser.get("/customers?q=13700009001").text)))
            let page = try await browser.get("/customers?q=13700009001")
            let merged = try #require(Browser.customers(page.text).first)
            let parts = try await browser.get("/customers/\(merged)").text.components(separatedBy: "name=\"record\" value=\"").dropFirst().compactMap {
                $0.split(separator: "\"").first.map(String.init)
            }
            #expect(parts.count >= 3)
            #expect(try await browser.post("/customers/\(merged)/split", []).headers["location"]?.hasSuffix("nothing_chosen") == true)
            #expect(try await browser.post("/customers/\(merged)/split", parts.map { ("record", $0) }).headers["location"]?.hasSuffix("nothing_left") == true)
            #expect(try await browser.post("/customers/\(merged)/split", [("record", parts[0])]).headers["location"]?.hasSuffix("said=split") == true)
            let kinds = try PoolStore(path: browser.desk.options.pool, for: .reading).decisions().map(\.kind)
            #expect(kinds == [.merge, .split])
        }
    }

    @Test func `nobody is forgotten without a question, and who is forgotten is gone`() async throws {
        try await DeskShop.open { browser in
            let id = try #require(Browser.customers(try await browser.get("/customers?q=13700009001").text).first)
            let asked = try await browser.post("/customers/\(id)/forget", [])
            #expect(asked.status == 303 && asked.headers["location"] == "/customers/\(id)/forget")
            #expect(try await browser.get("/customers/\(id)/forget").text.contains("cannot be undone"))
            #expect(try await browser.get("/customers/\(id)").status == 200)
            let done = try await browser.post("/customers/\(id)/forget", [("sure", "yes")])
            #expect(done.status == 200 && done.text.contains("小满.txt"))
            #expect(try await browser.get("/customers/\(id)").status == 404)
            #expect(Browser.customers(try await browser.get("/customers?q=13700009001").text).isEmpty)
            let folder = URL(filePath: browser.desk.options.pool).deletingLastPathComponent()
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasPrefix("p.db") {
                #expect(try Data(contentsOf: folder.appending(path: name)).firstRange(of: Data("13700009001".utf8)) == nil, "\(name)")
            }
        }
    }

    // MARK: Questions and follow-up

    @Test func `a question is answered, the next one comes at once, and an undo asks again`() async throws {
        try await DeskShop.open { browser in
            var pairs: [String] = []
            let first = try #require(Browser.hidden("pair", in: try await browser.get("/check").text))
            _ = try await browser.post("/check", [("pair", first), ("answer", "later")])
            let second = try #require(Browser.hidden("pair", in: try await browser.get("/check").text))
            #expect(second != first, "what was put off comes behind the others")
            let page = try await browser.get("/check").text
            #expect(page.contains("<meter") && page.contains("陶静怡") || page.contains("苏小满"))
            #expect(try await browser.post("/check", [("pair", second), ("answer", "same")]).headers["location"] == "/check?said=merged")
            pairs.append(second)
            let third = try #require(Browser.hidden("pair", in: try await browser.get("/check").text))
            #expect(third == first)
            #expect(try await browser.post("/check", [("pair", third), ("answer", "not_same")]).headers["location"] == "/check?said=not_same")
            #expect(try await browser.get("/check").text.contains("Nothing is to be checked."))
            #expect(try await browser.post("/check", [("pair", second), ("answer", "same")]).headers["location"] == "/check?said=answered_already")
            #expect(try await browser.post("/history", [("id", "last")]).headers["location"] == "/history?said=undone")
            #expect(Browser.hidden("pair", in: try await browser.get("/check").text) == third)
            for form in [[("pair", "x"), ("answer", "same")], [("pair", "a~b"), ("answer", "same")], [], [("pair", third), ("answer", "perhaps")]] {
                #expect(try await browser.post("/check", form).status == 303)
            }
            #expect(try PoolStore(path: browser.desk.options.pool, for: .reading).decisions().map(\.kind) == [.merge])
        }
    }

    @Test func `a line of today that is done does not come again, one for later comes on its day`() async throws {
        try await DeskShop.open { browser in
            func lines() async throws -> Int { try await browser.get("/today").text.components(separatedBy: "name=\"about\"").count - 1 }
            func answer(_ answer: String) async throws {
                let page = try await browser.get("/today").text
                let form = ["customer", "kind", "about"].map { ($0, Browser.hidden($0, in: page) ?? "") }
                #expect(try await browser.post("/today", form + [("answer", answer)]).status == 303)
            }
            let before = try await lines()
            #expect(before >= 3)
            try await answer("done")
            #expect(try await lines() == before - 1)
            try await answer("later")
            #expect(try await lines() == before - 2)
            let pool = try PoolStore(path: browser.desk.options.pool, for: .reading)
            func open(on day: Int) throws -> Int {
                try PoolView(asOf: day).contents(of: pool).followUps.filter { $0.kind != .review }.reduce(0) { $0 + $1.entries.count }
            }
            #expect(try open(on: DeskShop.day) == before - 2)
            #expect(try open(on: DeskShop.day + 3) == before - 1)
        }
    }

    // MARK: Import and writing

    @Test func `files of the browser become customers, and nothing of the upload stays`() async throws {
        try await DeskShop.inFolder { folder in
            let desk = try Desk(DeskShop.options(folder))
            await desk.begin()
            let browser = Browser(desk: desk)
            #expect(try await browser.get("/").headers["location"] == "/import")
            let batch = try await browser.post("/import/begin", []).text
            for file in DeskShop.files {
                #expect(
                    try await browser.send("PUT", "/import/file?batch=\(batch)&name=shop%2F\(FormText.encoded(file.name))", Array(file.text.utf8)).status == 200
                )
            }
            #expect(try await browser.post("/import/run", [("batch", batch)]).status == 303)
            #expect(try await browser.post("/import/run", [("batch", batch)]).status == 404, "an import runs once")
            while !(try await browser.get("/alive").text.contains("\"imports\":1")) { try await Task.sleep(for: .milliseconds(20)) }
            let page = try await browser.get("/import").text
            #expect(page.contains("4 files read"))
            #expect(Set(Browser.customers(try await browser.get("/customers").text)).count >= 7)
            desk.end()
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix("p.db") }
            #expect(left.isEmpty, "\(left)")
        }
    }

    @Test func `what a desk left that was killed goes when the next one opens`() async throws {
        try await DeskShop.inFolder { folder in
            try DeskShop.makePool(in: folder)
            // No process has this number: it is above what the system gives.
            let left = folder.appending(path: ".p.db.desk-2147483646/1")
            try FileManager.default.createDirectory(at: left, withIntermediateDirectories: true)
            let (other, own) = (folder.appending(path: ".q.db.desk-2147483646"), folder.appending(path: ".p.db.desk-\(getpid())"))
            for place in [other, own] { try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true) }
            _ = try Desk(DeskShop.options(folder))
            #expect(!FileManager.default.fileExists(atPath: left.path))
            #expect(FileManager.default.fileExists(atPath: other.path) && FileManager.default.fileExists(atPath: own.path))
        }
    }

    @Test func `a desk that was opened without a pool and did nothing leaves none`() async throws {
        try await DeskShop.inFolder { folder in
            let desk = try Desk(DeskShop.options(folder))
            await desk.begin()
            #expect(try await Browser(desk: desk).get("/today").status == 200)
            desk.end()
            #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "p.db").path))
        }
    }

    @Test func `every writer writes, and what was written can be fetched`() async throws {
        try await DeskShop.open { browser in
            for writer in BuiltinWriters.all {
                let page = try await browser.post("/write/\(writer.format.id)", [])
                #expect(page.status == 200 && page.text.contains("id=\"written\""), "\(writer.format.id)")
                let name = "customers-\(writer.format.id).\(writer.format.fileExtension)"
                let file = try await browser.get("/write/file?name=\(name)")
                #expect(file.status == 200 && file.headers["content-disposition"] == "attachment; filename=\"\(name)\"")
                #expect(!file.bytes.isEmpty || writer.format.handsParcels)
            }
            #expect(try await browser.post("/write/nonsense", []).status == 404)
        }
    }

    @Test func `two desks on one pool keep each other's decisions`() async throws {
        try await DeskShop.open { browser in
            let other = try Desk(browser.desk.options)
            await other.begin()
            let second = Browser(desk: other)
            let ids = Array(Set(Browser.customers(try await browser.get("/customers").text))).sorted()
            async let one: Void = {
                for (i, id) in ids.enumerated() where i % 2 == 0 {
                    _ = try await browser.post("/customers/\(id)/edit", [("field", "remark"), ("value", "from one")])
                }
            }()
            async let two: Void = {
                for (i, id) in ids.enumerated() where i % 2 == 1 {
                    _ = try await second.post("/customers/\(id)/edit", [("field", "remark"), ("value", "from two")])
                }
            }()
            _ = try await (one, two)
            let pool = try PoolStore(path: browser.desk.options.pool)
            #expect(try pool.decisions().count == ids.count)
            _ = try ImportRun(pool: pool, options: browser.desk.options.run).resolveAgain()
            #expect(try pool.customers().allSatisfy { $0.remark?.hasPrefix("from") == true })
            other.end()
        }
    }

    @Test func `a desk is idle when nobody asked for long, and not while it works`() async throws {
        try await DeskShop.inFolder { folder in
            try DeskShop.makePool(in: folder)
            var options = DeskShop.options(folder)
            let busy = try Desk(options)
            await busy.begin()
            #expect(!busy.isIdle)
            options.idleMinutes = 0
            let idle = try Desk(options)
            await idle.begin()
            #expect(idle.isIdle)
        }
    }
}
