import JSONText
public import ChatModel

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

    /// Takes in a record.
    public mutating func add(_ record: CustomerRecord) { add(stored: record) }

    /// Takes in ties to other customers.
    public mutating func add(_ relations: [CustomerRelation]) { for relation in relations { add(stored: relation) } }

    private mutating func add(stored value: some Stored) {
        var json = JSONWriter()
        value.write(to: &json)
        hash.add(json.bytes)
    }

    /// The number.
    public var value: Int64 { hash.value }
}
