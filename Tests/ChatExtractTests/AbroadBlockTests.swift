import ChatExtract
import ChatModel
import Testing

@Suite("Blocks of shops abroad")
struct AbroadBlockTests {
    /// A block and what it gives, empty for nothing.
    struct Block: Sendable {
        var text: String
        var region: String
        var name: String
        var phone: String
        var street: String
        var postcode = ""
    }

    @Test(
        "Name, phone, street and postcode are told apart, labelled and not",
        arguments: [
            Block(
                text: "Nurul Huda bt Hassan\nNo 27, Jalan Melur 4/2,\nTaman Melur, 43000 Kajang,\nSelangor\n0196624711", region: "MY",
                name: "Nurul Huda bt Hassan",
                phone: "+60196624711", street: "Jalan Melur 4/2", postcode: "43000"),
            Block(
                text: "Nama : Sari Utami\nNo HP : 0857 1142 6011\nAlamat lengkap : Jl. Kenanga V no 9, RT 02/RW 05\nKode pos : 10640", region: "ID",
                name: "Sari Utami",
                phone: "+6285711426011", street: "Jl. Kenanga V no 9", postcode: "10640"),
            Block(
                text: "Adresse: Urs Keller, Lindenstrasse 12, 8700 Küsnacht, +41 79 633 18 11", region: "AT", name: "Urs Keller", phone: "+41796331811",
                street: "Lindenstrasse 12", postcode: "8700"),
            Block(
                text: "Calle del Olmo 8, 2º B, 46011 Valencia\na nombre de Marta Gil 644 555 011", region: "ES", name: "Marta Gil", phone: "+34644555011",
                street: "Calle del Olmo 8", postcode: "46011"),
            Block(
                text: "Анна Ким\nг. Алматы, ул. Абая 52, кв 7, индекс 050012\n8 701 555 32 11", region: "KZ", name: "Анна Ким", phone: "+77015553211",
                street: "ул. Абая 52",
                postcode: "050012"),
            Block(
                text: "Emma Doyle\n2147 Oak St Apt 4\nPortland, OR 97214\n(503) 741-2211", region: "GB", name: "Emma Doyle", phone: "+15037412211",
                street: "2147 Oak St Apt 4", postcode: "97214"),
            Block(
                text: "Ritu Verma, 4/218 Vivek Khand, Gomti Nagar, Lucknow 226010 ph 9453055511", region: "IN", name: "Ritu Verma", phone: "+919453055511",
                street: "4/218 Vivek Khand", postcode: "226010"),
        ])
    func reads(block: Block) throws {
        var parser = RecipientParser(region: block.region)
        let found = try #require(parser.recipients(in: block.text).first)
        #expect(found.recipient.name == block.name)
        #expect(found.recipient.phones.first == block.phone)
        #expect(found.recipient.address?.detail?.contains(block.street) == true)
        #expect(found.recipient.address?.postalCode ?? "" == block.postcode)
    }

    @Test(
        "Talk is no address",
        arguments: [
            ("see you at 5 near the station ok?", "GB"), ("2 kotak kuih, 3 karipap nak", "MY"), ("total 145, pay to 0163382011", "MY"),
            ("hola, quiero 2 velas por favor", "ES"),
        ])
    func refuses(text: String, region: String) {
        var parser = RecipientParser(region: region)
        var message = MessageText(text)
        message.home = region
        #expect(parser.recipients(in: message).allSatisfy { $0.recipient.address == nil })
    }
}
