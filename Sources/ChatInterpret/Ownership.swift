public import ChatModel

/// Whose exports these are: the seller's names, accounts, phones and addresses, none of which is ever a customer's.
public struct Ownership: Hashable, Sendable {
    /// Names as exports show them, without white space at the ends.
    public var names: Set<String>
    /// Platform ids of the seller's accounts.
    public var accountIDs: Set<String>
    /// E.164.
    public var phones: Set<String>
    /// Where the seller lives or takes goods back.
    public var addresses: [PostalAddress]

    /// What is known of the seller; all of it may be empty.
    public init(names: Set<String> = [], accountIDs: Set<String> = [], phones: Set<String> = [], addresses: [PostalAddress] = []) {
        self.names = names
        self.accountIDs = accountIDs
        self.phones = phones
        self.addresses = addresses
    }

    /// Whether a participant is the seller: by the export's own flag, else by account, else by name.
    public func owns(_ participant: Participant) -> Bool {
        if let flag = participant.isOwner { return flag }
        if let id = participant.id, accountIDs.contains(id) { return true }
        return names.contains(NameKey.of(participant.name))
    }
}

/// How names are compared: white space at the ends and invisible marks do not count.
enum NameKey {
    static func of(_ name: String) -> String {
        var scalars = String.UnicodeScalarView()
        for s in name.unicodeScalars
        where !(0x200B...0x200F ~= s.value || 0x202A...0x202E ~= s.value || 0x2066...0x2069 ~= s.value || s.value == 0xFEFF || s.value == 0xFE0F) {
            scalars.append(s)
        }
        while let s = scalars.first, s.properties.isWhitespace { scalars.removeFirst() }
        while let s = scalars.last, s.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }
}
