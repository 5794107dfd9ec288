import Dispatch
import Synchronization

/// Work in parts on several threads; the parts and their order do not depend on how many threads there are.
enum Parallel {
    private final class Results<Value: Sendable>: Sendable {
        let values: Mutex<[Value?]>
        let next = Atomic<Int>(0)
        init(_ count: Int) { values = Mutex(Array(repeating: nil, count: count)) }
    }

    /// The results of `work` for 0..<count, in order.
    static func map<Value: Sendable>(_ count: Int, threads: Int, _ work: @Sendable (Int) -> Value) -> [Value] {
        guard count > 1, threads > 1 else { return (0..<count).map(work) }
        let results = Results<Value>(count)
        DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
            while true {
                let part = results.next.add(1, ordering: .relaxed).oldValue
                guard part < count else { return }
                let value = work(part)
                results.values.withLock { $0[part] = value }
            }
        }
        return results.values.withLock { $0.compactMap { $0 } }
    }
}
