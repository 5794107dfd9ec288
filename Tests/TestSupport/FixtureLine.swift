import ChatBytes
import ChatModel
import Foundation

/// Lines of golden files.
enum FixtureLine {
    static func write(_ entry: CollectingSink.Entry, positions: Bool, to writer: inout JSONWriter) {
        let message = entry.message
        writer.beginObject()
        writer.key("platform")
        writer.string(message.conversation.platform.rawValue)
        writer.key("format")
        writer.string(message.conversation.format)
        writer.key("chat")
        writer.beginObject()
        optional("id", message.conversation.id, to: &writer)
        writer.key("title")
        writer.string(message.conversation.title)
        writer.key("kind")
        writer.string(message.conversation.kind.rawValue)
        writer.endObject()
        if let sender = message.sender {
            writer.key("sender")
            writer.beginObject()
            optional("id", sender.id, to: &writer)
            writer.key("name")
            writer.string(sender.name)
            if let isOwner = sender.isOwner {
                writer.key("is_owner")
                writer.bool(isOwner)
            }
            writer.endObject()
        }
        optional("sent_at", message.sentAt?.description, to: &writer)
        writer.key("kind")
        writer.string(message.kind.rawValue)
        writer.key("text")
        writer.string(message.text)
        if let extra = entry.extra { write(extra, to: &writer) }
        if positions {
            writer.key("source")
            writer.beginObject()
            writer.key("line")
            writer.integer(message.source.line ?? -1)
            writer.key("index")
            writer.integer(message.source.index ?? -1)
            writer.endObject()
        }
        writer.endObject()
        writer.endLine()
    }

    private static func write(_ extra: MessageBatch.Extra, to writer: inout JSONWriter) {
        if let payment = extra.payment {
            writer.key("payment")
            encode(payment, to: &writer)
        }
        if let quote = extra.quote {
            writer.key("quote")
            encode(quote, to: &writer)
        }
        if let card = extra.card {
            writer.key("card")
            encode(card, to: &writer)
        }
        if !extra.solitaire.isEmpty {
            writer.key("solitaire")
            encode(extra.solitaire, to: &writer)
        }
    }

    static func write(_ key: StaticString, _ value: some Encodable, _ line: Int?, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key(key)
        encode(value, to: &writer)
        if let line {
            writer.key("line")
            writer.integer(line)
        }
        writer.endObject()
        writer.endLine()
    }

    static func write(_ diagnostic: Diagnostic, positions: Bool, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("diagnostic")
        writer.string(diagnostic.code)
        writer.key("message")
        writer.string(diagnostic.message)
        if positions, let line = diagnostic.position.line {
            writer.key("line")
            writer.integer(line)
        }
        writer.endObject()
        writer.endLine()
    }

    static func write(_ failure: ImportError, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("error")
        writer.string(failure.code.name)
        writer.key("message")
        writer.string(failure.message)
        writer.endObject()
        writer.endLine()
    }

    private static func optional(_ key: StaticString, _ value: String?, to writer: inout JSONWriter) {
        guard let value else { return }
        writer.key(key)
        writer.string(value)
    }

    private static func encode(_ value: some Encodable, to writer: inout JSONWriter) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        writer.raw((try? encoder.encode(value)).map { Array($0) } ?? Array("null".utf8))
    }
}
