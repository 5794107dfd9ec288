import ChatImport
import ChatModel
import CustomerPool
import Foundation
import Testing

@testable import PoolDesk

/// An invented shop whose customers leave questions, with nicknames that try to be more than text.
enum DeskShop {
    static let hostile = [
        "<img src=x onerror=alert(1)>", "葛\"\u{301} onmouseover=alert(1) x=\"", "<script>alert(2)</script>茶", "{{t}} {{{t}}}",
        "</title><script>alert(3)</script>",
    ]
    private static let head = "订单编号,买家会员名,收货人姓名,收货地址,联系手机,宝贝标题,宝贝总数量,买家实际支付金额,订单状态,订单创建时间,物流公司,物流单号"
    private static let orders: [[String]] = [
        ["A1", "tb小满", "苏小满", "浙江省 杭州市 余杭区 良渚街道柳絮路9号云栖里3幢502", "13700009001", "高山红茶", "2", "256.00", "交易成功", "2026-09-01 10:00:00", "圆通速递", "YT9912345670001"],
        [
            "A2", "xm_tea", "苏小满", "浙江省 杭州市 余杭区 良渚街道柳絮路9号云栖里5幢101", "13700009021", "高山红茶", "1", "128.00", "交易成功", "2026-10-01 10:00:00", "圆通速递",
            "YT9912345670002",
        ],
        ["A3", "tb桃子", "陶静怡", "江苏省 苏州市 吴中区 木渎镇花园路3号", "13300009005", "百花蜂蜜", "1", "68.00", "交易成功", "2026-09-05 10:00:00", "圆通速递", "YT9912345670003"],
        ["A4", "taotao", "陶静怡", "江苏省 苏州市 吴中区 木渎镇花园路5号", "13300009035", "百花蜂蜜", "2", "136.00", "交易成功", "2026-11-05 10:00:00", "圆通速递", "YT9912345670004"],
        [hostile[0], hostile[0], hostile[1], "四川省 成都市 武侯区 听雨弄8号", "13500009008", hostile[2], "1", "20.00", "交易成功", "2026-11-22 10:00:00", "", ""],
    ]

    private static func chat(_ nickname: String, _ lines: [(who: String, text: String)]) -> String {
        var text = ["Dear:", "", "    \(nickname) 和 阿禾 在微信上的聊天记录如下，请查收。", "", "—————  2026-11-18  —————", "", ""]
        for (i, line) in lines.enumerated() { text += ["\(line.who)  10:\(10 + i)", "", line.text, ""] }
        return text.joined(separator: "\n")
    }

    /// The exports by their names.
    static let files: [(name: String, text: String)] = [
        ("订单.csv", ([head] + orders.map { $0.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") }).joined(separator: "\n") + "\n"),
        (
            "小满.txt",
            chat(
                "小满",
                [
                    ("小满", "要2罐高山红茶"), ("小满", "苏小满 13700009001 浙江省杭州市余杭区良渚街道柳絮路9号云栖里3幢502"), ("阿禾", "好的，共256元"), ("小满", "已付款"),
                ])
        ),
        ("怪.txt", chat(hostile[3], [(hostile[3], "蜂蜜多少钱一瓶"), ("阿禾", "68一瓶"), (hostile[3], "javascript:alert(4) \" onload=\"alert(5)")])),
        ("追云.txt", chat("追云", [("追云", "收到的蜂蜜瓶子破了，漏了一半"), ("阿禾", "抱歉，给您补发"), ("追云", "好的")])),
    ]

    static let day = CivilDay.number(year: 2026, month: 11, day: 25)

    /// Lends a folder that is gone afterwards.
    static func inFolder<T>(_ body: (URL) async throws -> T) async throws -> T {
        let folder = FileManager.default.temporaryDirectory.appending(path: "chatpool-desk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }

    static func options(_ folder: URL) -> Desk.Options {
        var run = ImportRun.Options()
        run.ownerNames = ["阿禾"]
        let day = day
        return Desk.Options(pool: folder.appending(path: "p.db").path, run: run) { PoolView(asOf: day) }
    }

    /// Makes the shop's pool in a folder.
    static func makePool(in folder: URL) throws {
        let exports = folder.appending(path: "exports")
        try FileManager.default.createDirectory(at: exports, withIntermediateDirectories: true)
        for file in files { try file.text.write(to: exports.appending(path: file.name), atomically: true, encoding: .utf8) }
        let options = options(folder)
        _ = try ImportRun(pool: try PoolStore(path: options.pool), options: options.run).run(InputList([exports.path]))
    }

    /// Lends a desk over the shop's pool, in a browser that has come by the link.
    static func open<T>(isReadOnly: Bool = false, _ body: (Browser) async throws -> T) async throws -> T {
        try await inFolder { folder in
            try makePool(in: folder)
            var options = options(folder)
            options.isReadOnly = isReadOnly
            let desk = try Desk(options)
            await desk.begin()
            let browser = Browser(desk: desk)
            defer { desk.end() }
            return try await body(browser)
        }
    }
}

/// A browser without a window: sends what browsers send, and keeps nothing but the cookie.
struct Browser {
    let desk: Desk
    var gate = DeskGate(port: 4711, linkToken: "link", cookieToken: "cookie")
    var language = "en"
    var headers: [String: String] = [:]

    struct Answer {
        var status: Int
        var text: String
        var headers: [String: String]
        var bytes: [UInt8]
    }

    func send(_ method: String, _ target: String, _ body: [UInt8]? = nil, changing: [String: String?] = [:]) async throws -> Answer {
        let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var request = DeskRequest(method: method, path: String(halves[0]), query: halves.count > 1 ? String(halves[1]) : "")
        request.headers = ["host": "127.0.0.1:4711", "cookie": "\(gate.cookieName)=cookie", "accept-language": language, "sec-fetch-site": "same-origin"]
        if method != "GET" { request.headers["origin"] = "http://127.0.0.1:4711" }
        if let body {
            request.headers["content-length"] = "\(body.count)"
            request.body = { each in for start in stride(from: 0, to: body.count, by: 1000) { try each(Array(body[start..<min(start + 1000, body.count)])) } }
        }
        for (name, value) in changing { request.headers[name] = value }
        let response = await desk.answer(request, gate: gate)
        var bytes: [UInt8] = []
        switch response.body {
        case .bytes(let all): bytes = all
        case .file(let path): bytes = Array(try Data(contentsOf: URL(filePath: path)))
        }
        return Answer(
            status: response.status, text: String(decoding: bytes, as: UTF8.self),
            headers: Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { $1 }), bytes: bytes)
    }

    func get(_ target: String) async throws -> Answer { try await send("GET", target) }

    func post(_ target: String, _ form: [(String, String)]) async throws -> Answer {
        try await send("POST", target, Array(form.map { "\($0.0)=\(FormText.encoded($0.1))" }.joined(separator: "&").utf8))
    }

    /// The links of a page to customers, in order.
    static func customers(_ page: String) -> [String] {
        page.components(separatedBy: "href=\"/customers/").dropFirst().compactMap { $0.split(separator: "\"").first.map(String.init) }
    }

    /// The value of a hidden field.
    static func hidden(_ name: String, in page: String) -> String? {
        page.components(separatedBy: "name=\"\(name)\" value=\"").dropFirst().first?.split(separator: "\"", omittingEmptySubsequences: false).first.map(
            String.init)
    }
}
