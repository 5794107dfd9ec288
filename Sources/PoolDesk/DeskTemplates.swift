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

/// The escaping of every writer of pages.
struct HTMLBytes: MustacheContentType {
    func escapeText(_ text: String) -> String { HTMLText.escaped(text) }
}
