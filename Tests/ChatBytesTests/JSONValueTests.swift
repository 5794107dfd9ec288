import ChatBytes
import Testing

@Suite("JSON values and fields")
struct JSONValueTests {
    private func value<R>(_ text: String, _ body: (JSONValue, Span<UInt8>) -> R) -> R {
        let bytes = Array(text.utf8)
        var scanner = JSONScanner(bytes.span)
        return body(scanner.value(bytes.span), bytes.span)
    }

    @Test(
        "Whole numbers come out of numbers and of strings of digits, and never overflow",
        arguments: [
            ("0", 0), ("-0", 0), ("1709600000", 1_709_600_000), ("\"1709600000\"", 1_709_600_000), ("-15", -15), ("1709600000.75", 1_709_600_000),
            ("1.7e3", 1700),
            ("9223372036854775807", Int.max), ("9223372036854775808", nil), ("99999999999999999999999", nil), ("1e30", nil), ("\"12a\"", nil), ("\"\"", nil),
            ("true", nil),
            ("null", nil), ("[1]", nil), ("\"-\"", nil),
        ] as [(String, Int?)])
    func integers(text: String, expected: Int?) { #expect(value(text) { $0.integer(in: $1) } == expected) }

    @Test(
        "Numbers are exact",
        arguments: [
            ("0.1", 0.1), ("89.00", 89), ("-12.5", -12.5), ("1e-7", 1e-7), ("123456789012345678901234567890", 1.2345678901234568e29), ("\"3.25\"", 3.25),
            ("1e999", nil),
            ("\"x\"", nil), ("\"\"", nil), ("0.30000000000000004", 0.30000000000000004),
        ] as [(String, Double?)])
    func numbers(text: String, expected: Double?) { #expect(value(text) { $0.number(in: $1) } == expected) }

    @Test(
        "Truth has many spellings",
        arguments: [
            ("true", true), ("false", false), ("1", true), ("0", false), ("\"1\"", true), ("\"True\"", true), ("\"false\"", false), ("2", nil), ("null", nil),
            ("\"yes\"", nil),
        ] as [(String, Bool?)])
    func booleans(text: String, expected: Bool?) { #expect(value(text) { $0.bool(in: $1) } == expected) }

    private enum Key: String, JSONKey {
        case id, name
        case sentAt = "sent_at"
        case body
    }

    @Test("Fields are found in any order; missing ones are missing, doubled ones the last")
    func fields() {
        var fields = JSONFields(Key.self)
        let bytes = Array(#"{"body":{"id":9},"other":[{"id":1}],"sent_at":5,"id":1,"n\u0061me":"x","id":"2"} {"name":"y"} 7"#.utf8)
        let span = bytes.span
        var scanner = JSONScanner(span)
        let isRead = fields.read(&scanner, span)
        let id = fields[Key.id].string(in: span)
        let name = fields[Key.name].string(in: span)
        let sentAt = fields[Key.sentAt].integer(in: span)
        #expect(isRead && id == "2" && name == "x" && sentAt == 5)
        var inner = JSONFields(Key.self)
        let isInnerRead = inner.read(fields[Key.body], span)
        let innerID = inner[Key.id].integer(in: span)
        #expect(isInnerRead && innerID == 9)
        let isNextRead = fields.read(&scanner, span)
        let nextName = fields[Key.name].string(in: span)
        #expect(isNextRead && !fields[Key.id].exists && nextName == "y")
        let isThirdRead = fields.read(&scanner, span)
        let third = scanner.value(span).integer(in: span)
        #expect(!isThirdRead && !fields[Key.name].exists && third == 7)
    }
}
