import ChatModel

/// Salesforce contacts, by the field names of its API, for the Data Import Wizard: at most 50,000 rows and 100 MB, UTF-8, days as `YYYY-MM-DD`.
let salesforceContacts = UploadTable<Person>(
    format: WriterFormat(id: "salesforce-contacts", fileExtension: "csv", summary: "Salesforce contacts: who bought", ownsExtension: false),
    rowsPerFile: 50_000, bytesPerFile: 100_000_000,
    columns: [
        .init("FirstName", limit: 40) { .text(orEmpty: $0.givenName) },
        .init("LastName", limit: 80, isRequired: true) { .text($0.familyName) },
        .init("MobilePhone", limit: 40) { .code(orEmpty: $0.mobile) },
        .init("Phone", limit: 40) { .code(orEmpty: $0.landline) },
        .init("Email", limit: 80) { .text(orEmpty: $0.email) },
        .init("Birthdate") { .code(orEmpty: $0.birthday) },
        .init("MailingStreet", limit: 255) { .text(orEmpty: $0.street) },
        .init("MailingCity", limit: 40) { .text(orEmpty: $0.city) },
        .init("MailingState", limit: 80) { .text(orEmpty: $0.home?.province) },
        .init("MailingPostalCode", limit: 20) { .code(orEmpty: $0.home?.postalCode) },
        .init("MailingCountry", limit: 80) { .text(orEmpty: $0.home?.country) },
        .init("LeadSource") { _ in .text("Chat") },
        .init("Description", limit: 32_000) { .text($0.description) },
    ]
) { { customer, _ in CustomerRow.bought(customer).isEmpty ? [] : [Person(customer)] } }

/// Salesforce leads.
let salesforceLeads = UploadTable<Person>(
    format: WriterFormat(id: "salesforce-leads", fileExtension: "csv", summary: "Salesforce leads: who asked and bought nothing yet", ownsExtension: false),
    rowsPerFile: 50_000, bytesPerFile: 100_000_000,
    columns: [
        .init("FirstName", limit: 40) { .text(orEmpty: $0.givenName) },
        .init("LastName", limit: 80, isRequired: true) { .text($0.familyName) },
        .init("Company", limit: 255, isRequired: true) { _ in .text("个人") },
        .init("MobilePhone", limit: 40) { .code(orEmpty: $0.mobile) },
        .init("Phone", limit: 40) { .code(orEmpty: $0.landline) },
        .init("Email", limit: 80) { .text(orEmpty: $0.email) },
        .init("Street", limit: 255) { .text(orEmpty: $0.street) },
        .init("City", limit: 40) { .text(orEmpty: $0.city) },
        .init("State", limit: 80) { .text(orEmpty: $0.home?.province) },
        .init("PostalCode", limit: 20) { .code(orEmpty: $0.home?.postalCode) },
        .init("Country", limit: 80) { .text(orEmpty: $0.home?.country) },
        .init("LeadSource") { _ in .text("Chat") },
        .init("Description", limit: 32_000) { .text($0.description) },
    ]
) { { customer, _ in CustomerRow.bought(customer).isEmpty ? [Person(customer)] : [] } }
