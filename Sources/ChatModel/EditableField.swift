/// A field of a customer that the seller may change, in the workbook or by `chatpool edit`.
///
/// One table for who writes the workbook and who reads it back: the header of the column, the text that stands in its cells, and what a cell that was
/// changed means. The column ``keyHeader`` says whose row it is.
public enum EditableField: String, Sendable, Hashable, Codable, CaseIterable, CodingKeyRepresentable {
    case name, stage, tags
    case doNotContact = "do_not_contact"
    case remark, notes

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
        }
    }

    /// What a cell means, as ``set(_:of:)`` takes it; nil where it makes no sense for the field, such as a stage that there is not.
    ///
    /// White space at the ends says nothing. An empty value takes the field back to what the chats say (name, stage, tags) or empties it.
    public func value(ofCell cell: String) -> String? {
        let text = Self.trimmed(cell)
        switch self {
        case .name, .remark, .notes: return text
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
        }
        let isTakenBack = value.isEmpty && (self == .name || self == .stage || self == .tags)
        if !isTakenBack, !customer.edited.contains(self) { customer.edited = (customer.edited + [self]).sorted { $0.rawValue < $1.rawValue } }
    }

    /// Labels as a cell lists them, each once.
    private static func tags(_ text: String) -> [String] {
        text.split(whereSeparator: { "、，,；;|\n".contains($0) }).map { trimmed(String($0)) }.reduce(into: []) { list, tag in
            if !tag.isEmpty, !list.contains(tag) { list.append(tag) }
        }
    }

    private static func trimmed(_ text: String) -> String {
        var scalars = text.unicodeScalars[...]
        while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
        while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
        return String(scalars)
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
