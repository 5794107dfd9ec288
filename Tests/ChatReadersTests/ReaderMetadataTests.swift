import ChatReaders
import Foundation
import TestSupport
import Testing

@Suite("What readers say of themselves")
struct ReaderMetadataTests {
    @Test("Every reader has a fixture folder with an input", arguments: BuiltinReaders.all.map(\.format.id))
    func hasFixture(id: String) {
        #expect(!Fixture.of(id).isEmpty, "fixtures/\(id)/ has no input")
    }

    @Test("Format ids are kebab-case and used once")
    func idsAreUnique() {
        let ids = BuiltinReaders.all.map(\.format.id)
        #expect(Set(ids).count == ids.count)
        for id in ids { #expect(id.utf8.allSatisfy { 97...122 ~= $0 || 48...57 ~= $0 || $0 == 45 }, "\(id)") }
    }

    @Test("Every documentation field is filled in", arguments: BuiltinReaders.all.map(\.format.id))
    func isDocumented(id: String) throws {
        let format = try #require(BuiltinReaders.all.first { $0.format.id == id }?.format)
        for text in [format.name, format.origin, format.shape, format.fieldMap, format.timeZone, format.quirks, format.notSupported] { #expect(!text.isEmpty) }
        #expect(!format.extensions.isEmpty)
    }

    @Test("docs/FORMATS.md is what the readers say")
    func documentIsGenerated() {
        let difference = Golden.difference(FormatDocument.markdown(BuiltinReaders.all), Repository.root.appending(path: "docs/FORMATS.md"))
        #expect(difference == nil, "\(difference ?? "")")
    }
}
