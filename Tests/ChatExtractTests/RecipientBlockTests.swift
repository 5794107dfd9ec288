import ChatExtract
import ChatModel
import Foundation
import TestSupport
import Testing

/// Blocks of `fixtures/blocks`, which `kinds.tsv` describes, and lines of talk that hold no address.
@Suite("Blocks by kind of difficulty")
struct RecipientBlockTests {
    /// A block and what is to be read in it; every value may be one of several.
    struct Case: CustomTestStringConvertible, Sendable {
        let text: String
        let expected: [String: [String]]
        var testDescription: String { text }

        init(_ line: Substring) {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            text = fields[1].replacing("⏎", with: "\n")
            let names = ["name", "phone", "province", "city", "district", "town", "detail"]
            let values = names.indices.map { 2 + $0 < fields.count ? fields[2 + $0] : "" }
            expected = Dictionary(
                uniqueKeysWithValues: zip(names, values.map { $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init) }))
        }
    }

    static func lines(_ name: String) throws -> [Substring] {
        try Repository.lines("blocks/\(name)")
    }

    /// Without the marks and spaces that say nothing of a place.
    private static func plain(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { CharacterSet.alphanumerics.contains($0) }))
    }

    @Test("A block gives its name, phone, divisions and every word of its street")
    func kinds() throws {
        var parser = RecipientParser()
        for item in try Self.lines("kinds.tsv").map(Case.init) {
            let found = parser.recipients(in: item.text)
            #expect(found.count == 1, "\(item.text)")
            guard let recipient = found.first?.recipient else { continue }
            let address = recipient.address
            var values = [
                "name": recipient.name ?? "", "province": address?.province ?? "", "city": address?.city ?? "", "district": address?.district ?? "",
                "town": address?.town ?? "", "detail": Self.plain(address?.detail ?? ""),
            ]
            values["phone"] = recipient.phones.joined(separator: ",")
            for (field, wanted) in item.expected where field != "town" || wanted != [""] {
                let accepted = field == "detail" ? wanted.map(Self.plain) : field == "phone" ? wanted.map(Self.dialled) : wanted
                #expect(accepted.contains(values[field] ?? ""), "\(field) of \(item.text)")
            }
        }
    }

    /// E.164 of a fixture's phone: mainland mobiles, those of Taiwan and Hong Kong as dialled there, others as written.
    private static func dialled(_ phone: String) -> String {
        switch phone.count {
        case 11 where phone.hasPrefix("1"): "+86" + phone
        case 10 where phone.hasPrefix("09"): "+886" + phone.dropFirst()
        case 8: "+852" + phone
        default: phone
        }
    }

    @Test("Talk in brackets behind the street is a remark, and not lost")
    func aside() {
        var parser = RecipientParser()
        let found = parser.recipients(in: "广东省清远市清城区小市街道桥北路6号（那天我不在）王芳 13812345678")
        #expect(found.map(\.remark) == ["那天我不在"])
        #expect(found.map(\.recipient.address?.detail) == ["桥北路6号"])
        #expect(found.map(\.recipient.name) == ["王芳"])
    }

    @Test("Lines with a name, a number and a house of their own are recipients of their own, whatever the town")
    func lines() {
        var parser = RecipientParser()
        let found = parser.recipients(in: "翠竹苑2-1-301 何静 15800010301\n翠竹苑6-2-1102 马姐 15800010302").map(\.recipient)
        #expect(found.map(\.name) == ["何静", "马姐"])
        #expect(found.map(\.phones) == [["+8615800010301"], ["+8615800010302"]])
        #expect(found.map(\.address?.detail) == ["翠竹苑2-1-301", "翠竹苑6-2-1102"])
    }

    @Test("Talk about places is no address")
    func talk() throws {
        var parser = RecipientParser()
        for line in try Self.lines("talk.txt") { #expect(parser.recipients(in: String(line)).isEmpty, "\(line)") }
    }
}
