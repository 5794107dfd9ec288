import ChatExtract
public import ChatModel
public import CustomerPool
public import PoolWriters

extension ProductListDraft {
    /// The products of the list that a pool goes by: the one that was given last.
    public static func known(of pool: PoolStore) throws(ImportError) -> [Known] {
        guard let csv = try pool.setting("catalog") else { return [] }
        return Catalog(csv: Array(csv.utf8)).products.map { Known(name: $0.name, aliases: $0.aliases, unit: $0.unit, price: $0.price) }
    }
}
