public import ChatModel
import ChatIdentity
import Foundation
import GRDB

extension PoolStore {
    static let frame = "frame"

    /// Questions that are shown at most.
    public static let shownQuestions = 500

    /// What ``keepFrame(_:records:ties:kin:)`` kept, as long as no record came, went or changed.
    public func frame() throws(ImportError) -> String? { try setting(Self.frame) }

    /// Keeps what a part of the pool can be resolved again by.
    public func keepFrame(_ frame: String, records: [FramedRecord], ties: [FramedTie], kin: [FramedKin]) throws(ImportError) {
        try write { db in
            try Self.dropFrame(db)
            var numbers: [String: Int64] = [:]
            numbers.reserveCapacity(records.count)
            let rows = try Row.fetchCursor(db, sql: "SELECT record_id, number FROM record")
            while let row = try rows.next() { numbers[try row.at(0)] = try row.at(1, as: Int64.self) }
            let record = try db.cachedStatement(
                sql: "INSERT INTO frame_record (number, account, island, signature, statistics, settled) VALUES (?, ?, ?, ?, ?, ?)")
            for one in records.sorted(by: { (numbers[$0.recordID] ?? 0) < (numbers[$1.recordID] ?? 0) }) {
                guard let number = numbers[one.recordID] else { continue }
                try record.execute(
                    arguments: [number, one.account, one.island, Int64(bitPattern: one.signature), Data(one.statistics), one.settled?.stored])
            }
            let islands = Dictionary(records.map { ($0.recordID, $0.island) }, uniquingKeysWith: { first, _ in first })
            let tie = try db.cachedStatement(sql: "INSERT INTO frame_tie (island, left_record, right_record, kind, may_link) VALUES (?, ?, ?, ?, ?)")
            for one in ties {
                guard let island = islands[one.left], let left = numbers[one.left], let right = numbers[one.right] else { continue }
                try tie.execute(arguments: [island, left, right, one.tie.kind.rawValue, one.tie.mayLink])
            }
            let relation = try db.cachedStatement(sql: "INSERT INTO frame_kin (left_record, right_record, kind, confidence) VALUES (?, ?, ?, ?)")
            for one in kin {
                guard let left = numbers[one.left], let right = numbers[one.right] else { continue }
                try relation.execute(arguments: [left, right, one.kind.rawValue, one.confidence])
            }
            try db.execute(sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", arguments: [Self.frame, frame])
        }
    }

    /// Lets go of what a part could be resolved by.
    static func dropFrame(_ db: Database) throws {
        try db.execute(sql: "DELETE FROM setting WHERE name = ?", arguments: [frame])
        for table in ["frame_record", "frame_tie", "frame_kin"] { try db.execute(sql: "DELETE FROM \(table)") }
    }

    /// The islands of some records and accounts.
    public func islands(records: Set<String>, accounts: Set<String>) throws(ImportError) -> Set<Int> {
        try read { db in
            var found: Set<Int> = []
            let record = try db.cachedStatement(sql: "SELECT island FROM frame_record WHERE number = (SELECT number FROM record WHERE record_id = ?)")
            for id in records { if let island = try Int.fetchOne(record, arguments: [id]) { found.insert(island) } }
            let account = try db.cachedStatement(sql: "SELECT DISTINCT island FROM frame_record WHERE account = ?")
            for key in accounts { found.formUnion(try Int.fetchAll(account, arguments: [key])) }
            return found
        }
    }

    /// How many records lie in some islands.
    public func size(ofIslands islands: Set<Int>) throws(ImportError) -> Int {
        try read { db in
            let one = try db.cachedStatement(sql: "SELECT count(*) FROM frame_record WHERE island = ?")
            return try islands.reduce(0) { $0 + (try Int.fetchOne(one, arguments: [$1]) ?? 0) }
        }
    }

    /// The records of some islands with everything that they are resolved by.
    public func part(islands: Set<Int>) throws(ImportError) -> PoolPart {
        try read { db in
            var numbers: [Int64] = []
            for island in islands.sorted() { numbers += try Int64.fetchAll(db, sql: "SELECT number FROM frame_record WHERE island = ?", arguments: [island]) }
            var part = try Self.part(db, numbers)
            let ids = Dictionary(uniqueKeysWithValues: zip(try Self.ordered(db, numbers), part.records.map(\.recordID)))
            for island in islands.sorted() {
                let rows = try Row.fetchAll(
                    db, sql: "SELECT left_record, right_record, kind, may_link FROM frame_tie WHERE island = ? ORDER BY rowid", arguments: [island])
                for row in rows {
                    guard let left = ids[try row.at(0)], let right = ids[try row.at(1)], let kind = IdentityTie.Kind(rawValue: try row.at(2)) else { continue }
                    part.ties.append(FramedTie(left: left, right: right, tie: IdentityTie(0, 0, kind, mayLink: try row.at(3))))
                }
            }
            part.previous = try Self.previous(db, records: part.records.map(\.recordID))
            return part
        }
    }

    /// The records of some customers as they are resolved, without ties.
    public func part(customers: Set<String>) throws(ImportError) -> PoolPart {
        try read { db in
            var numbers: [Int64] = []
            let one = try db.cachedStatement(
                sql: "SELECT r.number FROM customer_record c JOIN record r ON r.record_id = c.record_id WHERE c.customer_id = ?")
            for id in customers.sorted() { numbers += try Int64.fetchAll(one, arguments: [id]) }
            var part = try Self.part(db, numbers)
            part.previous = try Self.previous(db, records: part.records.map(\.recordID))
            return part
        }
    }

    /// The customers of some records and accounts.
    public func customerIDs(records: Set<String>, accounts: Set<String>) throws(ImportError) -> Set<String> {
        try read { db in
            var found: Set<String> = []
            let record = try db.cachedStatement(sql: "SELECT customer_id FROM customer_record WHERE record_id = ?")
            for id in records { if let customer = try String.fetchOne(record, arguments: [id]) { found.insert(customer) } }
            let account = try db.cachedStatement(
                sql: """
                    SELECT c.customer_id FROM frame_record f JOIN record r ON r.number = f.number JOIN customer_record c ON c.record_id = r.record_id
                    WHERE f.account = ?
                    """)
            for key in accounts { found.formUnion(try String.fetchAll(account, arguments: [key])) }
            return found
        }
    }

    private static func ordered(_ db: Database, _ numbers: [Int64]) throws -> [Int64] {
        let one = try db.cachedStatement(sql: "SELECT record_id FROM record WHERE number = ?")
        return try numbers.map { (try String.fetchOne(one, arguments: [$0]) ?? "", $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    private static func part(_ db: Database, _ numbers: [Int64]) throws -> PoolPart {
        var part = PoolPart()
        var texts = StoredTexts()
        let one = try db.cachedStatement(
            sql: "SELECT coalesce(f.settled, r.json), f.signature, f.statistics FROM frame_record f JOIN record r ON r.number = f.number WHERE f.number = ?")
        for number in try ordered(db, numbers) {
            guard let row = try Row.fetchOne(one, arguments: [number]) else { continue }
            texts.append(Array((try row.at(0, as: String.self)).utf8))
            part.signatures.append(UInt64(bitPattern: try row.at(1)))
            part.statistics.append(Array(try row.at(2, as: Data.self)))
        }
        part.records = try texts.values(0..<texts.count)
        return part
    }

    private static func previous(_ db: Database, records: [String]) throws -> [StableIDs.Previous] {
        let home = try db.cachedStatement(sql: "SELECT customer_id FROM customer_record WHERE record_id = ?")
        return try previous(db, customers: Set(try records.compactMap { try String.fetchOne(home, arguments: [$0]) }))
    }

    static func previous(_ db: Database, customers: Set<String>) throws -> [StableIDs.Previous] {
        let place = try db.cachedStatement(sql: "SELECT position FROM customer WHERE id = ?")
        let members = try db.cachedStatement(sql: "SELECT record_id FROM customer_record WHERE customer_id = ? ORDER BY record_id")
        return try customers.sorted().compactMap { id in
            guard let position = try Int.fetchOne(place, arguments: [id]) else { return nil }
            return StableIDs.Previous(id: id, order: position, recordIDs: try String.fetchAll(members, arguments: [id]))
        }
    }

    /// What ties some records to any others without being identity.
    public func kin(ofRecords ids: [String]) throws(ImportError) -> [FramedKin] {
        try read { db in
            var seen: Set<Int64> = []
            var found: [FramedKin] = []
            let rows = try db.cachedStatement(
                sql: """
                    SELECT k.rowid, l.record_id, r.record_id, k.kind, k.confidence,
                        (SELECT customer_id FROM customer_record WHERE record_id = l.record_id),
                        (SELECT customer_id FROM customer_record WHERE record_id = r.record_id)
                    FROM frame_kin k JOIN record l ON l.number = k.left_record JOIN record r ON r.number = k.right_record
                    WHERE k.rowid IN (SELECT rowid FROM frame_kin WHERE left_record = ?1 UNION SELECT rowid FROM frame_kin WHERE right_record = ?1)
                    """)
            let number = try db.cachedStatement(sql: "SELECT number FROM record WHERE record_id = ?")
            for id in ids {
                guard let one = try Int64.fetchOne(number, arguments: [id]) else { continue }
                for row in try Row.fetchAll(rows, arguments: [one]) where seen.insert(try row.at(0)).inserted {
                    guard let kind = CustomerRelation.Kind(rawValue: try row.at(3)) else { continue }
                    var kin = FramedKin(left: try row.at(1), right: try row.at(2), kind: kind, confidence: try row.at(4))
                    (kin.leftCustomer, kin.rightCustomer) = (try row.at(5), try row.at(6))
                    found.append(kin)
                }
            }
            return found
        }
    }

    /// Some customers as they stand, with the part of their signature that does not depend on others.
    public func standing(_ ids: Set<String>) throws(ImportError) -> [WrittenCustomer] {
        try read { db in
            var texts = StoredTexts()
            var signatures: [(Int64, Int64)] = []
            let one = try db.cachedStatement(sql: "SELECT json, signature, base FROM customer WHERE id = ?")
            for id in ids.sorted() {
                guard let row = try Row.fetchOne(one, arguments: [id]) else { continue }
                texts.append(Array((try row.at(0, as: String.self)).utf8))
                signatures.append((try row.at(1), try row.at(2)))
            }
            let customers: [Customer] = try texts.values(0..<texts.count)
            return zip(customers, signatures).map { WrittenCustomer($0, signature: $1.0, base: $1.1) }
        }
    }

    /// The smallest id among the records of each of some customers.
    public func firstRecords(of ids: Set<String>) throws(ImportError) -> [String: String] {
        try read { db in
            let one = try db.cachedStatement(sql: "SELECT min(record_id) FROM customer_record WHERE customer_id = ?")
            return try ids.reduce(into: [:]) { $0[$1] = try String.fetchOne(one, arguments: [$1]) }
        }
    }

    /// Whether there is a customer with an id.
    public func hasCustomer(_ id: String) throws(ImportError) -> Bool {
        try read { db in try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM customer WHERE id = ?)", arguments: [id]) ?? false }
    }

    /// Writes what resolving a part again came to, all of it or nothing.
    public func write(_ outcome: PartOutcome) throws(ImportError) {
        try write { db in
            try Self.write(db, gone: outcome.gone, changed: outcome.changed, redirects: outcome.redirects, positions: outcome.positions)
            if let home = outcome.islands.min(), outcome.islands.count > 1 {
                for table in ["frame_record", "frame_tie", "review"] {
                    let move = try db.cachedStatement(sql: "UPDATE \(table) SET island = ? WHERE island = ?")
                    for island in outcome.islands where island != home { try move.execute(arguments: [home, island]) }
                }
            }
            if let questions = outcome.questions {
                if let home = outcome.islands.min() { try db.execute(sql: "DELETE FROM review WHERE island = ?", arguments: [home]) }
                try Self.insert(db, questions)
            }
            for customer in outcome.described { try Self.describe(db, customer) }
            let set = try db.cachedStatement(sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)")
            try set.execute(arguments: [Self.frame, outcome.frame])
            if let settled = outcome.settled { try set.execute(arguments: [Self.settledName, settled]) } else { try Self.noteUnsettledAlone(db) }
        }
    }

    /// What questions say of a customer, as it is now.
    private static func describe(_ db: Database, _ customer: Customer) throws {
        let rows = try Row.fetchAll(
            db, sql: "SELECT rowid, json FROM review WHERE left_customer = ?1 OR right_customer = ?1", arguments: [customer.id])
        for row in rows {
            var pair = try value(ReviewPair.self, try row.at(1))
            if pair.left.customerID == customer.id { pair.left = ReviewPair.Side(telling: customer) }
            if pair.right.customerID == customer.id { pair.right = ReviewPair.Side(telling: customer) }
            try db.execute(sql: "UPDATE review SET json = ? WHERE rowid = ?", arguments: [try json(pair), try row.at(0, as: Int64.self)])
        }
    }

    static func insert(_ db: Database, _ questions: [RankedQuestion]) throws {
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO review (worth, kind, weight, mark, left_record, right_record, left_customer, right_customer, island, json)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for question in questions {
            // Unsigned numbers in the order of signed ones.
            let mark = Int64(bitPattern: question.rank.mark ^ 1 << 63)
            try insert.execute(
                arguments: [
                    question.rank.worth, question.rank.kind, question.rank.weight, mark, question.left, question.right, question.pair.left.customerID,
                    question.pair.right.customerID, question.island, try json(question.pair),
                ])
        }
    }

    /// How many questions there are, shown or not, beside those of some islands.
    public func questionCount(besides islands: Set<Int>) throws(ImportError) -> Int {
        try read { db in
            let one = try db.cachedStatement(sql: "SELECT count(*) FROM review WHERE island = ?")
            let all = try Int.fetchOne(db, sql: "SELECT count(*) FROM review") ?? 0
            return try islands.reduce(all) { $0 - (try Int.fetchOne(one, arguments: [$1]) ?? 0) }
        }
    }
}
