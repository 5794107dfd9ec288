import ChatImport
import ChatModel
import CustomerPool
import PoolWriters

/// What the writers get of a pool.
enum PoolFiles {
    /// The customers in a view, the questions, and the number of this writing.
    ///
    /// - Parameter isKept: whether a file is written that may come back: what stands in the cells that a seller may change is kept for then.
    static func contents(of store: PoolStore, _ view: PoolView, isKept: Bool) throws(ImportError) -> PoolContents {
        var contents = view.contents(of: PoolContents(customers: try store.customers(), review: try store.review()))
        if isKept { contents.edition = try store.beginEdition(contents.customers) }
        return contents
    }
}
