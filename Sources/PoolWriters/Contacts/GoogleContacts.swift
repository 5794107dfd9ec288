import ChatModel

/// Google Contacts CSV with the header names of 2024; several values of a kind stand in one cell, parted by `:::`. The site takes 3,000 people at a time.
let googleContacts = UploadTable<Person>(
    format: WriterFormat(id: "google-contacts", fileExtension: "csv", summary: "Google Contacts CSV: customers with a phone or e-mail", ownsExtension: false),
    rowsPerFile: 3000,
    columns: [
        .init("First Name", limit: 1024) { .text(orEmpty: $0.givenName) },
        .init("Middle Name") { _ in .empty },
        .init("Last Name", limit: 1024) { .text($0.familyName) },
        .init("Nickname", limit: 1024) { .text(orEmpty: $0.customer.nicknames.first) },
        .init("Birthday") { .code(orEmpty: $0.customer.birthDate) },
        .init("Notes", limit: 10_000) { .text($0.description) },
        .init("Labels", limit: 1024) { person in
            let own = ([person.customer.stage.chinese] + person.customer.tags).map(GoogleValues.single)
            return .text((own + ["* myContacts"]).joined(separator: GoogleValues.separator))
        },
        .init("E-mail 1 - Label") { .text(orEmpty: $0.email == nil ? nil : "* ") },
        .init("E-mail 1 - Value", limit: 1024) { .text($0.customer.emails.map(GoogleValues.single).joined(separator: GoogleValues.separator)) },
        .init("Phone 1 - Label") { .text(orEmpty: $0.phones.isEmpty ? nil : $0.mobile == nil ? "Other" : "Mobile") },
        .init("Phone 1 - Value") { .code(orEmpty: $0.phones.first) },
        .init("Phone 2 - Label") { .text(orEmpty: $0.phones.count > 1 ? "Other" : nil) },
        .init("Phone 2 - Value") { .code(orEmpty: $0.phones.dropFirst().joined(separator: GoogleValues.separator)) },
        .init("Address 1 - Label") { .text(orEmpty: $0.home == nil ? nil : "Home") },
        .init("Address 1 - Formatted", limit: 2048) { .text(orEmpty: $0.home.map(CustomerRow.oneLine)) },
        .init("Address 1 - Street", limit: 1024) { .text(orEmpty: $0.street) },
        .init("Address 1 - City", limit: 1024) { .text(orEmpty: $0.city) },
        .init("Address 1 - Region", limit: 1024) { .text(orEmpty: $0.home?.province) },
        .init("Address 1 - Postal Code", limit: 64) { .code(orEmpty: $0.home?.postalCode) },
        .init("Address 1 - Country", limit: 64) { .text(orEmpty: $0.home?.country) },
        .init("Custom Field 1 - Label") { _ in .text("chatpool") },
        .init("Custom Field 1 - Value") { .code($0.customer.id) },
    ]
) {
    { customer, report in
        let person = Person(customer)
        if !person.phones.isEmpty || person.email != nil { return [person] }
        report.add("not-reachable", "customers without a full phone or an e-mail address were left out", severity: .note)
        return []
    }
}

/// How Google's file puts several values into one cell.
enum GoogleValues {
    static let separator = " ::: "

    /// A value that cannot be taken for several, or for one of Google's own labels.
    static func single(_ value: String) -> String {
        var parts: [Substring] = []
        var rest = PlainText.oneLine(value)[...]
        while let at = rest.firstRange(of: ":::") {
            parts.append(rest[..<at.lowerBound])
            rest = rest[at.upperBound...]
        }
        let whole = (parts + [rest]).joined(separator: "：")
        return whole.hasPrefix("* ") ? String(whole.dropFirst(2)) : whole
    }
}
