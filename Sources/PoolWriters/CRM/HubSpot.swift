import ChatModel

/// HubSpot contacts, with the headers that its import maps by itself; files below the 20 MB of the free tools.
let hubSpot = UploadTable<Person>(
    format: WriterFormat(id: "hubspot", fileExtension: "csv", summary: "HubSpot contacts", ownsExtension: false),
    rowsPerFile: 500_000, bytesPerFile: 20_000_000,
    columns: [
        .init("First name", limit: 255) { .text(orEmpty: $0.givenName) },
        .init("Last name", limit: 255, isRequired: true) { .text($0.familyName) },
        .init("Email", limit: 255) { .text(orEmpty: $0.email) },
        .init("Phone number", limit: 255) { .code(orEmpty: $0.landline) },
        .init("Mobile phone number", limit: 255) { .code(orEmpty: $0.mobile) },
        .init("Street address", limit: 1000) { .text(orEmpty: $0.street) },
        .init("City", limit: 255) { .text(orEmpty: $0.city) },
        .init("State/Region", limit: 255) { .text(orEmpty: $0.home?.province) },
        .init("Zip code", limit: 255) { .code(orEmpty: $0.home?.postalCode) },
        .init("Country/Region", limit: 255) { .text(orEmpty: $0.home?.country) },
        .init("Lifecycle stage") { person in
            switch person.customer.stage {
            case .prospect: .text("lead")
            case .fan: .text("evangelist")
            case .new, .repeat, .loyal, .reseller, .lapsed: .text("customer")
            }
        },
        .init("Message", limit: 10_000) { .text($0.description) },
    ]
) { { customer, _ in [Person(customer)] } }
