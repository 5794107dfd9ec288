import ChatModel

/// Pieces of a page: everything that comes from a chat goes through ``escaped(_:)``.
public enum HTMLText {
    /// Text that stays text in any place of a page, between tags and inside of quoted attributes: without characters that act unseen, and escaped by bytes.
    public static func escaped(_ text: String) -> String {
        let clean = PlainText.clean(text)
        guard clean.utf8.contains(where: { $0 == 0x26 || $0 == 0x3C || $0 == 0x3E || $0 == 0x22 || $0 == 0x27 }) else { return clean }
        var out: [UInt8] = []
        for byte in clean.utf8 {
            switch byte {
            case 0x26: out += "&amp;".utf8
            case 0x3C: out += "&lt;".utf8
            case 0x3E: out += "&gt;".utf8
            case 0x22: out += "&quot;".utf8
            case 0x27: out += "&#39;".utf8
            default: out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Text of at most so many characters, escaped, in an element that keeps its direction to itself.
    static func said(_ text: String?, atMost limit: Int = 300) -> String {
        guard let text, !text.isEmpty else { return "" }
        let kept = PlainText.cut(text, to: limit)
        return "<bdi>\(escaped(kept == text ? text : kept + "…"))</bdi>"
    }

    /// An element with content that is already escaped; nothing when the content is empty.
    static func element(_ tag: String, _ style: String, _ content: String) -> String {
        content.isEmpty ? "" : "<\(tag) class=\"\(style)\">\(content)</\(tag)>"
    }

    /// An amount with its currency: `¥1,280`, `MYR 170.5`.
    static func money(_ amount: Double?, _ currency: String?) -> String {
        guard let amount else { return "" }
        guard let currency, !currency.isEmpty else { return grouped(amount) }
        let sign = currency == "CNY" ? "¥" : escaped(currency) + " "
        return sign + grouped(amount)
    }

    /// A number with a comma between thousands and at most two digits behind the point.
    static func grouped(_ value: Double) -> String {
        let text = Cell.decimal(value)
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        var digits: [UInt8] = []
        for (i, digit) in parts[0].utf8.reversed().enumerated() {
            if i > 0, i % 3 == 0, digit != 0x2D { digits.append(0x2C) }
            digits.append(digit)
        }
        let whole = String(decoding: digits.reversed(), as: UTF8.self)
        return parts.count > 1 ? "\(whole).\(parts[1])" : whole
    }
}
