import ChatModel

/// Zoho CRM, module Leads: those who asked and bought nothing yet.
///
/// Column names and lengths after Zoho's module fields; files of 1,000 rows, which every edition takes. Zoho looks for duplicates by e-mail, which sellers' customers
/// rarely have: set Mobile as the field without duplicates.
let zohoLeads = UploadTable<Person>(
    format: WriterFormat(id: "zoho-leads", fileExtension: "csv", summary: "Zoho CRM leads: who asked and bought nothing yet", ownsExtension: false),
    rowsPerFile: 1000, bytesPerFile: 5_000_000, refused: ZohoRules.refused,
    columns: [
        .init("First Name", limit: 40) { .text(orEmpty: $0.givenName) },
        .init("Last Name", limit: 80, isRequired: true) { .text($0.familyName) },
        .init("Company", limit: 100, isRequired: true) { _ in .text("个人") },
        .init("Mobile", limit: 30) { .code(orEmpty: $0.mobile) },
        .init("Phone", limit: 30) { .code(orEmpty: $0.landline) },
        .init("Email", limit: 100) { .text(orEmpty: $0.email) },
        .init("Lead Source") { _ in .text("Chat") },
        .init("Street", limit: 250) { .text(orEmpty: $0.street) },
        .init("City", limit: 100) { .text(orEmpty: $0.city) },
        .init("State", limit: 100) { .text(orEmpty: $0.home?.province) },
        .init("Zip Code", limit: 30) { .code(orEmpty: $0.home?.postalCode) },
        .init("Country", limit: 100) { .text(orEmpty: $0.home?.country) },
        .init("Description", limit: 2000) { .text($0.description) },
    ]
) { { customer, _ in CustomerRow.bought(customer).isEmpty ? [Person(customer)] : [] } }

/// What all of Zoho's imports have in common.
enum ZohoRules {
    /// `" | < >`, which Zoho's import check-list forbids in data.
    static let refused: Set<UInt8> = [0x22, 0x7C, 0x3C, 0x3E]
}
