public import ChatModel
public import CustomerPool

/// Makes customers of records that were told apart elsewhere, as the pool makes and writes them.
public enum RecordsToCustomers {
    /// A pool in memory that holds the customers.
    ///
    /// - Parameters:
    ///   - records: the records; of two of one id the last stands.
    ///   - ids: the customer of each record, by record id; who is not named is a customer of their own.
    ///   - options: what stages are told by.
    public static func pool(_ records: [CustomerRecord], ids: [String: String], options: ImportRun.Options) throws(ImportError) -> PoolStore {
        let pool = try PoolStore(path: ":memory:")
        try pool.replaceTableRecords(with: records, rules: TableRecords.rules)
        var report = RunReport()
        try PoolResolution(pool, options).run(given: ids, into: &report)
        return pool
    }
}
