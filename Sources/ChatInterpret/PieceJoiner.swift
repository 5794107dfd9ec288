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
    private var pieces: [Piece] = []
    private var count = 0

    /// Takes a message of the person; answers a recipient when it completes one.
    ///
    /// - Parameters:
    ///   - scan: what the message says by itself.
    ///   - isTalk: whether the message is plainly about something else.
    mutating func take(_ text: String, _ scan: MessageScan, isTalk: Bool, at: Timestamp?, parser: inout RecipientParser) -> ParsedRecipient? {
        count += 1
        let phones = scan.findings.findings.contains { $0.kind == .phone }
        let whole = scan.recipients.first { !$0.recipient.phones.isEmpty && $0.recipient.address != nil && $0.recipient.name != nil }
        if whole != nil {
            pieces.removeAll()
            return nil
        }
        let isPlace = scan.recipients.contains { $0.recipient.address.map { AccountState.weight($0) >= 2 || AccountState.isAbroad($0) } ?? false }
        // 萧山银河小区146: too little by itself, enough beside a phone and a name.
        let mayBePlace = !isPlace && !isTalk && !phones && 12...150 ~= text.utf8.count && text.utf8.contains { 48...57 ~= $0 }
        let isWeak = mayBePlace && parser.pieces(in: Array(text.utf8).span, eager: true).address?.recipient.address?.detail != nil
        // Names in letters of two bytes and more are no longer than others.
        let isShort =
            (text.utf8.count <= 30 || text.unicodeScalars.count <= 30 && !text.unicodeScalars.contains { $0.properties.isIdeographic }) && text.utf8.count >= 3
            && !text.utf8.contains { 48...57 ~= $0 }
        guard phones || isPlace || isWeak || isShort && !isTalk else { return nil }
        pieces.removeAll { piece in
            count - piece.index > Self.reachMessages
                || at != nil && piece.at != nil && (at?.wallSeconds ?? 0) - (piece.at?.wallSeconds ?? 0) > Self.reachSeconds
        }
        // The same part again begins another recipient.
        if phones, pieces.contains(where: \.hasPhone) { pieces.removeAll { $0.hasPhone } }
        let address = isPlace || isWeak && !pieces.contains(where: \.hasAddress)
        if address, pieces.contains(where: \.hasAddress) { pieces.removeAll { $0.hasAddress } }
        pieces.append(Piece(text: text, hasPhone: phones, hasAddress: address, at: at, index: count))
        if pieces.count > 6 { pieces.removeFirst() }
        guard pieces.contains(where: \.hasPhone), pieces.contains(where: \.hasAddress), pieces.count > 1 else { return nil }
        // The nearest name first: fewer pieces of small talk get in.
        let core = pieces.filter { $0.hasPhone || $0.hasAddress }
        let names = pieces.filter { !$0.hasPhone && !$0.hasAddress }
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
}
