public import ChatModel

/// A record as its text in the pool.
public struct StoredRecord: Sendable {
    let json: String

    /// The record.
    ///
    /// - Throws: `.poolUnusable` when the text is none.
    public func record() throws(ImportError) -> CustomerRecord {
        do { return try PoolStore.value(CustomerRecord.self, json) } catch { throw ImportError(.poolUnusable, "a record of the pool cannot be read") }
    }

    /// A number that another text hardly has.
    public var signature: UInt64 {
        var hash = Fingerprint()
        hash.add(json.utf8)
        return hash.state
    }
}

/// Everything that a customer is made of as one number: as long as it stays, the customer stays as it was written.
public struct CustomerSignature: Sendable {
    private var hash = Fingerprint()

    /// The signature of a customer that is made by these rules.
    ///
    /// - Parameter rules: a number that changes when the rules do.
    public init(rules: Int) { hash.add(number: UInt64(rules)) }

    /// Takes in a text.
    public mutating func add(_ text: String) { hash.add(text.utf8) }

    /// Takes in a number.
    public mutating func add(_ number: UInt64) { hash.add(number: number) }

    /// Takes in a value that has no text of its own.
    public mutating func add(encoding value: some Encodable) { if let json = try? PoolStore.json(value) { hash.add(json.utf8) } }

    /// The number.
    public var value: Int64 { hash.value }
}
