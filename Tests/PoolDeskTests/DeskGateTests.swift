import ChatBytes
import Foundation
import Testing

@testable import PoolDesk

/// The attack list: whatever does not come from the seller's own browser window gets nothing.
@Suite struct DeskGateTests {
    @Test func `who has the cookie and comes from the desk itself gets in`() async throws {
        try await DeskShop.open { browser in
            let page = try await browser.get("/customers")
            #expect(page.status == 200 && page.text.contains("苏小满"))
        }
    }

    @Test(
        arguments: [
            ["host": "evil.test"], ["host": "evil.test:4711"], ["host": "127.0.0.1"], ["host": "127.0.0.1:80"], ["host": "127.0.0.1.evil.test:4711"],
            ["host": "[::1]:4711"],
            ["host": nil], ["origin": "http://evil.test"], ["origin": "null", "sec-fetch-site": nil], ["origin": "null", "sec-fetch-site": "cross-site"],
            ["origin": "null", "sec-fetch-site": "same-site"], ["origin": "http://127.0.0.1:4712"], ["origin": "https://127.0.0.1:4711"],
            ["sec-fetch-site": "cross-site"], ["sec-fetch-site": "same-site"], ["cookie": nil], ["cookie": "chatpool_4711="],
            ["cookie": "chatpool_4711=cookie2"],
            ["cookie": "chatpool_4712=cookie"], ["cookie": nil, "referer": "http://127.0.0.1:4711/open?key=link"],
            ["cookie": nil, "authorization": "Bearer cookie"],
            ["cookie": nil, "x-forwarded-for": "127.0.0.1"],
        ] as [[String: String?]])
    func `a request that differs in one thing sees nothing of the pool`(changing: [String: String?]) async throws {
        try await DeskShop.open { browser in
            for target in ["/customers", "/today", "/alive", "/history", "/write/file?name=x", "/customers?key=link"] {
                let page = try await browser.send("GET", target, changing: changing)
                #expect([403, 421].contains(page.status), "\(target) \(changing)")
                #expect(!page.text.contains("苏小满"))
            }
        }
    }

    @Test(
        arguments: [
            ["origin": nil], ["origin": "http://evil.test"], ["origin": "null", "sec-fetch-site": nil], ["origin": "null", "sec-fetch-site": "cross-site"],
            ["cookie": nil], ["host": "evil.test"], ["content-length": nil], ["content-length": "-1"],
            ["transfer-encoding": "chunked"],
        ] as [[String: String?]])
    func `a post that differs in one thing changes nothing`(changing: [String: String?]) async throws {
        try await DeskShop.open { browser in
            let id = try #require(Browser.customers(try await browser.get("/customers?q=13700009001").text).first)
            let before = try await browser.get("/customers/\(id)").text
            for (target, form) in [
                ("/customers/\(id)/edit", "field=name&value=x"), ("/customers/\(id)/forget", "sure=yes"), ("/history", "id=last"), ("/import/begin", ""),
            ] {
                let answer = try await browser.send("POST", target, Array(form.utf8), changing: changing)
                #expect([403, 411, 421].contains(answer.status), "\(target) \(changing)")
            }
            #expect(try await browser.get("/customers/\(id)").text == before)
        }
    }

    @Test func `a form of the desk's own page, whose origin the browser hides, gets in`() async throws {
        try await DeskShop.open { browser in
            let form = Array("pair=a~b&answer=same".utf8)
            let hidden = try await browser.send("POST", "/check", form, changing: ["origin": "null"])
            let byName = try await browser.send("POST", "/check", form, changing: ["origin": "http://localhost:4711", "host": "localhost:4711"])
            #expect(hidden.status == 303 && byName.status == 303)
        }
    }

    @Test func `the link opens the desk once, and gives a cookie that scripts and other sites do not get`() async throws {
        try await DeskShop.open { browser in
            let wrong = try await browser.send("GET", "/open?key=nonsense", changing: ["cookie": nil])
            #expect(wrong.status == 403 && wrong.headers["set-cookie"] == nil)
            let first = try await browser.send("GET", "/open?key=link", changing: ["cookie": nil, "sec-fetch-site": "none"])
            #expect(first.status == 303 && first.headers["location"] == "/")
            let cookie = try #require(first.headers["set-cookie"])
            #expect(cookie == "chatpool_4711=cookie; Path=/; HttpOnly; SameSite=Strict")
            let again = try await browser.send("GET", "/open?key=link", changing: ["cookie": nil])
            #expect(again.status == 403 && again.headers["set-cookie"] == nil)
            #expect(try await browser.get("/open?key=link").status == 303, "who is known already goes on")
        }
    }

    @Test func `every answer says that nothing of it is kept, embedded, sniffed or told to others`() async throws {
        try await DeskShop.open { browser in
            for (target, changing) in [("/customers", [:]), ("/nothing", [:]), ("/customers", ["host": "evil.test"]), ("/desk.js", [:])]
                as [(String, [String: String?])]
            {
                let headers = try await browser.send("GET", target, changing: changing).headers
                #expect(headers["cache-control"] == "no-store" && headers["referrer-policy"] == "no-referrer" && headers["x-content-type-options"] == "nosniff")
                let policy = try #require(headers["content-security-policy"])
                #expect(policy.contains("default-src 'none'") && policy.contains("script-src 'self'") && policy.contains("frame-ancestors 'none'"))
                #expect(!policy.contains("unsafe") && !policy.contains("*") && headers["access-control-allow-origin"] == nil)
            }
        }
    }

    @Test(arguments: [
        "/../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/customers/..", "/customers/%00", "/customers/a%2fb",
        "/customers/a%5cb",
        "/customers/%ff", "/customers/%", "/write/file?name=../../p.db", "/write/file?name=%2fetc%2fpasswd", "/desk.css/../../p.db", "/words.tsv",
        "/layout.mustache", "/.git/config", "customers",
    ])
    func `no path leads out of the desk`(target: String) async throws {
        try await DeskShop.open { browser in
            let page = try await browser.get(target)
            #expect(page.status == 404, "\(target)")
            #expect(!page.text.contains("root:") && !page.text.contains("SQLite"))
        }
    }

    @Test func `what is too long or too large is refused before it is read`() async throws {
        try await DeskShop.open { browser in
            #expect(try await browser.get("/customers?q=" + String(repeating: "a", count: 9000)).status == 414)
            #expect(try await browser.send("GET", "/customers", changing: ["x-much": String(repeating: "a", count: 40_000)]).status == 431)
            let form = try await browser.send("POST", "/check", [UInt8](repeating: 0x61, count: DeskGate.mostForm + 1))
            #expect(form.status == 413 && form.text.contains("limit-exceeded"))
            // The length that was said is too small for what comes.
            let more = try await browser.send("POST", "/check", [UInt8](repeating: 0x61, count: DeskGate.mostForm + 1), changing: ["content-length": "10"])
            #expect(more.status == 500)
            #expect(try await browser.send("DELETE", "/customers", []).status == 405)
        }
    }

    @Test func `files of the browser come in by name and size, and no name climbs`() async throws {
        try await DeskShop.open { browser in
            let batch = try await browser.post("/import/begin", []).text
            func put(_ name: String, length: String? = nil) async throws -> Int {
                try await browser.send(
                    "PUT", "/import/file?batch=\(batch)&name=\(FormText.encoded(name))", Array("hello".utf8),
                    changing: length.map { ["content-length": $0] } ?? [:]
                ).status
            }
            #expect(try await put("a/b/chat.txt") == 200)
            for name in ["../x", "/etc/x", "a/../../x", ".bashrc", "a//b", "a\\b", "a\u{0}b", "", String(repeating: "n", count: 300)] {
                #expect(try await put(name) == 400, "\(name)")
            }
            #expect(try await put("a/b/chat.txt") == 400, "a file is never written over")
            #expect(try await put("large", length: "\(DeskUploads.limits.memberBytes + 1)") == 413)
            #expect(try await put("short", length: "3") == 413)
            #expect(try await put("broken off", length: "9") == 500)
            #expect(try await browser.send("PUT", "/import/file?batch=1&name=x", Array("x".utf8)).status == 404)
        }
    }

    @Test func `a desk that only looks refuses every change`() async throws {
        try await DeskShop.open(isReadOnly: true) { browser in
            let id = try #require(Browser.customers(try await browser.get("/customers?q=13700009001").text).first)
            for target in ["/customers/\(id)/edit", "/customers/\(id)/merge", "/customers/\(id)/forget", "/check", "/today", "/history", "/import/begin"] {
                #expect(try await browser.post(target, [("sure", "yes"), ("field", "name"), ("value", "x")]).status == 403)
            }
            #expect(try await browser.send("PUT", "/import/file?batch=1&name=x", []).status == 403)
            let page = try await browser.get("/customers/\(id)")
            #expect(page.status == 200 && !page.text.contains("method=\"post\""))
            #expect(try await browser.get("/write?id=csv").text.contains("customers-csv.csv"))
        }
    }

    @Test func `the language is the one that the browser wants more`() {
        for (header, language) in [
            ("zh-CN,zh;q=0.9,en;q=0.8", DeskWords.Language.chinese), ("en-US,en;q=0.9,zh;q=0.8", .english), ("de,zh;q=0.5", .chinese), ("fr", .english),
            (nil, .english), ("en;q=0.1, zh-TW;q=0.2", .chinese),
        ] as [(String?, DeskWords.Language)] { #expect(DeskWords.Language(accepting: header) == language, "\(header ?? "none")") }
    }
}
