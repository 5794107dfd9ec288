import ArgumentParser
import ChatImport
import ChatModel
import CustomerPool

/// `chatpool edit CUSTOMER field=value…`
struct EditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: Words.of("Corrects a customer, or takes over what was edited in the workbook."),
        discussion: Words.of(
            """
            Fields: name, nickname, stage, tags, do_not_contact, remark, notes, phone, province, city, district, address, recipient, email, gender, birth_date. What is set here stands against whatever later exports
            say; an empty value takes a field back to what the chats say. 'chatpool undo' takes the whole edit back.

            Examples:
              chatpool edit 小满 name=苏小满 stage=loyal remark=要发票
              chatpool edit --from customers.xlsx
            """), aliases: ["correct"])

    @Argument(help: ArgumentHelp(Words.of("The customer: number, phone, name or nickname."))) var customer: String?
    @Argument(help: ArgumentHelp(Words.of("What to set."), valueName: "field=value")) var values: [String] = []
    @Option(help: ArgumentHelp(Words.of("Read back a workbook or CSV that this program wrote."), valueName: "file")) var from: String?
    @OptionGroup var pool: PoolOption
    @OptionGroup var settings: SettingsOption

    func validate() throws {
        if from != nil, customer != nil { throw ValidationError("give either a customer or --from") }
        if from == nil, customer == nil || values.isEmpty { throw ValidationError("give a customer and what to set, such as name=苏小满, or --from a workbook") }
        for value in values { _ = try Self.field(value) }
    }

    func run() throws {
        let store = try Deciding.open(pool)
        if let from { return try readBack(from, store) }
        guard let customer else { return }
        let found = try CustomerChoice.one(customer, in: store)
        var edit: [String: String] = [:]
        for value in values {
            let (field, text) = try Self.field(value)
            edit[field] = text
        }
        let decision = try Exit.reported { () throws(ImportError) in try SellerDecisions(store).edit(found, edit) }
        let fields = decision.edits.flatMap { $0.values.keys.map(OrderEdit.shownField).sorted() }
        try Deciding.run(try Deciding.importRun(store, settings)) {
            decision
        } told: {
            Words.say("\(found.id): \(fields.joined(separator: ", "))", "\(found.id)：\(fields.joined(separator: "、"))")
        }
    }

    private func readBack(_ path: String, _ store: PoolStore) throws {
        var result: ReadBack?
        try Exit.reporting { () throws(ImportError) in
            result = try Deciding.importRun(store, settings).readBack(path)
            if result == nil { throw ImportError(.unknownFormat, "is no workbook of this program", at: SourcePosition(file: path)) }
        }
        if let result { Reporting.readBack(result) }
    }

    /// A field and its value as they are kept.
    private static func field(_ text: String) throws -> (String, String) {
        guard let at = text.firstIndex(of: "=") else { throw ValidationError("'\(text)' is not of the form field=value") }
        let (name, value) = (String(text[..<at]), String(text[text.index(after: at)...]))
        do throws(SellerDecisions.FieldProblem) {
            return try SellerDecisions.value(of: name, value)
        } catch {
            switch error {
            case .unknownField: throw ValidationError("there is no field \(name)" + NearestWord.advice(name, in: SellerDecisions.fields))
            case .notAllowed:
                let allowed = EditableField(rawValue: name)?.allowed
                throw ValidationError(
                    Words.say(
                        "'\(value)' makes no sense for \(name)" + (allowed.map { ": " + $0.english } ?? ""),
                        "“\(value)”不能用作 \(name)" + (allowed.map { "：" + $0.chinese } ?? "")))
            }
        }
    }
}
