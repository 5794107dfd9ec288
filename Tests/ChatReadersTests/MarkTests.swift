import ChatBytes
import ChatModel
import ChatReaders
import Foundation
import TestSupport
import Testing

/// Nothing is lost in silence: what is put in anywhere is in the output, or there is a diagnostic that was not there before, or the grammar names the place.
@Suite("A word put in anywhere is told")
struct MarkTests {
    static let fixtures = MarkedFile.all

    @Test("In a line of its own", arguments: fixtures)
    func lines(file: MarkedFile) throws { try check(file, tails: false) }

    @Test("Behind the end of a line", arguments: fixtures.filter { $0.kind == .lines })
    func tails(file: MarkedFile) throws { try check(file, tails: true) }

    @Test("Formats with places of no text are ones that are read")
    func named() {
        let formats = Set(Self.fixtures.map(\.format))
        for format in NamedPlace.all.flatMap(\.formats) { #expect(formats.contains(format), "\(format)") }
    }

    private func check(_ file: MarkedFile, tails: Bool) throws {
        let marked = try MarkedText(file, tails: tails)
        for place in try marked.silent() where !NamedPlace.holds(place, in: marked) {
            Issue.record("line \(place + 1): \(marked.lines[place].prefix(60))")
        }
    }
}

/// A text file of the fixtures that a reader claims.
struct MarkedFile: Sendable, CustomStringConvertible {
    enum Kind { case lines, json }

    let url: URL
    let format: String
    let kind: Kind

    var description: String { String(url.path.dropFirst(Repository.fixtures.path.count + 1)) }

    /// The text inputs of all readers. Talk and tables of sellers are written in these formats too, and have tests of their own.
    static let all: [MarkedFile] = Fixture.all.compactMap { fixture in
        let suffix = fixture.file.pathExtension
        guard ["txt", "md", "csv", "jsonl", "json", "vcf"].contains(suffix), let source = try? ExportSource.open(fixture.file.path), source.encoding == .utf8
        else { return nil }
        return MarkedFile(url: fixture.file, format: fixture.format, kind: ["json", "vcf"].contains(suffix) ? .json : .lines)
    }
}

/// A text into which marks are put.
struct MarkedText {
    let file: MarkedFile
    let tails: Bool
    let lines: [String]
    private let reader: any ExportReader
    private let before: Reading
    /// How many marks stand in one reading: far enough from each other that none hides another.
    private static let distance = 9

    init(_ file: MarkedFile, tails: Bool) throws {
        (self.file, self.tails) = (file, tails)
        let text = try String(contentsOf: file.url, encoding: .utf8)
        lines = text.components(separatedBy: "\n")
        reader = try #require(BuiltinReaders.all.first { $0.format.id == file.format })
        before = Reading(reader, try ExportSource.bytes(Array(text.utf8), path: file.url.path))
    }

    /// The places at which a mark is told by nothing, counted from 0.
    func silent() throws -> [Int] {
        // Damage that was there before hides where one damage more begins.
        guard !before.sink.diagnostics.contains(where: { $0.code.hasPrefix("json-") }) else { return [] }
        let step = max(1, lines.count / (file.kind == .json ? 15 : 80))
        let places = stride(from: 0, to: lines.count, by: step).filter { !tails || !lines[$0].allSatisfy(\.isWhitespace) }
        var open = places
        // Many marks at once first; where one is not seen it is put in alone.
        if file.kind == .lines {
            open = []
            for first in 0..<min(Self.distance, places.count) {
                let some = stride(from: first, to: places.count, by: Self.distance).map { places[$0] }
                open += try unseen(some)
            }
        }
        return try open.sorted().filter { try !unseen([$0]).isEmpty }
    }

    private func mark(_ place: Int) -> String { "ZZQ\(4_000_000 + place)" }

    private func unseen(_ places: [Int]) throws -> [Int] {
        var marked: [String] = []
        var lineOf: [Int: Int] = [:]
        let chosen = Set(places)
        for (i, line) in lines.enumerated() {
            if chosen.contains(i), tails {
                let isCRLF = line.hasSuffix("\r")
                marked.append((isCRLF ? String(line.dropLast()) : line) + " " + mark(i) + (isCRLF ? "\r" : ""))
                lineOf[i] = marked.count
            } else {
                if chosen.contains(i) {
                    marked.append(mark(i))
                    lineOf[i] = marked.count
                }
                marked.append(line)
            }
        }
        let reading = Reading(reader, try ExportSource.bytes(Array(marked.joined(separator: "\n").utf8), path: file.url.path))
        let output = reading.lines()
        if places.count == 1, output.contains("\"error\"") || changed(reading) { return [] }
        // A file that nobody knows any more is told as a whole; one that another reader takes is that reader's.
        if places == [0] {
            guard let other = ReaderRegistry().reader(for: reading.source) else { return [] }
            if other.format.id != file.format, Reading(other, reading.source).lines().contains(mark(0)) { return [] }
        }
        let told = Set(reading.sink.diagnostics.compactMap(\.position.line))
        return places.filter { place in
            let line = lineOf[place] ?? 0
            return !output.contains(mark(place)) && !told.contains(line) && !told.contains(line + 1)
        }
    }

    /// Whether the diagnostics are others than those of the file as it is.
    private func changed(_ reading: Reading) -> Bool {
        reading.sink.diagnostics.count != before.sink.diagnostics.count
            || reading.sink.diagnostics.map(\.code) != before.sink.diagnostics.map(\.code)
    }
}

/// A place of which a format's grammar says that it holds no text.
struct NamedPlace: Sendable {
    let formats: Set<String>
    let isThere: @Sendable (_ place: Int, _ text: MarkedText) -> Bool

    init(_ formats: String..., isThere: @escaping @Sendable (Int, MarkedText) -> Bool) { (self.formats, self.isThere) = (Set(formats), isThere) }

    static func holds(_ place: Int, in text: MarkedText) -> Bool {
        isAboveTable(place, text) || all.contains { $0.formats.contains(text.file.format) && $0.isThere(place, text) }
    }

    /// Titles above a table, and the words of its header: what became of each column is said of the table as a whole.
    private static func isAboveTable(_ place: Int, _ text: MarkedText) -> Bool {
        guard text.file.url.pathExtension == "csv" else { return false }
        let widths = text.lines.prefix(8).map { line in line.count { $0 == "," || $0 == "\t" || $0 == ";" } }
        guard let widest = widths.max(), let header = widths.firstIndex(of: widest) else { return false }
        return place <= header
    }

    private static func begins(_ words: String...) -> @Sendable (Int, MarkedText) -> Bool {
        { place, text in text.tails && words.contains { text.lines[place].hasPrefix($0) } }
    }

    static let all = [
        // Lists of rooms and sessions name nobody who is a customer; rows of rooms and services among people are nobody's.
        NamedPlace("chatlog-lists") { _, _ in true },
        NamedPlace("chatlog-contacts") { place, text in
            text.tails && ["@chatroom", "gh_", "filehelper"].contains { text.lines[place].contains($0) }
        },
        // The last column is none that is read: the field map of the format names those that are.
        NamedPlace(
            "ciphertalk-excel", "discord-csv", "paypal-activity", "stripe-payments", "square-transactions", "wise-statement", "wechat-merchant-bill",
            "weixin-shop-orders"
        ) { _, text in text.tails },
        // What an account is, behind which it is a friend, a room or a service.
        NamedPlace("weflow-contacts") { place, text in text.tails && ["好友", "群聊", "公众号"].contains { text.lines[place].hasSuffix($0) } },
        NamedPlace("weflow-contacts") { place, text in text.tails && text.lines[place].hasSuffix("好友\r") },
        // A time with words behind it is none.
        NamedPlace("kuaituantuan-orders") { _, text in text.tails },
        // A cell alone in its row heads the rows below it; sums come to what stands above.
        NamedPlace("jingdong-orders", "kuaituantuan-orders", "pinduoduo-orders", "weixin-shop-orders", "order-table") { _, text in !text.tails },
        NamedPlace("order-table") { place, text in text.tails && ["合计", "一共"].contains { text.lines[place].contains($0) } },
        // The second line of a cell that ends in the row's own id.
        NamedPlace("chatpool-workbook") { place, text in text.tails && text.lines[place].contains("\",") },
        // Blocks of attachments and reactions, and the frame around the messages.
        NamedPlace("discord-txt") { place, text in
            let own = text.lines[place]
            if ["===", "Guild: ", "Channel: ", "Topic: ", "Exported "].contains(where: { own.hasPrefix($0) }) { return true }
            let head = text.lines[..<(text.tails ? place + 1 : place)].last { $0.hasPrefix("[") || $0.hasPrefix("{") || $0.hasPrefix("===") }
            return head?.hasPrefix("{") ?? true
        },
        // The line of a time with its receipt, tapbacks, and what an answer repeats of the message before.
        NamedPlace("imessage-exporter-txt") { place, text in
            let own = text.lines[place]
            return text.tails && (own.hasPrefix("    ") || own.contains("(Read by ") || own.hasPrefix("Loved by ") || own.hasPrefix("Tapbacks:"))
        },
        // The line of a name that was called, between a name and its time.
        NamedPlace("feishu-copy", isThere: begins("@")),
        // Fields of the file's head and foot, and lines about a message that are none of its text.
        NamedPlace("line-txt", isThere: begins("Saved on:", "儲存日期", "保存日時")),
        NamedPlace("kakaotalk-txt", isThere: begins("저장한 날짜", "Date Saved")),
        NamedPlace("line-oa-csv", isThere: begins("タイムゾーン", "ダウンロード日時", "送信者タイプ")),
        NamedPlace("memotrace-md", isThere: begins("# ")),
        NamedPlace("weflow-md", isThere: begins("- **", "---")),
        NamedPlace("wechatdataanalysis-txt", isThere: begins("会话: ", "账号: ", "会话头像: ", "时间范围: ", "消息类型: ", "导出时间: ")),
        // The signature that a mail program puts below, and the rule between what is quoted and the answer.
        NamedPlace("wechat-mail", isThere: begins("发自我的 ", "Sent from my ")),
        NamedPlace("wechat-copy", isThere: begins("- - - - -")),
        NamedPlace("qq-txt", isThere: begins("消息分组:")),
        NamedPlace(
            "qq-chat-exporter-txt", isThere: begins("聊天类型: ", "参与人数: ", "导出时间: ", "消息总数: ", "时间范围: ", "总计导出 ", "时间: ", "提及: ", "  - ")),
        // Where a picture lies.
        NamedPlace("wechatdataanalysis-txt", "wechat-dump-txt") { place, text in
            text.tails && ["[avatar=", "[图片] media/", "|img:"].contains { text.lines[place].contains($0) }
        },
        // The same, and the direction of a row that nobody wrote.
        NamedPlace("qqnt-export-txt") { place, text in text.tails && (text.lines[place].contains("\\") || text.lines[place].hasSuffix(" 转发")) },
        // The head of the file, and whom a row of the time line was sent to.
        NamedPlace("qqroot-md", "qqroot-txt") { place, text in
            text.tails
                && ["QQ 聊天记录归档", "主人账号: ", "好友范围: ", "-----"].contains { text.lines[place].hasPrefix($0) }
                || text.lines[place].contains(" -> ")
        },
    ]
}
