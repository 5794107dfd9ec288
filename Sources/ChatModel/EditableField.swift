/// A field of a customer that the seller may change, in the workbook or by `chatpool edit`.
///
/// One table for who writes the workbook and who reads it back: the header of the column, the text that stands in its cells, and what a cell that was
/// changed means. The column ``keyHeader`` says whose row it is.
public enum EditableField: String, Sendable, Hashable, Codable, CaseIterable, CodingKeyRepresentable {
    case name, stage, tags
    case doNotContact = "do_not_contact"
    case remark, notes
    // What is kept of a workbook lists the fields in this order: new ones come last.
    case nickname, phone, province, city, district
    case address

    /// The header of the column with the customer's id, by which rows are read back.
    public static let keyHeader = "客户编号"
    /// The sheet whose rows are read back.
    public static let sheet = "客户总表"
    /// The label of the cell beside which the workbook names the edition that it is, see `PoolContents.edition`.
    public static let editionLabel = "导出编号"
    /// What stands in ``doNotContact`` where it is set.
    public static let yes = "是"

    /// The header of the field's column in the workbook.
    public var header: String {
        switch self {
        case .name: "姓名"
        case .stage: "阶段"
        case .tags: "标签"
        case .doNotContact: "勿扰"
        case .remark: "备注"
        case .notes: "跟进记录"
        case .nickname: "昵称"
        case .phone: "手机"
        case .province: "省"
        case .city: "市"
        case .district: "区"
        case .address: "详细地址"
        }
    }

    /// Headers that stand in the program's own tables alone: by them a table is known in which the seller has taken out columns.
    public static let ownHeaders = ["预计回购日", "待跟进", "判断依据", "平均回购天数", "出处条数", "可信度"]

    /// What a cell of the field may hold, for who is told that one makes no sense.
    public var allowed: (english: String, chinese: String) {
        switch self {
        case .stage:
            let names = CustomerStage.allCases.map(\.chinese).joined(separator: "、")
            return ("one of \(names)", "只能填：\(names)")
        case .doNotContact: return ("是 or nothing", "只能填“是”或留空")
        case .phone: return ("a phone number: a mainland mobile, or + and the country's number; it cannot be emptied", "只能填电话号码（大陆手机号，或 + 加国家区号），不能清空")
        case .nickname, .province, .city, .district, .address: return ("a text; it cannot be emptied", "不能清空")
        case .name, .tags, .remark, .notes: return ("any text", "任意文字")
        }
    }

    /// Whether an emptied cell says something: a name goes back to what the chats say, a remark goes. Numbers and addresses that chats tell cannot be taken away.
    public var mayBeEmptied: Bool {
        switch self {
        case .phone, .nickname, .province, .city, .district, .address: false
        default: true
        }
    }

    /// The text of the customer's cell; empty where nothing is known.
    public func cell(of customer: Customer) -> String {
        switch self {
        case .name: customer.name ?? ""
        case .stage: customer.stage.chinese
        case .tags: customer.tags.joined(separator: "、")
        case .doNotContact: customer.doNotContact ? Self.yes : ""
        case .remark: customer.remark ?? ""
        case .notes: customer.notes ?? ""
        case .nickname: customer.nicknames.first ?? ""
        case .phone: customer.phones.first.map { Self.readable($0.number) } ?? ""
        case .province: customer.home?.address?.province ?? ""
        case .city: customer.home?.address?.city ?? ""
        case .district: customer.home?.address?.district ?? ""
        case .address: customer.home?.address.map { ($0.town ?? "") + ($0.detail ?? "") } ?? ""
        }
    }

    /// A number as people at home write it: a mainland mobile without +86, an extension behind 转.
    public static func readable(_ number: String) -> String {
        let parts = number.split(separator: ";", maxSplits: 1)
        guard let main = parts.first else { return number }
        let local = main.hasPrefix("+86") && main.dropFirst(3).first == "1" ? String(main.dropFirst(3)) : String(main)
        return parts.count > 1 && parts[1].hasPrefix("ext=") ? "\(local)转\(parts[1].dropFirst(4))" : local
    }

    /// What a cell means, as ``set(_:of:)`` takes it; nil where it makes no sense for the field, such as a stage that there is not.
    ///
    /// White space at the ends says nothing. An empty value takes the field back to what the chats say (name, stage, tags) or empties it.
    public func value(ofCell cell: String) -> String? {
        let text = CellText.trimmed(cell)
        switch self {
        case .name, .remark, .notes, .nickname, .province, .city, .district, .address: return text
        case .phone: return text.isEmpty ? "" : Self.number(text)
        case .stage: return text.isEmpty ? "" : CustomerStage(named: text)?.rawValue
        case .tags: return Self.tags(text).joined(separator: "、")
        case .doNotContact:
            switch text.lowercased() {
            case "", "否", "不", "no", "n", "false", "0": return ""
            case "是", "勿扰", "yes", "y", "true", "1", "x", "√", "✓": return Self.yes
            default: return nil
            }
        }
    }

    /// Gives a customer the value; one that is empty or not understood leaves name and stage as the chats say them.
    public func set(_ value: String, of customer: inout Customer) {
        switch self {
        case .name: if !value.isEmpty { customer.name = value }
        case .stage: if let stage = CustomerStage(named: value) { customer.stage = stage }
        case .tags: if !value.isEmpty { customer.tags = Self.tags(value) }
        case .doNotContact: customer.doNotContact = !value.isEmpty
        case .remark: customer.remark = value.isEmpty ? nil : value
        case .notes: customer.notes = value.isEmpty ? nil : value
        case .nickname:
            if !value.isEmpty { customer.nicknames = [value] + customer.nicknames.filter { $0 != value } }
        case .phone:
            if !value.isEmpty { customer.putFirst(phone: value) }
        case .province, .city, .district, .address:
            if !value.isEmpty { customer.setHome(self, value) }
        }
        let isTakenBack = value.isEmpty && (self == .name || self == .stage || self == .tags || !mayBeEmptied)
        if !isTakenBack, !customer.edited.contains(self) { customer.edited = (customer.edited + [self]).sorted { $0.rawValue < $1.rawValue } }
    }

    /// E.164 of a number as written; nil for what is none. A mainland mobile needs no country.
    public static func number(_ text: String) -> String? {
        let parts = text.split(separator: "转", maxSplits: 1, omittingEmptySubsequences: false)
        guard let main = parts.first, main.unicodeScalars.allSatisfy({ $0.isASCII && ("0"..."9" ~= $0 || "+- ()".unicodeScalars.contains($0)) }) else {
            return nil
        }
        let digits = String(main.unicodeScalars.filter { "0"..."9" ~= $0 })
        guard (7...15).contains(digits.utf8.count) else { return nil }
        var number: String
        if main.hasPrefix("+") {
            number = "+" + digits
        } else if digits.utf8.count == 11, digits.hasPrefix("1") {
            number = "+86" + digits
        } else {
            return nil
        }
        if parts.count > 1 {
            guard !parts[1].isEmpty, parts[1].unicodeScalars.allSatisfy({ "0"..."9" ~= $0 }), parts[1].utf8.count <= 8 else { return nil }
            number += ";ext=" + parts[1]
        }
        return number
    }

    /// Labels as a cell lists them, each once.
    private static func tags(_ text: String) -> [String] {
        text.split(whereSeparator: { "、，,；;|\n".contains($0) }).map { CellText.trimmed(String($0)) }.reduce(into: []) { list, tag in
            if !tag.isEmpty, !list.contains(tag) { list.append(tag) }
        }
    }
}

extension Customer {
    /// The place among ``recipients`` of the one whose address is the customer's own.
    var homePlace: Int? {
        recipients.firstIndex { $0.isSelf == true && $0.address != nil } ?? recipients.firstIndex { $0.isSelf == nil && $0.address != nil }
    }

    /// The recipient whose address stands in the customer's own row.
    public var home: CustomerRecipient? { homePlace.map { recipients[$0] } }

    /// Makes a number the first; what the evidence says of phones by their place is no longer true and goes.
    mutating func putFirst(phone number: String) {
        phones.removeAll { $0.number == number }
        phones.insert(CustomerPhone(number: number, kind: CustomerPhone.kind(of: number)), at: 0)
        evidence.removeAll { $0.field.hasPrefix("phones/") }
    }

    /// Sets who receives goods at the customer's own address.
    public mutating func setHome(recipient name: String) {
        let place = homePlace ?? recipients.count
        if place == recipients.count { recipients.append(CustomerRecipient(phone: phones.first?.number, address: PostalAddress(), isSelf: true)) }
        recipients[place].name = name
    }

    /// Sets a part of the customer's own address; one without gets one.
    mutating func setHome(_ field: EditableField, _ value: String) {
        let place = homePlace ?? recipients.count
        if place == recipients.count { recipients.append(CustomerRecipient(name: name, phone: phones.first?.number, address: PostalAddress(), isSelf: true)) }
        var address = recipients[place].address ?? PostalAddress()
        switch field {
        case .province: address.province = value
        case .city: address.city = value
        case .district: address.district = value
        default: (address.town, address.detail) = (nil, value)
        }
        recipients[place].address = address
        evidence.removeAll { $0.field == "recipients/\(place)" || $0.field.hasPrefix("recipients/\(place)/") }
    }
}

extension CustomerPhone {
    /// The kind of an E.164 number: `mobile`, `landline`, `virtual`, `other`. A mainland mobile with an extension is a platform's virtual number: it dies with its order.
    public static func kind(of number: String) -> String {
        let digits = Array(number.utf8)
        let isMainland = digits.starts(with: "+86".utf8)
        let isMobile = isMainland && digits.count >= 14 && digits[3] == 0x31 && (digits.count == 14 || digits[14] == 0x3B)
        if number.contains(";ext=") { return isMobile ? "virtual" : "landline" }
        return isMobile ? "mobile" : isMainland ? "landline" : "other"
    }
}

extension CustomerStage {
    /// The stage as sellers call it.
    public var chinese: String {
        switch self {
        case .prospect: "潜客"
        case .new: "新客"
        case .repeat: "老客户"
        case .loyal: "忠诚客户"
        case .fan: "粉丝"
        case .reseller: "分销商"
        case .lapsed: "流失"
        }
    }

    /// The stage by either of its names.
    public init?(named name: String) {
        guard let stage = CustomerStage(rawValue: name) ?? CustomerStage.allCases.first(where: { $0.chinese == name || $0.chinese == name + "客户" }) else {
            return nil
        }
        self = stage
    }
}
