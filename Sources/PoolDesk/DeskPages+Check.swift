import ChatImport
import ChatModel
import CustomerPool
import PoolWriters

/// To be checked: two customers side by side, and the question whether they are one person; orders of which something does not agree.
extension DeskPages {
    /// A pair as a link and a form name it.
    private static func key(_ pair: ReviewPair) -> String { pair.left.customerID + "~" + pair.right.customerID }

    func check() async throws(ImportError) -> DeskResponse {
        let index = work.seen
        let open = desk.work.open(index.questions)
        let title = words["nav_check"]
        let orders = try await openOrders()
        guard let pair = open.first else {
            return page(
                "check", "check", title: title,
                orders.merging(["is_empty": orders["has_orders"] as? Bool != true, "left_over": "", "has_pair": false]) { $1 })
        }
        let sides = try await work.read { (pool) throws(ImportError) -> [Side] in
            var sides: [Side] = []
            for id in [pair.left.customerID, pair.right.customerID] {
                guard let customer = try pool.customer(id) else { continue }
                var places: [(Evidence, [ContextLine])] = []
                for evidence in customer.tellingEvidence.prefix(6) where places.count < 2 {
                    let lines = try pool.lines(around: evidence, of: customer.id, count: 1)
                    // Lines that stand there already, with another of them meant, say nothing new.
                    if !lines.contains(where: { line in places.contains { $0.1.contains { $0.at == line.at && $0.text == line.text } } }) {
                        places.append((evidence, lines))
                    }
                }
                if places.contains(where: { !$0.1.isEmpty }) { places.removeAll { $0.1.isEmpty } } else { places = Array(places.prefix(1)) }
                sides.append(Side(customer: customer, places: places))
            }
            return sides
        }
        guard sides.count == 2 else {
            // One of them is gone: the lists are being made anew.
            return page("check", "check", title: title, orders.merging(["is_empty": orders["has_orders"] as? Bool != true, "has_pair": false]) { $1 })
        }
        let heaviest = max(1, pair.reasons.map { abs($0.bits) }.max() ?? 1)
        let fields: Fields = [
            "has_pair": true, "is_empty": false, "key": Self.key(pair), "left_over": words["questions_left", open.count],
            "sides": sides.map(side),
            "reasons": pair.reasons.map { reason in
                [
                    "words": words[LinkWords.finding(reason.comparison, reason.level)], "bits": LinkWords.bits(reason.bits), "speaks_for": reason.bits >= 0,
                    "width": "\(max(2, Int(abs(reason.bits) / heaviest * 100)))",
                ] as Fields
            }, "weight": LinkWords.bits(pair.weight),
        ]
        return page("check", "check", title: title, fields.merging(orders) { $1 })
    }

    // MARK: Orders

    /// Questions about orders that are shown at once.
    private static let mostOrders = 20

    /// The orders of which something does not agree, each with the messages that it rests on.
    private func openOrders() async throws(ImportError) -> Fields {
        let questions = desk.work.openOrders(work.seen.orderQuestions)
        let shown = Array(questions.prefix(Self.mostOrders))
        let orders = try await work.read { (pool) throws(ImportError) -> [OrderQuestion] in
            var found: [OrderQuestion] = []
            for entry in shown {
                guard let key = entry.orderKey, let customer = try pool.customer(entry.customerID), let place = OrderKey.find(key, in: customer.orders) else {
                    continue
                }
                var lines: [ContextLine] = []
                for evidence in customer.orders[place].evidence.prefix(3) where lines.isEmpty {
                    lines = try pool.lines(around: evidence, of: customer.id, count: 1)
                }
                found.append(OrderQuestion(entry: entry, key: key, customer: customer, order: customer.orders[place], lines: lines))
            }
            return found
        }
        return [
            "has_orders": !orders.isEmpty, "orders_left": words["orders_left", questions.count], "orders": orders.map(orderQuestion),
            "more_orders": questions.count > shown.count ? words["and_n_more", questions.count - shown.count] : "",
        ]
    }

    private struct OrderQuestion: Sendable {
        var entry: FollowUpEntry
        var key: String
        var customer: Customer
        var order: Order
        var lines: [ContextLine]
    }

    private func orderQuestion(_ question: OrderQuestion) -> Fields {
        let (order, entry) = (question.order, question.entry)
        return [
            "customer": question.customer.id, "key": question.key, "href": "/customers/" + FormText.encoded(question.customer.id),
            "name": called(question.customer), "date": day(order.placedAt ?? order.inquiredAt), "status": words["status_" + order.status.rawValue],
            "items": order.items.map { ["line": item($0)] as Fields }, "amount": money(order.amount, order.currency), "reason": words[entry.reason.words],
            "asks_quantity": !order.items.isEmpty,
            "quantity_hint": order.items.map { $0.quantity.map(Self.grouped) ?? "?" }.joined(separator: words["list_comma"]),
            "talk": question.lines.isEmpty ? [Fields]() : [place(Evidence(position: SourcePosition(file: ""), rule: "", confidence: 0), question.lines)],
        ]
    }

    /// Takes the answer to a question about an order.
    private func answerOrder(_ key: String, _ form: FormText) async throws(ImportError) -> DeskResponse {
        let id = form["customer"] ?? ""
        let found = try await work.read { (pool) throws(ImportError) -> (Customer, Order)? in
            guard let customer = try pool.customer(id), let place = OrderKey.find(key, in: customer.orders) else { return nil }
            return (customer, customer.orders[place])
        }
        guard let (customer, order) = found else { return .seeOther("/check?said=answered_already") }
        let answer = form["answer"].flatMap { ["right": OrderAnswer.right, "wrong": OrderAnswer.wrong][$0] }
        guard let answer else { return .seeOther("/check") }
        let isRight = answer == .right
        let values: [String: String]
        do throws(OrderAnswer.Problem) {
            values = try OrderAnswer.values(
                of: order, key: key, answer: answer.rawValue, quantity: isRight ? "" : form["quantity"] ?? "", amount: isRight ? "" : form["amount"] ?? "")
        } catch {
            return .seeOther("/check?said=not_allowed#orders")
        }
        _ = try await work.decide { (pool) throws(ImportError) in [try SellerDecisions(pool).edit(customer, values)] }
        work.answered([key])
        return .seeOther("/check?said=order_checked#orders")
    }

    private struct Side: Sendable {
        var customer: Customer
        var places: [(Evidence, [ContextLine])]
    }

    private func side(_ side: Side) -> Fields {
        let customer = side.customer
        let row = work.seen.row(customer.id)
        return [
            "href": "/customers/" + FormText.encoded(customer.id), "name": called(customer),
            "nicknames": customer.nicknames.joined(separator: words["list_comma"]),
            "accounts": customer.accounts.map { [platform($0.platform), $0.id].compactMap(\.self).joined(separator: " ") }.joined(
                separator: words["list_comma"]),
            "phones": customer.phones.map { EditableField.readable($0.number) }.joined(separator: words["list_comma"]), "area": row?.area ?? "",
            "addresses": customer.recipients.prefix(3).map { ["text": [$0.name, line($0.address)].compactMap(\.self).joined(separator: " ")] as Fields },
            "totals": row.map { $0.orders > 0 ? words[$0.orders == 1 ? "one_order" : "n_orders", $0.orders] : words["no_orders"] } ?? "",
            "bought": Set(customer.orders.flatMap { $0.items.map(\.product) }).subtracting([""]).sorted().prefix(5).joined(separator: words["list_comma"]),
            "seen": day(customer.lastSeen), "places": side.places.map(place),
        ]
    }

    func answerQuestion(_ form: FormText) async throws(ImportError) -> DeskResponse {
        if let key = form["order"] { return try await answerOrder(key, form) }
        let ids = (form["pair"] ?? "").split(separator: "~").map(String.init)
        guard ids.count == 2, let answer = form["answer"] else { return .seeOther("/check") }
        if answer == "later" {
            work.putOff(Set(ids))
            return .seeOther("/check")
        }
        guard answer == "same" || answer == "not_same" else { return .seeOther("/check") }
        // The answer is about the two that were shown, whoever else they are by now.
        let kept = try await work.decide { (pool) throws(ImportError) -> [Decision] in
            guard let a = try pool.customer(ids[0]), let b = try pool.customer(ids[1]) else { return [] }
            let decision = answer == "same" ? try SellerDecisions(pool).merge(a, b) : try SellerDecisions(pool).notSame(a, b)
            return decision.map { [$0] } ?? []
        }
        work.answered(Set(ids))
        return .seeOther("/check?said=" + (kept == 0 ? "answered_already" : answer == "same" ? "merged" : "not_same"))
    }
}
