import ChatImport
import ChatModel
import CustomerPool

/// Answers a request of somebody who may come in.
struct DeskPages: Sendable {
    let desk: Desk
    let words: DeskWords
    let request: DeskRequest

    var work: DeskWork { desk.work }
    var query: FormText { FormText(request.query) }
    var isReadOnly: Bool { desk.options.isReadOnly }

    func answer(_ parts: [String]) async throws(ImportError) -> DeskResponse {
        if request.method == "GET" { return try await show(parts) }
        guard !isReadOnly else { return desk.message(words, "error_read_only", status: 403) }
        if request.method == "PUT" { return parts == ["import", "file"] ? try await upload() : desk.message(words, "error_no_page", status: 404) }
        let form = try await form()
        switch (parts.first, parts.count) {
        case ("customers", 3): return try await decide(about: parts[1], parts[2], form)
        case ("check", 1): return try await answerQuestion(form)
        case ("today", 1): return try await answerFollowUp(form)
        case ("import", 2): return try await importStep(parts[1], form)
        case ("write", 2) where parts[1] == "template": return try await fillTemplate(form)
        case ("write", 2): return try await write(parts[1])
        case ("history", 1): return try await undo(form)
        case ("settings", 1): return try keepSettings(form)
        case ("products", 1): return try await keepProducts(form)
        default: return desk.message(words, "error_no_page", status: 404)
        }
    }

    private func show(_ parts: [String]) async throws(ImportError) -> DeskResponse {
        if parts == ["alive"] { return alive() }
        await work.keepUp()
        switch (parts.first, parts.count) {
        case ("", 1): return .seeOther(work.seen.count == 0 ? "/import" : "/today")
        case ("customers", 1): return customers()
        case ("customers", 2): return try await customer(parts[1])
        case ("customers", 3) where parts[2] == "said": return try await said(parts[1])
        case ("customers", 3) where parts[2] == "forget": return try await forgetQuestion(parts[1])
        case ("check", 1): return try await check()
        case ("today", 1): return today()
        case ("import", 1): return try await importPage()
        case ("write", 1):
            if isReadOnly, let id = query["id"] { return try await write(id) }
            return writePage()
        case ("write", 2) where parts[1] == "file": return writtenFile()
        case ("history", 1): return try await history()
        case ("figures", 1): return figures()
        case ("products", 1): return try await products()
        case ("settings", 1): return try settingsPage()
        default: return desk.message(words, "error_no_page", status: 404)
        }
    }

    /// What the page's script asks every minute and, while something goes on, every second.
    private func alive() -> DeskResponse {
        let now = work.now
        var text = "{\"doing\":\"\(now.doing.rawValue)\",\"open\":\(now.openDecisions),\"edition\":\(now.edition),\"imports\":\(now.imports)"
        if let progress = now.progress, now.doing == .importing {
            text += ",\"files\":\(progress.files),\"done\":\(progress.filesDone),\"messages\":\(progress.messages)"
            text += ",\"bytes\":\(progress.totalBytes),\"bytesDone\":\(progress.bytesDone)"
        }
        return .text(text + "}", status: 200, type: "application/json")
    }

    /// The values of a form that was sent.
    private func form() async throws(ImportError) -> FormText {
        // The gate has seen that a length was said.
        guard let length = request.headers["content-length"].flatMap(Int.init), length <= DeskGate.mostForm else {
            throw ImportError(.limitExceeded, "a form of more than \(DeskGate.mostForm) bytes")
        }
        let collected = Collected()
        do {
            try await request.body { bytes in try collected.add(bytes) }
        } catch {
            throw ImportError(.unreadable, "the form broke off")
        }
        return FormText(String(decoding: collected.bytes, as: UTF8.self))
    }

    private final class Collected {
        private(set) var bytes: [UInt8] = []

        func add(_ more: [UInt8]) throws(ImportError) {
            guard bytes.count + more.count <= DeskGate.mostForm else { throw ImportError(.limitExceeded, "a form of more than \(DeskGate.mostForm) bytes") }
            bytes += more
        }
    }

    // MARK: Pages

    /// A page in the desk's frame.
    ///
    /// - Parameter section: which entry of the navigation is the page's.
    func page(_ name: String, _ section: String, title: String, _ fields: Fields, status: Int = 200) -> DeskResponse {
        let now = work.now
        let index = work.seen
        var all = fields
        all["t"] = words
        all["lang"] = words.language.tag
        all["title"] = title
        all["read_only"] = isReadOnly
        all["working"] = now.openDecisions > 0 || (now.doing != .nothing && now.doing != .looking)
        all["edition"] = now.edition
        if let failure = now.failure { all["trouble"] = words["trouble", words.find("fault_" + failure.code.name) ?? failure.code.name] }
        if let said = query["said"], let text = words.find("said_" + said) {
            all["flash"] = text
            all["can_undo"] = ["merged", "not_same", "split", "edited", "order_checked"].contains(said) && !isReadOnly
        }
        let sections: [(id: String, count: Int)] = [
            ("today", index.lists.reduce(0) { $0 + ($1.kind == .review ? 0 : $1.entries.count) }), ("customers", index.count),
            ("check", index.questions.count + index.orderQuestions.count), ("figures", 0), ("products", 0), ("import", 0), ("write", 0), ("history", 0),
            ("settings", 0),
        ]
        all["nav"] = sections.filter { $0.id != "settings" || desk.options.settings != nil }.map { id, count in
            [
                "href": "/" + id, "name": words["nav_" + id], "count": count > 0 ? Self.grouped(Double(count)) : "", "has_count": count > 0,
                "is_here": id == section,
            ]
                as Fields
        }
        all["as_of"] = index.asOf.description
        guard let html = DeskTemplates.shared.page(name, all) else { return desk.message(words, "error_no_page", status: 500) }
        return .page(html, status: status)
    }

    // MARK: Words for values

    func stage(_ stage: CustomerStage) -> String { words["stage_" + stage.rawValue] }

    /// What is odd, in the language of the page.
    func shown(_ diagnostic: Diagnostic) -> String { words.language == .chinese ? Spoken.chinese(diagnostic.message) : diagnostic.message }

    /// Why something failed, in the language of the page.
    func shown(_ error: ImportError) -> String {
        let fault = words.find("fault_" + error.code.name)
        let message = words.language == .chinese ? Spoken.chinese(error.message) : error.message
        return fault.map { $0 + words["colon"] + message } ?? message
    }

    /// A day: a year that is this one's is not said.
    func day(_ time: Timestamp?) -> String { time.map { String($0.description.prefix(10)) } ?? "" }

    /// A day with its clock.
    func moment(_ time: Timestamp?) -> String {
        guard let time else { return "" }
        return time.precision == .day ? day(time) : day(time) + " " + time.description.dropFirst(11).prefix(5)
    }

    func money(_ amount: Double?, _ currency: String?) -> String {
        guard let amount, amount.isFinite else { return "" }
        guard let currency, !currency.isEmpty else { return Self.grouped(amount) }
        return currency == "CNY" ? "¥" + Self.grouped(amount) : currency + " " + Self.grouped(amount)
    }

    /// A number with a comma between thousands and at most two digits behind the point.
    static func grouped(_ value: Double) -> String {
        let cents = Int((min(max(value, -1e13), 1e13) * 100).rounded())
        let digits = Array(String(abs(cents) / 100).utf8)
        var text = cents < 0 ? "-" : ""
        for (i, digit) in digits.enumerated() {
            if i > 0, (digits.count - i) % 3 == 0 { text += "," }
            text.unicodeScalars.append(Unicode.Scalar(digit))
        }
        let rest = abs(cents) % 100
        if rest == 0 { return text }
        return text + "." + (rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)")
    }

    func platform(_ platform: Platform) -> String { words.find("platform_" + platform.rawValue) ?? platform.rawValue }
    func courier(_ code: String?) -> String { code.map { words.find("courier_" + $0) ?? $0 } ?? "" }

    /// An address in one line.
    func line(_ address: PostalAddress?) -> String {
        guard let address else { return "" }
        let parts = [address.province, address.city == address.province ? nil : address.city, address.district, address.town, address.detail].compactMap(\.self)
        let isSpaced = parts.contains { $0.utf8.contains { 0x41...0x7A ~= $0 } }
        return parts.joined(separator: isSpaced ? " " : "")
    }

    /// Who a customer is called.
    func called(_ customer: Customer) -> String { customer.name ?? customer.nicknames.first ?? customer.id }
}
