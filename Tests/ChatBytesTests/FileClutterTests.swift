import ChatBytes
import Testing

@Suite("What could never have been a chat")
struct FileClutterTests {
    @Test(
        "Pictures, sounds, films and files of the system are told by their contents, else by their names",
        arguments: [
            ("a.txt", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0], FileClutter.picture),
            ("b", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0], .picture), ("c.bin", Array("OggS".utf8) + [UInt8](repeating: 1, count: 40), .sound),
            ("d.mp4", [0, 0, 0, 0x18] + Array("ftypmp42".utf8), .film), ("desktop.ini", Array("[.ShellClassInfo]\r\n".utf8), .named("desktop.ini")),
            ("e.css", Array("body { margin: 0 }".utf8), .style), ("f.dat", [UInt8](repeating: 3, count: 400), .named(".dat")),
        ] as [(String, [UInt8], FileClutter)])
    func isClutter(name: String, bytes: [UInt8], kind: FileClutter) throws {
        #expect(FileClutter(try ExportSource.bytes(bytes, path: "exports/" + name)) == kind)
    }

    @Test("What could have been a chat is none of them", arguments: [("a.txt", "hello"), ("b.csv", "a,b\n1,2\n"), ("c.pdf", "%PDF-1.4\n")])
    func mayBeAChat(name: String, text: String) throws {
        #expect(FileClutter(try ExportSource.bytes(Array(text.utf8), path: "exports/" + name)) == nil)
    }
}
