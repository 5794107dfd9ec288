import ChatBytes
import ChatModel
import ChatReaders
import Foundation
import TestSupport
import Testing

@Suite("Contact cards beside chats")
struct CardAttachmentTests {
    private func contacts(_ path: String) throws -> [String] {
        let reader = try #require(BuiltinReaders.all.first { $0.format.id == "vcard" })
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../fixtures/")
        return Reading(reader, try ExportSource.open(folder.appending(path: path).path)).lines().split(separator: "\n").map(String.init)
    }

    @Test("A card that a WhatsApp chat beside it names is that message's, and no entry of an address book")
    func attachment() throws {
        #expect(try contacts("whatsapp-txt/WhatsApp Chat - Rina/00000005-Ibu Sari.vcf").isEmpty)
    }

    @Test("A card that no chat beside it names is somebody of an address book")
    func addressBook() throws {
        #expect(try contacts("vcard/contacts.vcf").count == 3)
    }
}
