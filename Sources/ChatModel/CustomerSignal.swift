/// Something a customer said that tells what they are to the shop, beside orders and feedback.
public struct CustomerSignal: Hashable, Sendable {
    /// What was said.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// Who brought the customer: `value` is the name.
        case referredBy = "referred_by"
        /// Whom the customer brought: `value` is the name, empty when none was said.
        case referred
        /// Asks for wholesale prices, agency or drop shipping.
        case reseller
        /// Wants no advertising.
        case noAdvertising = "no_advertising"
    }

    /// What was said.
    public var kind: Kind
    /// A name, where the kind has one.
    public var value: String
    /// Where it was said.
    public var evidence: Evidence

    /// Something a customer said.
    public init(_ kind: Kind, value: String = "", evidence: Evidence) {
        self.kind = kind
        self.value = value
        self.evidence = evidence
    }
}
