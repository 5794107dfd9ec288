import ChatExtract
public import ChatModel
public import CustomerPool

/// What a seller may say of customers, made into decisions: the command line and the desk say it through here, so that a merge is the same merge from both.
///
/// A decision is kept and carried out by ``ImportRun/decide(_:)``.
public struct SellerDecisions: Sendable {
    private let pool: PoolStore

    /// Decisions about the customers of a pool.
    public init(_ pool: PoolStore) { self.pool = pool }

    /// That two customers are one person; nil when they are one customer already.
    public func merge(_ a: Customer, _ b: Customer) throws(ImportError) -> Decision? { try pair(.merge, a, b) }

    /// That two customers are two people; nil when they are one customer now, which only a split takes apart.
    public func notSame(_ a: Customer, _ b: Customer) throws(ImportError) -> Decision? { try pair(.notSame, a, b) }

    private func pair(_ kind: Decision.Kind, _ a: Customer, _ b: Customer) throws(ImportError) -> Decision? {
        guard a.id != b.id else { return nil }
        var decision = Decision(kind, at: PoolStore.now)
        (decision.left, decision.right) = (try pool.subject(a), try pool.subject(b))
        return decision
    }

    /// What came of the wish to take a part out of a customer.
    public enum Split: Sendable {
        /// The decision.
        case decision(Decision)
        /// The customer has no such account, nickname or phone.
        case noSuchPart
        /// Everything that is known of the customer is the part: nothing would be left.
        case nothingLeft
    }

    /// That a part of a customer is somebody else's.
    ///
    /// - Parameter isPart: whether a record belongs to the part (see `PoolStore.shows`).
    public func split(_ whole: Customer, _ isPart: (CustomerRecord) -> Bool) throws(ImportError) -> Split {
        var part: [String] = []
        var rest: [String] = []
        for record in try pool.records(of: whole) { if isPart(record) { part.append(record.recordID) } else { rest.append(record.recordID) } }
        guard !part.isEmpty else { return .noSuchPart }
        guard !rest.isEmpty else { return .nothingLeft }
        var decision = Decision(.split, at: PoolStore.now)
        (decision.left, decision.right) = (try pool.subject(whole.id, recordIDs: rest), try pool.subject(whole.id, recordIDs: part))
        // An account with chats on both sides stands for neither.
        let shared = Set(decision.left?.accounts ?? []).intersection(decision.right?.accounts ?? [])
        decision.left?.accounts.removeAll(where: shared.contains)
        decision.right?.accounts.removeAll(where: shared.contains)
        return .decision(decision)
    }

    /// That fields of a customer have these values, as ``value(of:_:)`` gives them.
    public func edit(_ customer: Customer, _ values: [String: String]) throws(ImportError) -> Decision {
        var decision = Decision(.edit, at: PoolStore.now)
        decision.edits = [SubjectEdit(subject: try pool.subject(customer), values: Self.withDivisions(values))]
        return decision
    }

    // MARK: Fields

    /// Why a value is not taken.
    public enum FieldProblem: Error, Hashable, Sendable {
        /// There is no such field.
        case unknownField
        /// The field takes no such value.
        case notAllowed
    }

    /// The names of all fields that can be edited.
    public static var fields: [String] { EditableField.allCases.map(\.rawValue) + CorrectableField.allCases.map(\.rawValue) }

    /// A field, by its name or its header in the workbook, and its value as they are kept. An empty value takes the field back to what the chats say.
    public static func value(of name: String, _ text: String) throws(FieldProblem) -> (field: String, value: String) {
        if let field = EditableField(rawValue: name) ?? EditableField.allCases.first(where: { $0.header == name }) {
            if text.isEmpty, !field.mayBeEmptied { return (field.rawValue, "") }
            guard let kept = field.value(ofCell: text) else { throw .notAllowed }
            return (field.rawValue, kept)
        }
        guard let field = CorrectableField(rawValue: name) else { throw .unknownField }
        if text.isEmpty { return (name, "") }
        guard let kept = field.value(of: text) else { throw .notAllowed }
        return (name, kept)
    }

    /// A whole address says its divisions too.
    private static func withDivisions(_ values: [String: String]) -> [String: String] {
        guard let text = values[EditableField.address.rawValue], let parts = address(text) else { return values }
        return values.merging(parts) { $1 }
    }

    /// The fields of an address that names its divisions; nil for one that names none.
    private static func address(_ text: String) -> [String: String]? {
        var parser = RecipientParser(region: "CN")
        guard let found = parser.recipients(in: "收货地址：\(text)").first?.recipient.address, let detail = found.detail, found.province != nil else { return nil }
        let parts: [(EditableField, String?)] = [
            (.province, found.province), (.city, found.city), (.district, found.district), (.address, (found.town ?? "") + detail),
        ]
        return Dictionary(uniqueKeysWithValues: parts.compactMap { field, value in value.map { (field.rawValue, $0) } })
    }
}
