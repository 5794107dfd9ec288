import ChatIdentity
import ChatModel
import Testing

/// What households, offices and counters share links nobody where a pool is resolved.
@Suite struct SharedThingTests {
    private func record(_ id: String, name: String? = nil, nickname: String? = nil, phone: String? = nil, address: String? = nil) -> IdentityRecord {
        var record = IdentityRecord(recordID: id)
        record.names = name.map { [$0] } ?? []
        record.nicknames = nickname.map { [$0] } ?? []
        record.phones = phone.map { [$0] } ?? []
        record.addressTexts = address.map { [$0] } ?? []
        if let nickname {
            record.platform = "whatsapp"
            record.conversation = nickname
        }
        return record
    }

    private func clusters(_ records: [IdentityRecord]) -> [Int] {
        var resolver = IdentityResolver()
        resolver.options.linksByNicknameAlone = false
        resolver.options.asksWhenNear = true
        return resolver.resolve(records).clusters
    }

    @Test("Two names at one number and door are two people, with whoever else stands between them")
    func household() {
        let door = "Rua das Palmeiras, 77, apto 41"
        let rows = [
            record("a", name: "Lívia Prado", phone: "+5531998760001", address: door), record("b", name: "Caio", phone: "+5531998760001", address: door),
            record("c", nickname: "Casa Palmeiras", phone: "+5531998760001", address: door),
        ]
        let found = clusters(rows)
        #expect(found[0] != found[1])
    }

    @Test("One name at one number is one person still")
    func person() {
        let rows = [record("a", name: "Lívia Prado", phone: "+5531998760001"), record("b", name: "Livia Prado", nickname: "Lívia", phone: "+5531998760001")]
        #expect(clusters(rows) == [0, 0])
    }

    @Test("Two accounts at an office's number are two people")
    func office() {
        let place = "Rua do Comércio 300 sala 12"
        #expect(
            clusters([
                record("a", nickname: "Duda Contabilidade", phone: "+553132250001", address: place),
                record("b", nickname: "Dr Nunes", phone: "+553132250001", address: place),
            ]) == [0, 1])
    }

    @Test("Namesakes who fetch from one store's counter are two people")
    func counter() {
        let store = "7-11 長榮門市"
        #expect(
            clusters([record("a", name: "甘嘉慧", phone: "+886921000001", address: store), record("b", name: "甘嘉慧", phone: "+886955000002", address: store)])
                == [0, 1])
    }

    @Test("One flat's number stands in every block")
    func blocks() {
        #expect(
            clusters([
                record("a", nickname: "Nanda", address: "Rua das Palmeiras 77, bloco A apto 41"),
                record("b", nickname: "Teca", address: "Rua das Palmeiras 77, bloco C apto 41"),
            ]) == [0, 1])
    }

    @Test("Who says that they are somebody, and gives that person's door, is they; without the door it is a question", arguments: [true, false])
    func claimed(hasDoor: Bool) {
        var resolver = IdentityResolver()
        resolver.options.linksByNicknameAlone = false
        resolver.options.asksWhenNear = true
        let records = [
            record("a", nickname: "Noor Haddad", address: "14 Camden Street, Cape Town 8001"),
            record("b", nickname: "+27 82 555 0199", phone: "+27825550199", address: hasDoor ? "14 Camden Street, Cape Town 8001" : nil),
        ]
        let found = resolver.resolve(records, ties: [IdentityTie(0, 1, .claim, mayLink: false)])
        #expect((found.clusters == [0, 0]) == hasDoor)
        #expect(found.review.isEmpty == hasDoor)
    }
}
