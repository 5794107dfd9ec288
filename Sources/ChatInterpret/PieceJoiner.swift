import ChatExtract
import ChatModel

/// Joins a recipient that one person gives in pieces, over several messages: a name, a phone, an address, with small talk in between.
struct PieceJoiner {
    private struct Piece {
        var text: String
        var hasPhone: Bool
        var hasAddress: Bool
        var at: Timestamp?
        var index: Int
    }

    /// Pieces further apart than this are not of one recipient.
    private static let reachSeconds: Int64 = 1800
    private static let reachMessages = 12
    /// Lines of one address follow each other within this.
    private static let lineSeconds: Int64 = 240
    /// How many messages a name may stand from what it belongs to, in scripts where any short words look like one.
    private static let nameReach = 3
    private var pieces: [Piece] = []
    private var count = 0

    /// Takes a message of the person; returns a recipient when it completes one.
    ///
    /// - Parameters:
    ///   - scan: what the message says by itself.
    ///   - isTalk: whether the message is plainly about something else.
    ///   - isOthers: whether the message says of its number that it is somebody else's.
    ///   - isAbroad: whether addresses there are written over several messages, a line each.
    mutating func take(
        _ text: String, _ scan: MessageScan, isTalk: Bool, isOthers: Bool = false, isAbroad: Bool = false, at: Timestamp?, parser: inout RecipientParser
    ) -> ParsedRecipient? {
        count += 1
        // cp nya 0928 …: somebody else's number is theirs whose address waits for one, and no second one.
        let phones = scan.findings.findings.contains { $0.kind == .phone } && !(isOthers && pieces.contains(where: \.hasPhone))
        let whole = scan.recipients.first { !$0.recipient.phones.isEmpty && $0.recipient.address != nil && $0.recipient.name != nil }
        if let whole {
            defer { pieces.removeAll() }
            return isAbroad ? continued(text, whole, at: at, parser: &parser) : nil
        }
        let isPlace = scan.recipients.contains { $0.recipient.address.map { AccountState.weight($0) >= 2 || AccountState.isAbroad($0) } ?? false }
        // 萧山银河小区146: too little by itself, enough beside a phone and a name.
        let mayBePlace = !isPlace && !isTalk && !phones && 12...150 ~= text.utf8.count && text.utf8.contains { 48...57 ~= $0 }
        let isWeak = mayBePlace && parser.pieces(in: Array(text.utf8).span, eager: true).address?.recipient.address?.detail != nil
        // Names in letters of two bytes and more are no longer than others.
        let isShort =
            (text.utf8.count <= 30 || text.unicodeScalars.count <= 30 && !text.unicodeScalars.contains { $0.properties.isIdeographic }) && text.utf8.count >= 3
            && !text.utf8.contains { 48...57 ~= $0 }
        guard phones || isPlace || isWeak || isShort && !isTalk || isAbroad && text.utf8.count <= 120 else { return nil }
        pieces.removeAll { piece in count - piece.index > Self.reachMessages || Self.seconds(from: piece.at, to: at) > Self.reachSeconds }
        // The same part again begins another recipient.
        if phones, pieces.contains(where: \.hasPhone) { pieces.removeAll { $0.hasPhone } }
        // 34600 Taiping: a line that says little by itself, and belongs to the address before it.
        let isLine = isAbroad && !phones && !isPlace && !isWeak && !text.contains("?") && goesOn(at) && joins(text, parser: &parser)
        if !phones, !isPlace, !isWeak, !isShort, !isLine { return nil }
        let address = isPlace || isLine || isWeak && (isAbroad && goesOn(at) || !pieces.contains(where: \.hasAddress))
        // A street, then its town: lines of one address, where nobody was named between.
        if address, pieces.contains(where: \.hasAddress), !(isAbroad && goesOn(at)) { pieces.removeAll { $0.hasAddress } }
        pieces.append(Piece(text: text, hasPhone: phones, hasAddress: address, at: at, index: count))
        if pieces.count > 6 { pieces.removeFirst() }
        if isAbroad, address, !phones, let lines = lines(parser: &parser) { return lines }
        guard pieces.contains(where: \.hasPhone), pieces.contains(where: \.hasAddress), pieces.count > 1 else { return nil }
        // The nearest name first: fewer pieces of small talk get in.
        let core = isAbroad ? block(among: pieces) : pieces.filter { $0.hasPhone || $0.hasAddress }
        let names = pieces.filter { piece in
            !core.contains { $0.index == piece.index } && (!isAbroad || core.contains { abs($0.index - piece.index) <= Self.nameReach })
        }
        var best: ParsedRecipient?
        for name in [nil] + names.reversed().map(Optional.some) {
            let joined = (core + (name.map { [$0] } ?? [])).sorted { $0.index < $1.index }.map(\.text).joined(separator: "\n")
            let found = parser.recipients(in: joined).first { !$0.recipient.phones.isEmpty && $0.recipient.address != nil }
            guard let found else { continue }
            if best == nil || best?.recipient.name == nil && found.recipient.name != nil { best = found }
            if best?.recipient.name != nil { break }
        }
        if best?.recipient.name != nil { pieces.removeAll() }
        return best
    }

    private static func seconds(from: Timestamp?, to: Timestamp?) -> Int64 {
        guard let from, let to else { return 0 }
        return to.wallSeconds - from.wallSeconds
    }

    /// Whether the last piece is a part of an address whose next line may follow now.
    private func goesOn(_ at: Timestamp?) -> Bool {
        guard let last = pieces.last, !last.hasPhone, last.index == count - 1, let start = pieces.last(where: \.hasAddress), start.index >= count - 3 else {
            return false
        }
        return Self.seconds(from: last.at, to: at) <= Self.lineSeconds
    }

    /// Whether words are one more line of the address so far.
    private func joins(_ text: String, parser: inout RecipientParser) -> Bool {
        let joined = parser.recipients(in: (block(among: pieces).map(\.text) + [text]).joined(separator: "\n"))
        return joined.count == 1 && joined[0].recipient.address?.detail.map { Self.holds($0, text) } ?? false
    }

    /// The pieces of an address with all that stands between its lines, and the phone.
    private func block(among pieces: [Piece]) -> [Piece] {
        guard let first = pieces.first(where: \.hasAddress), let last = pieces.last(where: \.hasAddress) else { return pieces }
        return pieces.filter { $0.hasPhone || first.index...last.index ~= $0.index }
    }

    /// The address that the lines so far make, where there are several.
    private func lines(parser: inout RecipientParser) -> ParsedRecipient? {
        let own = block(among: pieces).filter { !$0.hasPhone }
        guard own.count > 1, own.count(where: \.hasAddress) > 1 else { return nil }
        let joined = parser.recipients(in: own.map(\.text).joined(separator: "\n"))
        guard joined.count == 1, let address = joined[0].recipient.address, let start = address.detail, own.count(where: { Self.holds(start, $0.text) }) > 1
        else { return nil }
        return joined[0]
    }

    /// A recipient whose first lines were messages of their own: street, then town, name and phone.
    private func continued(_ text: String, _ whole: ParsedRecipient, at: Timestamp?, parser: inout RecipientParser) -> ParsedRecipient? {
        guard goesOn(at), !pieces.contains(where: \.hasPhone) else { return nil }
        let joined = parser.recipients(in: (block(among: pieces).map(\.text) + [text]).joined(separator: "\n"))
        guard joined.count == 1, joined[0].recipient.phones == whole.recipient.phones, joined[0].recipient.name == whole.recipient.name,
            let more = joined[0].recipient.address?.detail, let less = whole.recipient.address?.detail, more.utf8.count > less.utf8.count
        else { return nil }
        return joined[0]
    }

    /// Whether an address begins with, or holds, the first words of a message.
    private static func holds(_ detail: String, _ text: String) -> Bool { detail.contains(text.prefix { !$0.isNewline }.prefix(8)) }
}
