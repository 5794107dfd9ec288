import ChatModel

/// Zoho CRM, module Contacts: those who bought.
let zohoContacts = UploadTable<Person>(
    format: WriterFormat(id: "zoho-contacts", fileExtension: "csv", summary: "Zoho CRM contacts: who bought", ownsExtension: false),
    rowsPerFile: 1000, bytesPerFile: 5_000_000, refused: ZohoRules.refused,
    columns: [
        .init("First Name", limit: 40) { .text(orEmpty: $0.givenName) },
        .init("Last Name", limit: 80, isRequired: true) { .text($0.familyName) },
        .init("Email", limit: 100) { .text(orEmpty: $0.email) },
        .init("Mobile", limit: 30) { .code(orEmpty: $0.mobile) },
        .init("Phone", limit: 30) { .code(orEmpty: $0.landline) },
        .init("Date of Birth") { .code(orEmpty: $0.birthday) },
        .init("Lead Source") { _ in .text("Chat") },
        .init("Mailing Street", limit: 250) { .text(orEmpty: $0.street) },
        .init("Mailing City", limit: 100) { .text(orEmpty: $0.city) },
        .init("Mailing State", limit: 100) { .text(orEmpty: $0.home?.province) },
        .init("Mailing Zip", limit: 30) { .code(orEmpty: $0.home?.postalCode) },
        .init("Mailing Country", limit: 100) { .text(orEmpty: $0.home?.country) },
        .init("Description", limit: 2000) { .text($0.description) },
    ]
) { { customer, _ in CustomerRow.bought(customer).isEmpty ? [] : [Person(customer)] } }
