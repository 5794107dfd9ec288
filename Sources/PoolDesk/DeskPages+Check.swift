import ChatImport
import ChatModel
import CustomerPool
import PoolWriters

/// To be checked: two customers side by side, and the question whether they are one person.
extension DeskPages {
    /// A pair as a link and a form name it.
    private static func key(_ pair: ReviewPair) -> String { pair.left.customerID + "~" + pair.right.customerID }

    func check() async throws(ImportError) -> DeskResponse {
        let index = work.seen
        let open = desk.work.open(index.questions)
        let title = words["nav_check"]
        guard let pair = open.first else { return page("check", "check", title: title, ["is_empty": true, "left_over": "", "has_pair": false]) }
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
            return page("check", "check", title: title, ["is_empty": true, "has_pair": false])
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
        return page("check", "check", title: title, fields)
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
