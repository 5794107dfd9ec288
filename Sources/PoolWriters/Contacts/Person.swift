import ChatModel
import Gazetteer

/// A customer as address books and CRM systems want people: a name in two parts, one home, phones that can be called.
struct Person: Sendable {
    let customer: Customer
    /// The name to show; never empty.
    let shownName: String
    let familyName: String
    let givenName: String
    /// Phones that reach the customer: no virtual numbers, which die with their order, and no masked ones. E.164, mobiles first.
    let phones: [String]
    /// Where goods to the customer go.
    let home: PostalAddress?

    init(_ customer: Customer) {
        self.customer = customer
        let name = customer.name.map(PlainText.oneLine)
        let nickname = customer.nicknames.lazy.map(PlainText.oneLine).first { !$0.isEmpty }
        shownName = name.flatMap { $0.isEmpty ? nil : $0 } ?? nickname ?? customer.id
        if let name, !name.isEmpty { (familyName, givenName) = Person.parts(of: name) } else { (familyName, givenName) = (shownName, "") }
        let callable = customer.phones.filter { $0.kind != "virtual" && !$0.number.contains("*") && !$0.number.contains(";") }
        phones = callable.filter { $0.kind == "mobile" }.map(\.number) + callable.filter { $0.kind != "mobile" }.map(\.number)
        home = CustomerRow.home(customer)?.address
    }

    var mobile: String? { customer.phones.first { $0.kind == "mobile" && phones.contains($0.number) }?.number }
    var landline: String? { phones.first { $0 != mobile } }
    var email: String? { customer.emails.first }

    /// Street line: township and the writer's words, without the divisions that stand in columns of their own.
    var street: String? { home.map { ($0.town ?? "") + ($0.detail ?? "") } }
    var city: String? { home.map { [$0.city == $0.province ? nil : $0.city, $0.district].compactMap(\.self).joined() } }

    /// The account that the customer uses on a platform.
    func account(on platform: Platform) -> String? { customer.accounts.first { $0.platform == platform && $0.id != nil }?.id }

    /// `YYYY-MM-DD` when the year is known.
    var birthday: String? { customer.birthDate.flatMap { $0.hasPrefix("--") ? nil : $0 } }

    /// What a seller wants to know before writing: stage, orders, favourites.
    var summary: String {
        var parts = [customer.stage.chinese]
        let bought = CustomerRow.bought(customer)
        if !bought.isEmpty {
            let sums = MoneySum.sums(of: bought).filter { $0.sold > 0 }.map { MoneySum.text($0.sold, $0.currency) }
            parts.append("\(bought.count)单" + (sums.isEmpty ? "" : "共" + sums.joined(separator: "、")))
        }
        let products = customer.preferences.prefix(3).map(\.product)
        if !products.isEmpty { parts.append("常买" + products.joined(separator: "、")) }
        if let last = bought.compactMap(\.placedAt).max() { parts.append("最近下单" + Cell.day(last)) }
        return parts.joined(separator: "；")
    }

    /// Summary, nicknames, remark and the id by which a later export finds the customer again.
    var description: String {
        var lines = [summary]
        let nicknames = customer.nicknames.filter { $0 != shownName }
        if !nicknames.isEmpty { lines.append("昵称：" + nicknames.prefix(5).joined(separator: "、")) }
        if let remark = customer.remark, !remark.isEmpty { lines.append(remark) }
        lines.append("chatpool \(customer.id)")
        return lines.joined(separator: "\n")
    }

    /// Surname and given name: a Chinese name of two to four ideographs by the table of surnames, another by its last blank; what cannot be parted stands whole as
    /// the surname, which CRM systems demand.
    static func parts(of name: String) -> (family: String, given: String) {
        let scalars = Array(name.unicodeScalars)
        if 2...4 ~= scalars.count, scalars.allSatisfy({ $0.properties.isIdeographic }) {
            let names = Gazetteer.shared
            let (first, second) = (names.simplified(scalars[0].value), names.simplified(scalars[1].value))
            let isCompound = scalars.count > 2 && names.compoundSurnameWeight(first, second) > 0
            let length = isCompound ? 2 : names.surnameWeight(first) > 0 && scalars.count < 4 ? 1 : 0
            guard length > 0 else { return (name, "") }
            var parts = (String.UnicodeScalarView(), String.UnicodeScalarView())
            parts.0.append(contentsOf: scalars[..<length])
            parts.1.append(contentsOf: scalars[length...])
            return (String(parts.0), String(parts.1))
        }
        guard name.utf8.allSatisfy({ $0 < 0x80 }) || !scalars.contains(where: { $0.properties.isIdeographic }), let blank = name.lastIndex(of: " ") else {
            return (name, "")
        }
        return (String(name[name.index(after: blank)...]), String(name[..<blank]))
    }
}
