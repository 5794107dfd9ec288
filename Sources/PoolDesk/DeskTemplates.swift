import Mustache
import PoolWriters

/// What a page is made of: values by name, as templates ask for them.
typealias Fields = [String: Any]

/// The pages' templates.
///
/// The library's own escaping looks at whole characters: a quote with a combining accent behind it is another character, goes through as it is, and ends an attribute
/// in a browser. Therefore every template escapes by bytes (``HTMLBytes``).
struct DeskTemplates: Sendable {
    private let library: MustacheLibrary

    static let shared = DeskTemplates()

    private init() {
        MustacheContentTypes.register(HTMLBytes(), named: "BYTES")
        var library = MustacheLibrary()
        for (name, _) in DeskFiles.all where name.hasSuffix(".mustache") {
            // A template that does not parse is caught by a test of every page.
            try? library.register("{{% CONTENT_TYPE:BYTES}}" + DeskFiles.text(name), named: String(name.dropLast(".mustache".count)))
        }
        self.library = library
    }

    /// A page; nil when there is no such template.
    func page(_ name: String, _ fields: Fields) -> String? { library.render(fields, withTemplate: name) }
}

/// Text that stays text between tags and inside of quoted attributes: without characters that act unseen, and escaped by bytes.
struct HTMLBytes: MustacheContentType {
    func escapeText(_ text: String) -> String {
        let clean = PlainText.clean(text)
        var out: [UInt8] = []
        out.reserveCapacity(clean.utf8.count)
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
}
