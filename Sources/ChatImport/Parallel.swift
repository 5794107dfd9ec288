import ChatModel
import Dispatch
import Glibc
import Synchronization

/// Work over all cores, one item at a time, results in the order of the items.
enum Parallel {
    /// How many cores there are.
    static let cores = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

    /// The results of `body` over the items, of which each is too little work to be handed out alone.
    static func pieces<Item: Sendable, Result: Sendable>(
        of items: [Item], size: Int, threads: Int? = nil, _ body: @Sendable (Item) throws(ImportError) -> Result
    ) throws(ImportError) -> [Result] {
        try map(Array(stride(from: 0, to: items.count, by: size)), threads: threads) { (_, start) throws(ImportError) in
            var results: [Result] = []
            for item in items[start..<min(start + size, items.count)] { results.append(try body(item)) }
            return results
        }.flatMap(\.self)
    }

    /// The results of `body` over the items. The first failure, by the items' order, is thrown after the work under way has ended.
    static func map<Item: Sendable, Result: Sendable>(
        _ items: [Item], threads: Int?, _ body: @Sendable (Int, Item) throws(ImportError) -> Result
    ) throws(ImportError) -> [Result] {
        let next = Atomic(0)
        let results = Mutex([Result?](repeating: nil, count: items.count))
        let failures = Mutex([Int: ImportError]())
        DispatchQueue.concurrentPerform(iterations: max(1, min(threads ?? cores, items.count))) { _ in
            while true {
                let i = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard i < items.count, failures.withLock(\.isEmpty) else { return }
                do throws(ImportError) {
                    let result = try body(i, items[i])
                    results.withLock { $0[i] = result }
                } catch {
                    failures.withLock { $0[i] = error }
                }
            }
        }
        if let first = failures.withLock({ $0.min { $0.key < $1.key }?.value }) { throw first }
        return results.withLock { $0.compactMap(\.self) }
    }
}
