import ChatIdentity
import ChatModel

/// Joins what exports without ids show of an account to the account itself.
///
/// A group's text export shows nicknames only. Within one seller's chats of one platform, a nickname that exactly one account has is that account; a nickname that several
/// accounts have says nothing.
enum AccountLinks {
    static func decisions(for records: [CustomerRecord]) -> IdentityDecisions {
        struct Name {
            var ids: Set<String> = []
            var first: String?
            var bare: [String] = []
        }
        var names: [String: Name] = [:]
        for record in records {
            for nickname in record.nicknames where isTelling(nickname.value) {
                let key = record.platform.rawValue + "\u{0}" + nickname.value
                if let id = record.accountID {
                    if names[key, default: Name()].ids.insert(id).inserted, names[key]?.first == nil { names[key]?.first = record.recordID }
                } else {
                    names[key, default: Name()].bare.append(record.recordID)
                }
            }
        }
        var decisions = IdentityDecisions()
        for name in names.values where name.ids.count <= 1 {
            guard let anchor = name.first ?? name.bare.first else { continue }
            for other in name.bare where other != anchor { decisions.mustLink.insert(IdentityDecisions.Pair(anchor, other)) }
        }
        return decisions
    }

    /// A single letter or sign is nobody's name; a single Han character is a given name.
    private static func isTelling(_ name: String) -> Bool {
        name.unicodeScalars.reduce(0) { $0 + ($1.properties.isIdeographic ? 2 : $1.properties.isAlphabetic || $1.properties.numericType != nil ? 1 : 0) } >= 2
    }
}
