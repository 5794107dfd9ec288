/// Sightings in comparable form, ready to be resolved: rows, their characters, and the ids of the records they came from.
public struct RecordTable: Sendable {
    var rows: [Row] = []
    var pool: [UInt16] = []
    private var idBytes: [UInt8] = []
    private var idEnds: [Int] = []

    /// How many records there are.
    public var count: Int { idEnds.count }

    /// An empty table.
    public init() {}

    /// The UTF-8 of a record's id.
    public func recordID(_ record: Int) -> ArraySlice<UInt8> {
        idBytes[(record == 0 ? 0 : idEnds[record - 1])..<idEnds[record]]
    }

    /// Adds another table's records after this one's.
    public mutating func append(_ other: consuming RecordTable) {
        if rows.isEmpty {
            self = other
            return
        }
        let (records, characters, bytes) = (Int32(truncatingIfNeeded: idEnds.count), UInt32(truncatingIfNeeded: pool.count), idBytes.count)
        for var row in other.rows {
            row.record &+= records
            row.nickAt &+= characters
            row.placeAt &+= characters
            rows.append(row)
        }
        pool.append(contentsOf: other.pool)
        idBytes.append(contentsOf: other.idBytes)
        for end in other.idEnds { idEnds.append(end + bytes) }
    }

    /// Makes room for a whole input of which this table holds the given share, so that a large table is not copied as it grows.
    mutating func reserve(forShare share: Double) {
        guard 0.001..<1 ~= share else { return }
        func whole(_ count: Int) -> Int { Int(Double(count) / share * 1.02) }
        rows.reserveCapacity(whole(rows.count))
        pool.reserveCapacity(whole(pool.count))
        idBytes.reserveCapacity(whole(idBytes.count))
        idEnds.reserveCapacity(whole(idEnds.count))
    }

    /// Makes room before many records are added.
    public mutating func reserve(records: Int) {
        rows.reserveCapacity(records)
        idEnds.reserveCapacity(records)
        pool.reserveCapacity(records * 14)
        idBytes.reserveCapacity(records * 10)
    }

    mutating func addRecord(id: ArraySlice<UInt8>) {
        idBytes.append(contentsOf: id)
        idEnds.append(idBytes.count)
    }
}
