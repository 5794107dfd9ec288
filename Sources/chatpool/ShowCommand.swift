import ArgumentParser
import ChatImport
import ChatModel
import CustomerPool
import PoolWriters

/// `chatpool show CUSTOMER`
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: Words.of("Shows everything that is known of a customer, and where it was said."),
        discussion: Words.of(
            """
            Example:
              chatpool show 13700009001
            """))

    @Argument(help: ArgumentHelp(Words.of("The customer: number, phone, name or nickname."))) var customer: String
    @Flag(help: ArgumentHelp(Words.of("The customer's JSON line."))) var json = false
    @OptionGroup var pool: PoolOption

    func run() throws {
        let store = try Deciding.look(pool)
        let found = try CustomerChoice.one(customer, in: store)
        try Exit.reporting { () throws(ImportError) in
            if json { try Output.write(CustomerLines.line(found)) } else { try Output.write(Self.card(found).map { $0 + "\n" }.joined()) }
        }
    }

    private static func card(_ customer: Customer) -> [String] {
        var places: [String: Evidence] = [:]
        for evidence in customer.evidence where places[evidence.field] == nil { places[evidence.field] = evidence.evidence }
        var lines: [String] = []
        func add(_ english: String, _ chinese: String, _ text: String?, field: String = "") {
            guard let text, !text.isEmpty else { return }
            let place = places[field].map { "  (\($0.position))" } ?? ""
            lines.append(Layout.padded(Words.say(english, chinese), to: 16) + Layout.cut(text, to: 100) + place)
        }
        add("number", "客户编号", customer.id)
        add("name", "姓名", customer.name, field: "name")
        add("stage", "阶段", Terminal.isChinese ? customer.stage.chinese : customer.stage.rawValue)
        for (i, nickname) in customer.nicknames.enumerated() { add("nickname", "昵称", nickname, field: "nicknames/\(i)") }
        for account in customer.accounts where account.id != nil {
            add("account", "账号", "\(Words.value("platform", account.platform.rawValue)) \(account.id ?? "")")
        }
        for (i, phone) in customer.phones.enumerated() { add("phone", "电话", "\(phone.number) \(Words.value("phone", phone.kind))", field: "phones/\(i)") }
        for (i, email) in customer.emails.enumerated() { add("e-mail", "邮箱", email, field: "emails/\(i)") }
        add("birthday", "生日", customer.birthDate, field: "birth_date")
        add("gender", "性别", customer.gender.map { Words.value("gender", $0) }, field: "gender")
        for (i, recipient) in customer.recipients.enumerated() {
            let address = recipient.address.map {
                [$0.province, $0.city == $0.province ? nil : $0.city, $0.district, $0.town, $0.detail].compactMap(\.self).joined()
            }
            let text = [recipient.name, recipient.phone, address].compactMap(\.self).joined(separator: " ")
            add(recipient.isSelf == true ? "own address" : "sends to", recipient.isSelf == true ? "自用地址" : "收件人", text, field: "recipients/\(i)")
        }
        for (i, order) in customer.orders.enumerated() {
            let items = order.items.map { item in
                let product = item.product.isEmpty ? Words.say("(unnamed)", "（未说明）") : item.product
                return item.quantity.map { "\(product)×\(number($0))\(item.unit ?? "")" } ?? product
            }.joined(separator: " ")
            let amount = order.amount.map { "\(number($0)) \(order.currency ?? "")" }
            let text = [order.placedAt?.description, Words.value("status", order.status.rawValue), items, amount].compactMap(\.self).joined(separator: "  ")
            add("order", "订单", text, field: "orders/\(i)")
        }
        for feedback in customer.feedback where !feedback.isSensitive {
            add(feedback.kind.rawValue, Words.value("feedback", feedback.kind.rawValue), feedback.quote)
        }
        add("labels", "标签", customer.tags.joined(separator: Words.say(", ", "、")), field: "tags")
        add("remark", "备注", customer.remark, field: "remark")
        add("notes", "跟进记录", customer.notes, field: "notes")
        if customer.doNotContact { add("do not contact", "勿扰", Words.say("yes", "是"), field: "do_not_contact") }
        for relation in customer.relations {
            let kind = LinkWords.relation(relation.kind, isFrom: relation.isFrom)
            add("relation", "关系", "\(Words.say(kind.english, kind.chinese)) \(relation.customerID) \(relation.name ?? "")")
        }
        return lines
    }

    /// A number without needless digits.
    private static func number(_ value: Double) -> String {
        guard abs(value) < 1e12 else { return "…" }
        let cents = Int((value * 100).rounded())
        if cents % 100 == 0 { return String(cents / 100) }
        let rest = abs(cents % 100)
        return (cents < 0 ? "-" : "") + "\(abs(cents) / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
