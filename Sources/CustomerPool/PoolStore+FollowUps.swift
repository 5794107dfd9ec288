public import ChatModel
import GRDB

/// What the seller said of a line of a follow-up list: that it is done, or that it should come again later.
public struct FollowUpAnswer: Hashable, Sendable {
    /// Whose line it is.
    public var customerID: String
    /// Which list.
    public var kind: FollowUpKind
    /// What tells the line from others of the customer in the list (see ``about(_:)``).
    public var about: String
    /// The first day on which the line may come again (see `CivilDay`); nil when it is done.
    public var until: Int?

    /// An answer to a line.
    public init(_ entry: FollowUpEntry, until: Int?) {
        (customerID, kind, about) = (entry.customerID, entry.kind, Self.about(entry))
        self.until = until
    }

    init(customerID: String, kind: FollowUpKind, about: String, until: Int?) {
        self.customerID = customerID
        self.kind = kind
        self.about = about
        self.until = until
    }

    /// What a line is about: the rule, the day that matters, and the goods. The next birthday, order or complaint is another line.
    public static func about(_ entry: FollowUpEntry) -> String { "\(entry.reason.rule) \(entry.date?.description ?? "") \(entry.product ?? "")" }
}

extension PoolStore {
    /// Keeps an answer; a later one of the same line takes its place.
    public func answer(_ answer: FollowUpAnswer, at: Int64 = now) throws(ImportError) {
        try write { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO follow_up (customer_id, kind, about, until, at) VALUES (?, ?, ?, ?, ?)",
                arguments: [answer.customerID, answer.kind.rawValue, answer.about, answer.until, at])
        }
    }

    /// Takes an answer back.
    public func takeBack(_ answer: FollowUpAnswer) throws(ImportError) {
        try write { db in
            try db.execute(
                sql: "DELETE FROM follow_up WHERE customer_id = ? AND kind = ? AND about = ?",
                arguments: [answer.customerID, answer.kind.rawValue, answer.about])
        }
    }

    /// The answers that hold on a day, by the customers' ids now.
    public func followUpAnswers(onDay day: Int) throws(ImportError) -> Set<FollowUpAnswer> {
        try read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT customer_id, kind, about FROM follow_up WHERE until IS NULL OR until > ?", arguments: [day])
            return Set(
                try rows.compactMap { row in
                    guard let kind = FollowUpKind(rawValue: try row.at(1)), let id = try self.standingID(row.at(0), db) else { return nil }
                    return FollowUpAnswer(customerID: id, kind: kind, about: try row.at(2), until: nil)
                })
        }
    }

    /// A number that is another one once anybody else has changed the pool's file.
    public func changeMark() throws(ImportError) -> Int64 { try read { db in try Int64.fetchOne(db, sql: "PRAGMA data_version") ?? 0 } }
}
