import ChatBytes
import ChatModel

/// Contact cards that stand beside a WhatsApp text, in its archive or folder, joined to the messages that name them.
struct WhatsAppCards {
    private var known: [String: Contact?] = [:]
    /// How many different cards are looked for: each may mean a walk over the archive.
    private static let most = 300

    /// Gives a message's card what its file says: names, phones, mail and postal addresses.
    mutating func complete(_ message: inout GatheredMessage, _ output: MessageOutput) {
        guard var extra = message.extra, let card = extra.card, let file = card.note else { return }
        var full = contact(file, output.source) ?? card
        if full.name == nil { full.name = card.name }
        full.platform = .whatsapp
        if full.note == file { full.note = nil }
        extra.card = full
        message.extra = extra
    }

    private mutating func contact(_ file: String, _ source: ExportSource) -> Contact? {
        if let found = known[file] { return found }
        guard known.count < Self.most else { return nil }
        let found = source.sibling(named: file, maximumSize: 1 << 20).flatMap { VCardReading.first(in: $0) }
        known[file] = .some(found)
        return found
    }
}
