import ChatImport
import ChatModel
import CustomerPool
import PoolWriters

/// What the seller decides of a customer: the same functions as the command line's verbs.
extension DeskPages {
    func decide(about id: String, _ verb: String, _ form: FormText) async throws(ImportError) -> DeskResponse {
        guard let customer = try await work.read({ (pool) throws(ImportError) in try pool.customer(id) }) else {
            return desk.message(words, "error_no_customer", status: 404)
        }
        switch verb {
        case "edit": return try await edit(customer, form)
        case "merge": return try await merge(customer, form)
        case "split": return try await split(customer, form)
        case "forget": return try await forget(customer, form)
        default: return desk.message(words, "error_no_page", status: 404)
        }
    }

    private func back(to id: String, said: String) -> DeskResponse { .seeOther("/customers/\(FormText.encoded(id))?said=\(said)") }

    private func edit(_ customer: Customer, _ form: FormText) async throws(ImportError) -> DeskResponse {
        guard let name = form["field"], let text = form["value"] else { return back(to: customer.id, said: "not_allowed") }
        let kept: (field: String, value: String)
        do throws(SellerDecisions.FieldProblem) { kept = try SellerDecisions.value(of: name, text) } catch { return back(to: customer.id, said: "not_allowed") }
        let values = [kept.field: kept.value]
        _ = try await work.decide { (pool) throws(ImportError) in [try SellerDecisions(pool).edit(customer, values)] }
        return back(to: customer.id, said: "edited")
    }

    private func merge(_ customer: Customer, _ form: FormText) async throws(ImportError) -> DeskResponse {
        let word = form["with"] ?? ""
        let found = try await work.read { (pool) throws(ImportError) in word.isEmpty ? [] : try pool.customers(matching: word) }
        let others = found.filter { $0.id != customer.id }
        guard others.count == 1, let other = others.first else { return back(to: customer.id, said: others.isEmpty ? "nobody" : "several") }
        _ = try await work.decide { (pool) throws(ImportError) in try SellerDecisions(pool).merge(customer, other).map { [$0] } ?? [] }
        return back(to: customer.id, said: "merged")
    }

    private func split(_ customer: Customer, _ form: FormText) async throws(ImportError) -> DeskResponse {
        let chosen = Set(form.all("record"))
        let outcome = try await work.read { (pool) throws(ImportError) in try SellerDecisions(pool).split(customer) { chosen.contains($0.recordID) } }
        guard case .decision(let decision) = outcome else {
            if case .nothingLeft = outcome { return back(to: customer.id, said: "nothing_left") }
            return back(to: customer.id, said: "nothing_chosen")
        }
        _ = try await work.decide { _ in [decision] }
        return back(to: customer.id, said: "split")
    }

    // MARK: Forgetting

    func forgetQuestion(_ id: String) async throws(ImportError) -> DeskResponse {
        guard let customer = try await work.read({ (pool) throws(ImportError) in try pool.customer(id) }) else {
            return desk.message(words, "error_no_customer", status: 404)
        }
        return page(
            "forget", "customers", title: words["forget"],
            ["is_question": true, "name": called(customer), "base": "/customers/" + FormText.encoded(customer.id), "totals": totals(of: customer)])
    }

    private func totals(of customer: Customer) -> String { words[customer.orders.count == 1 ? "one_order" : "n_orders", customer.orders.count] }

    private func forget(_ customer: Customer, _ form: FormText) async throws(ImportError) -> DeskResponse {
        guard form["sure"] == "yes" else { return .seeOther("/customers/\(FormText.encoded(customer.id))/forget") }
        let report = try await work.forget(customer)
        return page(
            "forget", "customers", title: words["forget"],
            [
                "is_question": false, "done": words["forgotten_counts", report.chats, report.messages, report.rows, report.decisions, report.blotted],
                "files": (report.inputs + report.copies).map { ["path": $0] as Fields }, "has_files": !(report.inputs + report.copies).isEmpty,
                "is_left": !report.isScrubbed,
            ])
    }

    // MARK: Taking back

    func history() async throws(ImportError) -> DeskResponse {
        let decisions = try await work.read { (pool) throws(ImportError) in try pool.decisions() }
        let index = work.seen
        func who(_ subject: DecisionSubject?) -> Fields? {
            guard let subject else { return nil }
            let row = index.row(subject.customerID)
            return ["href": "/customers/" + FormText.encoded(subject.customerID), "name": row.flatMap { $0.name ?? $0.nickname } ?? subject.customerID]
        }
        let rows: [Fields] = decisions.reversed().prefix(500).map { decision in
            var fields: Fields = [
                "id": "\(decision.id)", "kind": words["decision_" + decision.kind.rawValue],
                "at": moment(Timestamp(unixSeconds: decision.at, offsetMinutes: Clock.offset)),
                "people": ([who(decision.left), who(decision.right)] + decision.edits.prefix(5).map { who($0.subject) }).compactMap(\.self),
            ]
            let changed = decision.edits.prefix(5).flatMap { $0.values.keys.map(OrderEdit.shownField).sorted() }
            fields["fields"] = Set(changed).sorted().map { words.find("field_" + $0) ?? $0 }.joined(separator: words["list_comma"])
            return fields
        }
        return page("history", "history", title: words["nav_history"], ["rows": rows, "is_empty": rows.isEmpty])
    }

    func undo(_ form: FormText) async throws(ImportError) -> DeskResponse {
        var id = form["id"].flatMap(Int64.init)
        if form["id"] == "last" { id = try await work.read { (pool) throws(ImportError) in try pool.decisions().last?.id } }
        guard let id, try await work.undo(id) else { return .seeOther("/history?said=nothing_to_undo") }
        return .seeOther("/history?said=undone")
    }
}
