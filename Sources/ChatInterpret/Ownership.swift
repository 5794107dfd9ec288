public import ChatModel

/// Whose exports these are: the seller's names, accounts, phones and addresses, none of which is ever a customer's.
public struct Ownership: Hashable, Sendable {
    /// Names as exports show them, without white space at the ends.
    public var names: Set<String> {
        didSet { looseNames = Self.loose(names) }
    }
    /// Platform ids of the seller's accounts.
    public var accountIDs: Set<String>
    /// E.164.
    public var phones: Set<String>
    /// Where the seller lives or takes goods back.
    public var addresses: [PostalAddress]
    /// Names on the other side of direct chats: none is the seller's for being nearly the seller's name.
    public var customers: Set<String> = []
    private var looseNames: Set<String>

    /// What is known of the seller; all of it may be empty.
    public init(names: Set<String> = [], accountIDs: Set<String> = [], phones: Set<String> = [], addresses: [PostalAddress] = []) {
        self.names = names
        self.accountIDs = accountIDs
        self.phones = phones
        self.addresses = addresses
        looseNames = Self.loose(names)
    }

    private static func loose(_ names: Set<String>) -> Set<String> { Set(names.map(NameKey.loose).filter { NameKey.isTelling($0) }) }

    /// Whether nobody is known to be the seller.
    public var isUnknown: Bool { names.isEmpty && accountIDs.isEmpty }

    /// Whether a participant is the seller: by the export's own flag, else by account, else by name. An emoji, case and invisible marks do not count.
    public func owns(_ participant: Participant) -> Bool {
        if let flag = participant.isOwner { return flag }
        if let id = participant.id, accountIDs.contains(id) { return true }
        let name = NameKey.of(participant.name)
        if names.contains(name) { return true }
        return !customers.contains(name) && looseNames.contains(NameKey.loose(name))
    }

    /// The ownership as it holds in one chat: of the two sides of a direct chat exactly one is the seller.
    ///
    /// Where both bear a name of the seller's, the side that the chat is named after is the customer.
    public func settled(in conversation: Conversation, _ participants: [Participant]) -> Ownership {
        guard conversation.kind != .group else { return self }
        let owned = participants.filter(owns)
        let names = Set(participants.map { NameKey.of($0.name) })
        guard owned.count == participants.count, names.count == 2, !participants.contains(where: { $0.isOwner != nil }) else { return self }
        let title = ChatTitle(conversation.title, names.sorted())
        guard let peer = title.peer ?? title.first else { return self }
        var settled = self
        settled.names.remove(peer)
        settled.customers.insert(peer)
        for participant in participants where NameKey.of(participant.name) == peer { participant.id.map { _ = settled.accountIDs.remove($0) } }
        return settled
    }
}

/// How names are compared: white space at the ends and invisible marks do not count.
public enum NameKey {
    /// The form of a name that is compared.
    public static func of(_ name: String) -> String {
        var scalars = String.UnicodeScalarView()
        for s in name.unicodeScalars where !isInvisible(s) { scalars.append(s) }
        while let s = scalars.first, s.properties.isWhitespace { scalars.removeFirst() }
        while let s = scalars.last, s.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }

    private static func isInvisible(_ s: Unicode.Scalar) -> Bool {
        0x200B...0x200F ~= s.value || 0x202A...0x202E ~= s.value || 0x2060...0x2064 ~= s.value || 0x2066...0x2069 ~= s.value || s.value == 0xFEFF
            || s.value == 0xFE0F || s.value == 0xFE0E
    }

    /// The letters and digits of a name alone, in lower case, those of full width as plain ones; empty for a name of ornaments.
    public static func loose(_ name: String) -> String {
        var scalars = String.UnicodeScalarView()
        for s in name.lowercased().unicodeScalars {
            let plain = 0xFF01...0xFF5E ~= s.value ? Unicode.Scalar(s.value - 0xFEE0) ?? s : s
            if plain.properties.isAlphabetic || plain.properties.numericType != nil { scalars.append(plain) }
        }
        return String(scalars).lowercased()
    }

    /// Whether a loose form says enough to be compared: two Han characters, or three letters.
    static func isTelling(_ loose: String) -> Bool { loose.unicodeScalars.reduce(0) { $0 + ($1.properties.isIdeographic ? 2 : 1) } >= 3 }

    /// Whether words are enough of a name to be looked for inside longer ones: two Han characters, or four letters.
    public static func isTellingPart(_ loose: String) -> Bool { loose.unicodeScalars.reduce(0) { $0 + ($1.properties.isIdeographic ? 2 : 1) } >= 4 }

    /// Names near a name, the nearest first.
    static func nearest(to name: String, among names: some Sequence<String>, first: Set<String>) -> [String] {
        let key = Array(loose(name))
        let ranked = Set(names).union(first).map { other -> (String, Double) in
            let letters = Array(loose(other))
            let length = max(key.count, letters.count, 1)
            var distance = Double(edits(key, letters)) / Double(length)
            let (short, long) = key.count < letters.count ? (key, letters) : (letters, key)
            if short.count >= 2, String(long).contains(String(short)) { distance = min(distance, 0.3) }
            return (other, first.contains(other) ? min(distance, 0.6) - 0.05 : distance)
        }
        return ranked.filter { $0.1 <= 0.6 }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(3).map(\.0)
    }

    /// The number of characters to change, add or leave out.
    private static func edits(_ a: [Character], _ b: [Character]) -> Int {
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, y) in b.enumerated() {
                let change = diagonal + (x == y ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(change, diagonal + 1, row[j] + 1)
            }
        }
        return row[b.count]
    }
}
