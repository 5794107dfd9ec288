import CDeskData
import ChatImport
import ChatModel
import CustomerPool
import Dispatch
import Foundation
import Synchronization

/// What the desk does to its pool, one thing after the other, and what is known of it meanwhile.
///
/// A decision is in the pool before its answer is sent, as a row in a transaction of its own; the customers are made anew behind it, for several decisions at once.
/// Whoever is stopped in between loses nothing: the next run sees decisions that it has not made customers of. The pool's lock is held only while customers are made, so
/// that a command line or a second desk has its turn.
final class DeskWork: Sendable {
    /// What is going on.
    struct State: Sendable {
        enum Doing: String, Sendable {
            case nothing, waiting, importing, resolving, forgetting, looking
        }
        var doing = Doing.nothing
        /// How far an import has come.
        var progress: ChatImport.Progress?
        /// What the last import came to, and how often one ended.
        var report: RunReport?
        var imports = 0
        /// Why the last piece of work came to nothing.
        var failure: ImportError?
        /// Decisions whose customers are not made yet.
        var openDecisions = 0
        /// Goes up with every index.
        var edition = 0
        /// Seconds that making the customers took last.
        var seconds: Double?
    }

    /// Questions that were answered or put off, by the two whom they are about.
    private struct Answers: Sendable {
        var given: Set<Set<String>> = []
        var later: [Set<String>] = []
    }

    private let path: String
    private let answers = Mutex(Answers())
    private let options: @Sendable () -> ImportRun.Options
    private let makeView: @Sendable () -> PoolView
    private let state = Mutex(State())
    private let index = Mutex(DeskIndex())
    private let mark = Mutex<Int64?>(nil)
    private let isLooking = Mutex(false)
    private let day = Mutex<Int?>(nil)
    /// Everything that takes the pool's lock.
    private let work = DispatchQueue(label: "desk work")
    private let looking = DispatchQueue(label: "desk looking")
    /// Pages.
    private let reading = DispatchQueue(label: "desk reading", qos: .userInitiated)
    private let deciding = DispatchQueue(label: "desk deciding", qos: .userInitiated)
    private let reader: PoolStore
    private let writer: PoolStore?

    init(
        path: String, isReadOnly: Bool, options: @escaping @Sendable () -> ImportRun.Options, view: @escaping @Sendable () -> PoolView
    ) throws(ImportError) {
        self.path = path
        self.options = options
        makeView = view
        writer = isReadOnly ? nil : try PoolStore(path: path, for: .making)
        reader = try PoolStore(path: path, for: .reading)
    }

    /// What is going on.
    var now: State { state.withLock { $0 } }
    /// The lists as they were seen last.
    var seen: DeskIndex { index.withLock { $0 } }

    // MARK: Questions

    /// The questions that are open, those that were put off last.
    func open(_ questions: [ReviewPair]) -> [ReviewPair] {
        let answers = answers.withLock { $0 }
        func people(_ pair: ReviewPair) -> Set<String> { [pair.left.customerID, pair.right.customerID] }
        let open = questions.filter { !answers.given.contains(people($0)) }
        let put = Dictionary(answers.later.enumerated().map { ($1, $0) }, uniquingKeysWith: { $1 })
        return open.filter { put[people($0)] == nil } + open.filter { put[people($0)] != nil }.sorted { (put[people($0)] ?? 0) < (put[people($1)] ?? 0) }
    }

    /// The questions about orders that are open.
    func openOrders(_ questions: [FollowUpEntry]) -> [FollowUpEntry] {
        let given = answers.withLock { $0.given }
        return questions.filter { entry in entry.orderKey.map { !given.contains([$0]) } ?? false }
    }

    /// Puts a question behind the others.
    func putOff(_ people: Set<String>) { answers.withLock { $0.later.append(people) } }

    /// Takes a question out until the lists are made anew.
    func answered(_ people: Set<String>) { answers.withLock { _ = $0.given.insert(people) } }

    /// Takes a line out of the follow-up lists until they are made anew.
    func drop(_ answer: FollowUpAnswer) { index.withLock { $0.drop(answer) } }

    // MARK: Looking

    /// Looks at the pool for a page.
    func read<T: Sendable>(_ body: @escaping @Sendable (PoolStore) throws(ImportError) -> T) async throws(ImportError) -> T {
        try await Self.on(reading) { [reader] () throws(ImportError) in try body(reader) }
    }

    /// Makes the lists anew when the pool is another one than the one that they were made of.
    func keepUp() async {
        let now = try? await read { (pool) throws(ImportError) in try pool.changeMark() }
        guard let now, mark.withLock({ $0 }) != now else { return }
        look(now)
    }

    /// Makes the lists anew, once for however many ask meanwhile.
    private func look(_ seen: Int64?, isWhole: Bool = false) {
        let isFirst = isLooking.withLock { looking in
            defer { looking = true }
            return !looking
        }
        guard isFirst else { return }
        looking.async { [self] in
            isLooking.withLock { $0 = false }
            makeIndex(seen, isWhole: isWhole)
        }
    }

    /// Makes the lists anew of all customers, where they were brought up to date with a few.
    func lookAtAll() {
        look(nil, isWhole: true)
    }

    private func makeIndex(_ seen: Int64?, isWhole: Bool = false) {
        do throws(ImportError) {
            let store = try PoolStore(path: path, for: .reading)
            let view = makeView()
            var made = self.seen
            // The day goes on: a list of yesterday is none of today.
            let isSameDay = day.withLock { last in
                defer { last = view.asOf }
                return last == view.asOf
            }
            let isUpdated = isSameDay && !isWhole ? try made.update(store) : false
            if !isUpdated { made = try DeskIndex(store, view: view) }
            let fresh = made
            index.withLock { $0 = fresh }
            // What was answered is in the pool; an undo asks again.
            if state.withLock({ $0.openDecisions }) == 0 { answers.withLock { $0.given.removeAll() } }
            state.withLock { $0.edition += 1 }
            if let seen { mark.withLock { $0 = seen } }
        } catch {
            state.withLock { $0.failure = error }
        }
    }

    /// Makes the lists for the first time.
    func begin() async {
        let now = try? await read { (pool) throws(ImportError) in try pool.changeMark() }
        await Self.after(looking) { [self] in makeIndex(now) }
    }

    // MARK: Changing

    /// Keeps something in the pool at once, beside whatever else is going on.
    func keep<T: Sendable>(_ body: @escaping @Sendable (PoolStore) throws(ImportError) -> T) async throws(ImportError) -> T {
        guard let writer else { throw Self.readOnly }
        return try await Self.on(deciding) { () throws(ImportError) in try body(writer) }
    }

    private static let readOnly = ImportError(.cannotWrite, "the desk was opened for looking only")

    /// Keeps decisions at once and makes the customers anew behind them, and waits a little for it: most pools are done before anybody looks.
    func decide(_ make: @escaping @Sendable (PoolStore) throws(ImportError) -> [Decision]) async throws(ImportError) -> Int {
        let kept = try await keep { (pool) throws(ImportError) in
            let decisions = try make(pool)
            for decision in decisions { try pool.decide(decision) }
            return decisions.count
        }
        guard kept > 0 else { return 0 }
        state.withLock { $0.openDecisions += kept }
        let done = Task { await resolve() }
        // Where the last one took long nobody waits: what was said is kept, and the page tells when it is carried out.
        let isQuick = (now.seconds ?? 0) < Self.patience
        if isQuick { await Self.wait(for: done, atMost: Self.patience) }
        return kept
    }

    /// Seconds for which an answer waits for the customers to be made.
    private static let patience = 1.5

    private func resolve() async {
        await Self.after(work) { [self] in
            // Whoever came before has made the customers of these decisions too.
            let open = state.withLock { $0.openDecisions }
            guard open > 0 else { return }
            let start = ContinuousClock.now
            perform(.resolving) { (run) throws(ImportError) in _ = try run.resolveAgain() }
            let took = start.duration(to: .now) / .seconds(1)
            state.withLock { state in
                state.openDecisions -= open
                state.seconds = took
            }
        }
    }

    /// Takes a decision back.
    func undo(_ id: Int64) async throws(ImportError) -> Bool {
        try await change(.resolving) { (run) throws(ImportError) in try run.undo(id) != nil }
    }

    /// Takes a person out of the pool for good.
    func forget(_ customer: Customer) async throws(ImportError) -> ForgetReport {
        try await change(.forgetting) { (run) throws(ImportError) in try run.forget(customer) }
    }

    /// Takes the last import back, behind whatever else goes on.
    func undoImport() {
        guard writer != nil else { return }
        work.async { [self] in
            perform(.resolving) { (run) throws(ImportError) in _ = try run.undoImport() }
            state.withLock { $0.report = nil }
        }
    }

    /// Brings the customers up to date with settings that changed, behind whatever else goes on.
    func refresh() {
        guard writer != nil else { return }
        work.async { [self] in
            perform(.resolving) { (run) throws(ImportError) in
                var report = RunReport()
                try run.refresh(&report)
            }
        }
    }

    /// Does something that needs the pool to itself and answers what came of it.
    func change<T: Sendable>(_ doing: State.Doing, _ body: @escaping @Sendable (ImportRun) throws(ImportError) -> T) async throws(ImportError) -> T {
        guard writer != nil else { throw Self.readOnly }
        return try await Self.on(work) { [self] () throws(ImportError) in
            var result: T?
            let failure = perform(doing) { (run) throws(ImportError) in result = try body(run) }
            if let failure { throw failure }
            guard let result else { throw Self.readOnly }
            return result
        }
    }

    /// Reads what lies in a folder into the pool and takes the folder away; its progress and what came of it are in ``now``.
    func importing(_ folder: String) {
        guard writer != nil else { return }
        state.withLock {
            $0.doing = .waiting
            $0.progress = nil
        }
        work.async { [self] in
            let failure = perform(.importing) { (run) throws(ImportError) in
                let report = try run.run(InputList([folder])) { progress in self.state.withLock { $0.progress = progress } }
                self.state.withLock { $0.report = report }
            }
            try? FileManager.default.removeItem(atPath: folder)
            state.withLock {
                $0.imports += 1
                if failure != nil { $0.report = nil }
            }
        }
    }

    /// Does one thing under the pool's lock and looks at the pool again.
    @discardableResult private func perform(_ doing: State.Doing, _ body: (ImportRun) throws(ImportError) -> Void) -> ImportError? {
        state.withLock { state in
            state.doing = .waiting
            state.failure = nil
        }
        var failure: ImportError?
        do throws(ImportError) {
            let lock = try PoolLock(pool: path) {}
            defer { withExtendedLifetime(lock) {} }
            let store = try PoolStore(path: path, for: .changing)
            if try store.isUnscrubbed() { try store.scrub() }
            state.withLock { $0.doing = doing }
            try body(ImportRun(pool: store, options: options()))
        } catch {
            failure = error
        }
        state.withLock { state in
            state.doing = .looking
            state.failure = failure
        }
        // The lists are seen before the answer is sent: whoever answers a question sees the next one.
        let seen = try? reader.changeMark()
        looking.sync { makeIndex(seen) }
        // Making the customers of a large pool takes hundreds of megabytes, of which the desk needs nothing until the next time.
        desk_give_back_memory()
        state.withLock { $0.doing = .nothing }
        return failure
    }

    /// Takes a pool away that came to nothing. Work that goes on is not waited for: an import that is broken off is completed by the next one.
    func end() {
        guard now.doing == .nothing, now.openDecisions == 0 else { return }
        work.sync {}
        _ = writer?.discardIfEmpty()
    }

    // MARK: Threads

    /// Does something on a queue: waiting for the disk must not keep the server's few threads.
    static func on<T: Sendable>(_ queue: DispatchQueue, _ body: @escaping @Sendable () throws(ImportError) -> T) async throws(ImportError) -> T {
        let result: Result<T, ImportError> = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: Result { () throws(ImportError) in try body() }) }
        }
        return try result.get()
    }

    /// The same for what cannot fail.
    private static func after(_ queue: DispatchQueue, _ body: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            queue.async {
                body()
                continuation.resume()
            }
        }
    }

    private static func wait(for task: Task<Void, Never>, atMost seconds: Double) async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let first = First()
            for isDone in [true, false] {
                Task {
                    if isDone { await task.value } else { try? await Task.sleep(for: .seconds(seconds)) }
                    if first.isFirst() { continuation.resume() }
                }
            }
        }
    }

    /// Lets one of several through.
    private final class First: Sendable {
        private let isTaken = Mutex(false)

        func isFirst() -> Bool {
            isTaken.withLock { taken in
                defer { taken = true }
                return !taken
            }
        }
    }
}
