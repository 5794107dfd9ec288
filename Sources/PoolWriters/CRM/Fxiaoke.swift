import ChatModel

/// A customer under a name that no other one has, which 纷享销客 asks for and by which the contact is tied to it.
struct NamedPerson: Sendable {
    let person: Person
    let uniqueName: String

    /// Names one customer after the other; of several with one name the later ones get the end of their phone, or of their id, behind it.
    static func naming() -> (Customer, inout WriteReport) -> [NamedPerson] {
        var taken: Set<String> = []
        return { customer, _ in
            let person = Person(customer)
            var name = PlainText.cut(person.shownName, to: 80)
            if !taken.insert(name).inserted {
                name += "-" + String((person.phones.first ?? customer.id).suffix(4))
                if !taken.insert(name).inserted {
                    name = PlainText.cut(person.shownName, to: 60) + "-" + customer.id
                    taken.insert(name)
                }
            }
            return [NamedPerson(person: person, uniqueName: name)]
        }
    }
}

/// 纷享销客: customers. The names of the columns are those of a tenant that changed nothing; where yours differ, use `--template` with your tenant's own file.
let fxiaokeCustomers = UploadTable<NamedPerson>(
    format: WriterFormat(id: "fxiaoke-customers", fileExtension: "csv", summary: "纷享销客: 客户", ownsExtension: false),
    columns: [
        .init("客户名称", limit: 100, isRequired: true) { .text($0.uniqueName) },
        .init("客户编码", limit: 100) { .code($0.person.customer.id) },
        .init("客户类型", limit: 100) { .text($0.person.customer.stage.chinese) },
        .init("客户来源", limit: 100) { .text(orEmpty: $0.person.customer.accounts.first.map { CustomerRow.platform($0.platform) }) },
        .init("电话", limit: 100) { .code(orEmpty: $0.person.phones.first.map(CustomerRow.readable)) },
        .init("国家", limit: 100) { .text(orEmpty: $0.person.home.map { CustomerRow.country($0.country) }) },
        .init("省", limit: 100) { .text(orEmpty: $0.person.home?.province) },
        .init("市", limit: 100) { .text(orEmpty: $0.person.home?.city) },
        .init("区", limit: 100) { .text(orEmpty: $0.person.home?.district) },
        .init("详细地址", limit: 500) { .text(orEmpty: $0.person.street) },
        .init("备注", limit: 2000) { .text($0.person.description) },
    ]
) { NamedPerson.naming() }

/// 纷享销客: contacts, tied to the customers by their name.
let fxiaokeContacts = UploadTable<NamedPerson>(
    format: WriterFormat(id: "fxiaoke-contacts", fileExtension: "csv", summary: "纷享销客: 联系人", ownsExtension: false),
    columns: [
        .init("客户名称", limit: 100, isRequired: true) { .text($0.uniqueName) },
        .init("姓名", limit: 100, isRequired: true) { .text($0.person.shownName) },
        .init("手机1", limit: 100, isRequired: true) { .code(orEmpty: $0.person.phones.first.map(CustomerRow.readable)) },
        .init("地址", limit: 500) { .text(orEmpty: $0.person.home.map(CustomerRow.oneLine)) },
        .init("备注", limit: 2000) { .text($0.person.summary) },
    ]
) { NamedPerson.naming() }
