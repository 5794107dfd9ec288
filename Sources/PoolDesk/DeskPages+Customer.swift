import ChatExtract
import ChatImport
import ChatModel
import CustomerPool
import PoolWriters

/// One customer: who, what was bought, and where every word of it was said.
extension DeskPages {
    func customer(_ id: String) async throws(ImportError) -> DeskResponse {
        let found = try await work.read { (pool) throws(ImportError) -> (Customer, [CustomerRecord])? in
            guard let customer = try pool.customer(id) else { return nil }
            return (customer, try pool.records(of: customer))
        }
        guard let (customer, records) = found else { return desk.message(words, "error_no_customer", status: 404) }
        if customer.id != id { return .seeOther("/customers/" + FormText.encoded(customer.id)) }
        let facts = Facts(customer)
        let row = work.seen.row(customer.id)
        var fields: Fields = [
            "id": customer.id, "base": "/customers/" + FormText.encoded(customer.id), "name": called(customer), "stage": stage(row?.stage ?? customer.stage),
            "stage_class": (row?.stage ?? customer.stage).rawValue, "stage_reason": row.map { words[$0.stageReason] } ?? "", "quiet": customer.doNotContact,
            "flags": (row?.flags ?? []).map { ["name": words[$0.title]] as Fields },
            "totals": totals(row), "seen": words["seen_between", day(customer.firstSeen), day(customer.lastSeen)],
            "fields": EditableField.allCases.map { editable($0, customer, facts) },
            "accounts": customer.accounts.map { account in
                ["platform": platform(account.platform), "id": account.id ?? "", "nickname": account.nickname ?? ""] as Fields
            },
            "has_accounts": !customer.accounts.isEmpty,
            "phones": customer.phones.enumerated().map { i, phone in
                fact(
                    facts, "phones/\(i)",
                    ["number": EditableField.readable(phone.number), "kind": words["phone_" + phone.kind], "href": "tel:" + phone.number])
            },
            "has_phones": !customer.phones.isEmpty,
            "emails": customer.emails.enumerated().map { i, email in fact(facts, "emails/\(i)", ["text": email]) },
            "nicknames": customer.nicknames.enumerated().map { i, name in fact(facts, "nicknames/\(i)", ["text": name]) },
            "recipients": customer.recipients.enumerated().map { i, recipient in
                fact(
                    facts, "recipients/\(i)",
                    [
                        "name": recipient.name ?? "", "phone": recipient.phone.map(EditableField.readable) ?? "", "address": line(recipient.address),
                        "is_own": recipient.isSelf == true,
                    ])
            },
            "has_recipients": !customer.recipients.isEmpty,
            "orders": customer.orders.enumerated().reversed().map { i, order in self.order(order, i, customer, facts) }, "has_orders": !customer.orders.isEmpty,
            "feedback": customer.feedback.enumerated().filter { !$0.element.isSensitive }.map { i, feedback in
                fact(
                    facts, "feedback/\(i)",
                    [
                        "kind": words["feedback_" + feedback.kind.rawValue], "class": feedback.kind.rawValue, "at": day(feedback.at), "quote": feedback.quote,
                        "product": feedback.product ?? "",
                    ])
            },
            "has_feedback": customer.feedback.contains { !$0.isSensitive },
            "relations": customer.relations.map { relation in
                [
                    "words": words[LinkWords.relation(relation.kind, isFrom: relation.isFrom)], "href": "/customers/" + FormText.encoded(relation.customerID),
                    "name": relation.name ?? work.seen.row(relation.customerID).flatMap { $0.name ?? $0.nickname } ?? relation.customerID,
                ] as Fields
            },
            "has_relations": !customer.relations.isEmpty,
            "follow_ups": work.seen.lists.filter { $0.kind != .review }.flatMap(\.entries).filter { $0.customerID == customer.id }.map(followUp),
        ]
        if let nickname = customer.nicknames.first, nickname != called(customer) { fields["nickname"] = nickname }
        if let gender = customer.gender { fields["gender"] = words["gender_" + gender] }
        if let date = customer.birthDate { fields["birthday"] = fact(facts, "birth_date", ["text": date]) }
        fields["has_follow_ups"] = !((fields["follow_ups"] as? [Fields])?.isEmpty ?? true)
        fields["parts"] = records.count < 2 ? [Fields]() : records.map(part)
        fields["can_split"] = records.count > 1 && !isReadOnly
        return page("customer", "customers", title: called(customer), fields)
    }

    /// The places where facts of a customer were said, by field.
    struct Facts: Sendable {
        private var places: [String: [Evidence]] = [:]

        init(_ customer: Customer) {
            for evidence in customer.evidence { places[evidence.field, default: []].append(evidence.evidence) }
            for (i, order) in customer.orders.enumerated() where !order.evidence.isEmpty { places["orders/\(i)"] = order.evidence }
            for (i, feedback) in customer.feedback.enumerated() { if let evidence = feedback.evidence { places["feedback/\(i)"] = [evidence] } }
        }

        subscript(field: String) -> [Evidence] { places[field] ?? [] }
    }

    /// A fact with the way to where it was said.
    private func fact(_ facts: Facts, _ field: String, _ fields: Fields) -> Fields {
        var fields = fields
        if !facts[field].isEmpty { fields["said"] = FormText.encoded(field) }
        return fields
    }

    private func totals(_ row: DeskIndex.Row?) -> String {
        guard let row, row.orders > 0 else { return words["no_orders"] }
        let orders = words[row.orders == 1 ? "one_order" : "n_orders", row.orders]
        return row.spent == nil ? orders : orders + words["comma"] + money(row.spent, row.currency)
    }

    private func editable(_ field: EditableField, _ customer: Customer, _ facts: Facts) -> Fields {
        let value = field == .stage ? stage(customer.stage) : field == .doNotContact ? (customer.doNotContact ? words["yes"] : "") : field.cell(of: customer)
        let path = field == .phone ? "phones/0" : field == .nickname ? "nicknames/0" : field.rawValue
        var fields: Fields = [
            "field": field.rawValue, "label": words["field_" + field.rawValue], "value": value, "is_empty": value.isEmpty,
            "is_edited": customer.edited.contains(field), "is_long": field == .notes || field == .remark, "is_text": true,
        ]
        switch field {
        case .stage:
            fields["options"] =
                ([["value": "", "name": words["as_rules_say"], "is_chosen": !customer.edited.contains(.stage)]]
                + CustomerStage.allCases.map { stage in
                    ["value": stage.rawValue, "name": self.stage(stage), "is_chosen": customer.edited.contains(.stage) && customer.stage == stage]
                }) as [Fields]
        case .doNotContact:
            fields["options"] =
                [
                    ["value": "", "name": words["no"], "is_chosen": !customer.doNotContact],
                    ["value": EditableField.yes, "name": words["yes"], "is_chosen": customer.doNotContact],
                ] as [Fields]
        default: break
        }
        fields["has_options"] = fields["options"] != nil
        fields["is_line"] = fields["options"] == nil && field != .notes && field != .remark
        return fact(facts, path, fields)
    }

    private func order(_ order: Order, _ i: Int, _ customer: Customer, _ facts: Facts) -> Fields {
        let recipient = order.recipient.flatMap { customer.recipients.indices.contains($0) ? customer.recipients[$0] : nil }
        let steps: [(key: String, time: Timestamp?)] = [
            ("step_inquired", order.inquiredAt), ("step_placed", order.placedAt), ("step_paid", order.paidAt), ("step_shipped", order.shippedAt),
            ("step_received", order.receivedAt),
        ]
        var fields: Fields = [
            "date": day(order.placedAt ?? order.inquiredAt), "status": words["status_" + order.status.rawValue], "class": order.status.rawValue,
            "amount": money(order.amount, order.currency),
            "items": order.items.map { ["line": item($0), "price": money($0.unitPrice, order.currency)] as Fields }, "has_items": !order.items.isEmpty,
            "steps": steps.filter { $0.time != nil }.map { ["name": words[$0.key], "at": moment($0.time)] as Fields },
            "parcels": order.trackings.map { ["courier": courier($0.courier), "number": $0.number] as Fields }, "has_parcels": !order.trackings.isEmpty,
            "notes": order.notes.map { note in ["text": OrderNote(code: note).map { words[$0.words] } ?? note] as Fields },
            "number": order.orderNumber ?? "", "group": order.group ?? "",
        ]
        if let recipient { fields["recipient"] = [recipient.name, line(recipient.address)].compactMap(\.self).joined(separator: " ") }
        return fact(facts, "orders/\(i)", fields)
    }

    func item(_ item: OrderItem) -> String {
        var text = item.product.isEmpty ? words["unnamed"] : item.product
        if let spec = item.spec, !spec.isEmpty { text += " " + spec }
        if let quantity = item.quantity { text += " × " + Self.grouped(quantity) + (item.unit ?? "") }
        return text
    }

    /// One of the accounts, chats or rows that a customer is made of.
    private func part(_ record: CustomerRecord) -> Fields {
        let names = record.nicknames.prefix(2).map(\.value) + record.names.prefix(2).map(\.value)
        let phones = record.phones.prefix(3).map { EditableField.readable($0.value) }
        let file = record.firstPosition?.file.split(separator: "/").last.map(String.init) ?? ""
        return [
            "record": record.recordID, "platform": platform(record.platform), "names": names.joined(separator: words["list_comma"]),
            "phones": phones.joined(separator: words["list_comma"]), "chat": record.conversation, "file": file,
            "orders": record.orders.isEmpty ? "" : words[record.orders.count == 1 ? "one_order" : "n_orders", record.orders.count],
        ]
    }

    // MARK: Where it was said

    /// The messages that a fact rests on, with the lines around them.
    func said(_ id: String) async throws(ImportError) -> DeskResponse {
        let field = query["field"] ?? ""
        let places = try await work.read { (pool) throws(ImportError) -> [(Evidence, [ContextLine])]? in
            guard let customer = try pool.customer(id) else { return nil }
            var places: [(Evidence, [ContextLine])] = []
            for evidence in Facts(customer)[field].prefix(5) { places.append((evidence, try pool.lines(around: evidence, of: customer.id))) }
            return places
        }
        guard let places else { return desk.message(words, "error_no_customer", status: 404) }
        return page(
            "said", "customers", title: words["where_said"],
            ["base": "/customers/" + FormText.encoded(id), "places": places.map(place), "is_empty": places.isEmpty])
    }

    func place(_ evidence: Evidence, _ lines: [ContextLine]) -> Fields {
        let file = evidence.position.file.split(separator: "/").last.map(String.init) ?? evidence.position.file
        return [
            "file": file, "line": evidence.position.line.map { words["line_n", $0] } ?? "", "at": moment(evidence.at), "has_lines": !lines.isEmpty,
            "lines": lines.map { line in
                var fields: Fields = ["sender": line.sender ?? "", "at": moment(line.at), "is_meant": line.isMeant]
                let text = PersonalCards.masked(in: line.text)
                // What was hidden in it may have moved the place of the fact.
                let isMarked = line.isMeant && text.utf8.count == line.text.utf8.count
                let pieces = isMarked ? Self.pieces(text, evidence) : [(Self.cut(text), false)]
                fields["pieces"] = pieces.map { ["text": $0.0, "is_marked": $0.1] as Fields }
                return fields
            },
        ]
    }

    /// A message in pieces, the one that the fact is marked.
    private static func pieces(_ text: String, _ evidence: Evidence) -> [(String, Bool)] {
        let bytes = Array(text.utf8)
        guard let start = evidence.start, let end = evidence.end, 0 <= start, start < end, end <= bytes.count else { return [(cut(text), false)] }
        let from = max(0, start - 600)
        let to = min(bytes.count, end + 600)
        func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        // A cut inside a character shows one mark in its place.
        return [((from > 0 ? "…" : "") + string(from..<start), false), (string(start..<end), true), (string(end..<to) + (to < bytes.count ? "…" : ""), false)]
            .filter { !$0.0.isEmpty }
    }

    private static func cut(_ text: String) -> String { text.count > 500 ? text.prefix(500) + "…" : text }
}
