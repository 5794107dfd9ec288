public import ChatModel

/// Phones that conversations show to be the seller's own although nobody said so: return addresses, and numbers that the seller gives to several customers.
///
/// One conversation cannot always tell; union the contacts of all conversations of a run, then clear every record with ``remove(from:)``.
public struct SellerContacts: Sendable, Equatable {
    /// E.164 phones given as a place to send goods back to, with the number of conversations.
    public var returnPhones: [String: Int] = [:]
    /// E.164 phones that the seller gave and the customer of that chat did not, with the number of conversations.
    public var toldPhones: [String: Int] = [:]

    /// No contacts.
    public init() {}

    /// Adds what other conversations showed.
    public mutating func formUnion(_ other: SellerContacts) {
        returnPhones.merge(other.returnPhones, uniquingKeysWith: +)
        toldPhones.merge(other.toldPhones, uniquingKeysWith: +)
    }

    /// Whether a phone is the seller's: a return address in any conversation, or told by the seller to customers of three.
    public func holds(_ phone: String) -> Bool { returnPhones[phone] != nil || (toldPhones[phone] ?? 0) >= 3 }

    /// Takes the phones out that are known to be the seller's before any other conversation was read.
    func remove(from record: inout CustomerRecord, given: Set<String>) {
        guard !given.isEmpty else { return }
        var own = SellerContacts()
        for phone in given { own.returnPhones[phone] = 1 }
        own.remove(from: &record)
    }

    /// Takes the seller's phones, and recipients that are reached by them, out of a record; orders keep their place and lose the recipient.
    public func remove(from record: inout CustomerRecord) {
        record.phones.removeAll { holds($0.value) }
        var places: [Int?] = []
        var kept: [RecipientUse] = []
        for use in record.recipients {
            if !use.recipient.phones.isEmpty, use.recipient.phones.allSatisfy(holds) {
                places.append(nil)
            } else {
                places.append(kept.count)
                var use = use
                use.recipient.phones.removeAll(where: holds)
                kept.append(use)
            }
        }
        record.recipients = kept
        for i in record.orders.indices {
            if let r = record.orders[i].recipient { record.orders[i].recipient = places.indices.contains(r) ? places[r] : nil }
        }
    }
}
