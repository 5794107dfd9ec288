public import ChatModel
import GRDB
import JSONText

/// Customers or records as they stand in the pool, read out together, to be decoded where they are needed.
public struct StoredTexts: Sendable {
    /// All texts, one behind the other.
    private var bytes: [UInt8] = []
    /// Where each stands.
    private var places: [Range<Int>] = []

    /// How many there are.
    public var count: Int { places.count }

    /// Ranges of so many texts each, for work on several threads.
    public func pieces(of size: Int) -> [Range<Int>] { stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) } }

    /// The customers of a range.
    ///
    /// - Throws: `.poolUnusable` when one of them cannot be read.
    public func customers(_ range: Range<Int>) throws(ImportError) -> [Customer] { try values(range) }

    /// The records of a range.
    ///
    /// - Throws: `.poolUnusable` when one of them cannot be read.
    public func records(_ range: Range<Int>) throws(ImportError) -> [CustomerRecord] { try values(range) }

    /// A number that another text hardly has.
    public func signature(_ i: Int) -> UInt64 { ByteScanning.hash(bytes.span, places[i], seed: 1) }

    func values<Value: Stored>(_ range: Range<Int>) throws(ImportError) -> [Value] {
        var texts = SharedTexts()
        var values: [Value] = []
        values.reserveCapacity(range.count)
        for i in range { values.append(try StoredReader.value(Value.self, in: bytes.span, places[i], &texts)) }
        return values
    }

    /// Takes in the first column of the rows that a query finds.
    mutating func append(_ rows: RowCursor) throws {
        while let row = try rows.next() {
            let start = bytes.count
            try row.withUnsafeData(atIndex: 0) { data in if let data { bytes.append(contentsOf: data) } }
            places.append(start..<bytes.count)
        }
    }

    /// Takes in a text.
    mutating func append(_ text: [UInt8]) {
        places.append(bytes.count..<bytes.count + text.count)
        bytes += text
    }

    /// Puts the texts into an order.
    mutating func sort(_ order: [Int]) { places = order.map { places[$0] } }
}

extension PoolStore {
    /// The values that the first column of a query's rows holds.
    static func values<Value: Stored>(_ type: Value.Type, _ db: Database, sql: String, arguments: StatementArguments = StatementArguments()) throws -> [Value] {
        var texts = StoredTexts()
        try texts.append(try Row.fetchCursor(db, sql: sql, arguments: arguments))
        return try texts.values(0..<texts.count)
    }
}
