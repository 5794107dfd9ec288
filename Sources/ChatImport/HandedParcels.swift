public import ChatModel
public import CustomerPool
public import PoolWriters

/// Which parcels were written to a courier's sheet, and when: the next sheet leaves them out and says so, so that nothing is sent twice.
public enum HandedParcels {
    private static let setting = "handed parcels"
    /// More are forgotten, the oldest first: what was handed over so long ago has its number by now.
    private static let most = 60_000

    /// The days by the parcels' marks (see `Parcels.marks`).
    static func marks(in pool: PoolStore) throws(ImportError) -> [String: Timestamp] {
        var days: [String: Timestamp] = [:]
        for line in (try pool.setting(setting) ?? "").split(separator: "\n") {
            let parts = line.split(separator: " ")
            if parts.count == 2, let day = Timestamp(iso8601: String(parts[1])) { days[String(parts[0])] = day }
        }
        return days
    }

    /// Remembers what a courier's sheet of this pool holds.
    public static func remember(_ contents: PoolContents, in pool: PoolStore) throws(ImportError) {
        let fresh = try Parcels.marks(of: contents)
        guard !fresh.isEmpty else { return }
        let day = Timestamp(wallSeconds: PoolStore.now, precision: .day).description.prefix(10)
        let known = (try pool.setting(setting) ?? "").split(separator: "\n").map(String.init)
        try pool.setSetting(setting, (known + fresh.map { "\($0) \(day)" }).suffix(most).joined(separator: "\n"))
    }
}
