public import ChatImport
public import ChatModel
import CustomerPool
import Dispatch
import Foundation
import Synchronization

/// The pool in the seller's browser: pages over one pool, served to this machine alone.
public final class Desk: Sendable {
    /// What the user may set.
    public struct Options: Sendable {
        /// The pool's file; made where there is none.
        public var pool: String
        /// The port; nil for one that the system chooses.
        public var port: UInt16?
        /// Whether nothing may be changed.
        public var isReadOnly = false
        /// Minutes without a request after which the desk ends; a page that is open asks every minute.
        public var idleMinutes = 30
        /// How customers come of records, as imports go by.
        public var run: ImportRun.Options
        /// How customers come of records by settings that may change while the desk is open; nil for ``run`` all the time.
        public var changingRun: (@Sendable () -> ImportRun.Options)?
        /// The shop's settings; nil where the desk has none to show.
        public var settings: DeskSettings?
        /// How customers come of records now.
        var runNow: @Sendable () -> ImportRun.Options { changingRun ?? { [run] in run } }
        /// What is shown, from today.
        public var view: @Sendable () -> PoolView
        /// What stands in files, from the last day on which anything was seen.
        public var fileView: @Sendable () -> PoolView

        /// The desk of a pool.
        public init(
            pool: String, run: ImportRun.Options = ImportRun.Options(), view: @escaping @Sendable () -> PoolView,
            fileView: @escaping @Sendable () -> PoolView = { PoolView() }
        ) {
            self.pool = pool
            self.run = run
            self.view = view
            self.fileView = fileView
        }
    }

    let options: Options
    let work: DeskWork
    let uploads: DeskUploads
    private let lastAsked = Mutex(ContinuousClock.now)
    private let isOpened = Mutex(false)
    private let busy = Mutex(0)

    /// Opens the pool.
    public init(_ options: Options) throws(ImportError) {
        self.options = options
        work = try DeskWork(path: options.pool, isReadOnly: options.isReadOnly, options: options.runNow, view: options.view)
        uploads = DeskUploads(beside: options.pool)
    }

    // MARK: Requests

    /// Answers a request: whoever may not come in is turned away before anything else of it is looked at.
    func answer(_ request: DeskRequest, gate: DeskGate) async -> DeskResponse {
        var response: DeskResponse
        if let refusal = gate.refusal(of: request) {
            response = refusal
        } else {
            lastAsked.withLock { $0 = .now }
            busy.withLock { $0 += 1 }
            response = await admitted(request, gate)
            busy.withLock { $0 -= 1 }
            lastAsked.withLock { $0 = .now }
        }
        response.headers += DeskGate.headers
        return response
    }

    private func admitted(_ request: DeskRequest, _ gate: DeskGate) async -> DeskResponse {
        let words = DeskWords(DeskWords.Language(accepting: request.headers["accept-language"]))
        let isKnown = gate.isKnown(request)
        guard let parts = request.parts else { return message(words, "error_no_page", status: 404) }
        if request.method == "GET", parts == ["desk.css"] { return .text(DeskFiles.text("desk.css"), status: 200, type: "text/css; charset=utf-8") }
        if request.method == "GET", parts == ["desk.js"] { return .text(DeskFiles.text("desk.js"), status: 200, type: "text/javascript; charset=utf-8") }
        if request.method == "GET", parts == ["open"] {
            if isKnown { return .seeOther("/") }
            guard DeskGate.isSame(FormText(request.query)["key"] ?? "", gate.linkToken) else { return message(words, "error_no_key", status: 403) }
            let isFirst = isOpened.withLock { opened in
                defer { opened = true }
                return !opened
            }
            guard isFirst else { return message(words, "error_used_key", status: 403) }
            var response = DeskResponse.seeOther("/")
            response.headers.append(("Set-Cookie", gate.cookie))
            return response
        }
        // Browsers ask for it by themselves; there is none.
        if request.method == "GET", parts == ["favicon.ico"] { return DeskResponse(status: 204) }
        guard isKnown else { return message(words, "error_no_key", status: 403) }
        do throws(ImportError) {
            return try await DeskPages(desk: self, words: words, request: request).answer(parts)
        } catch {
            return message(words, "error_failed", detail: "\(error.code.name): \(error.message)", status: error.code == .limitExceeded ? 413 : 500)
        }
    }

    /// A page with one sentence.
    func message(_ words: DeskWords, _ key: String, detail: String? = nil, status: Int) -> DeskResponse {
        var fields: Fields = ["t": words, "lang": words.language.tag, "title": words["desk"], "text": words[key]]
        if let detail { fields["detail"] = detail }
        return .page(DeskTemplates.shared.page("message", fields) ?? "", status: status)
    }

    // MARK: Life

    /// Makes the lists for the first time.
    func begin() async { await work.begin() }

    /// Whether nobody has asked for so long that the desk may end; never while it works.
    var isIdle: Bool {
        guard busy.withLock({ $0 }) == 0, work.now.doing == .nothing, work.now.openDecisions == 0 else { return false }
        return lastAsked.withLock { $0 }.duration(to: .now) > .seconds(options.idleMinutes * 60)
    }

    /// Takes away what is not needed any more.
    public func end() {
        uploads.clear()
        work.end()
    }
}
