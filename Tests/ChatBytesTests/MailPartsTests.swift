import ChatModel
import Foundation
import Testing

@testable import ChatBytes

@Suite("Mails are taken apart")
struct MailPartsTests {
    private func parts(_ mail: String) throws -> [(path: String, group: Int, text: String)] {
        let source = try ExportSource.bytes(Array(mail.utf8), path: "a.eml")
        try #require(MailParts.areNeeded(for: source))
        return try MailParts.read(source).map { ($0.source.path, $0.group, String(decoding: $0.source.head(1 << 20), as: UTF8.self)) }
    }

    private func base64(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
    }

    @Test("Text and HTML of one mail are one group; a file sent with it stands alone under its name")
    func multipart() throws {
        let mail = """
            From: =?UTF-8?B?5bCP5ruh?= <a@example.invalid>\r
            Subject: =?utf-8?Q?chat?=\r
            MIME-Version: 1.0\r
            Content-Type: multipart/mixed;\r
             boundary="outer"\r
            \r
            preamble\r
            --outer\r
            Content-Type: multipart/alternative; boundary=inner\r
            \r
            --inner\r
            Content-Type: text/plain; charset="gb18030"\r
            Content-Transfer-Encoding: base64\r
            \r
            \(base64([0xD6, 0xD0, 0xCE, 0xC4]))\r
            --inner\r
            Content-Type: text/html; charset=utf-8\r
            Content-Transfer-Encoding: quoted-printable\r
            \r
            <p>=E4=B8=AD=\r
            =E6=96=87</p>\r
            --inner--\r
            --outer\r
            Content-Type: text/plain; name="=?UTF-8?B?\(base64(Array("聊天.txt".utf8)))?="\r
            Content-Disposition: attachment; filename*0*=UTF-8''%E8%81%8A; filename*1*=%E5%A4%A9.txt\r
            Content-Transfer-Encoding: base64\r
            \r
            \(base64(Array("05/07/24, 10:15 - Rina: Halo\n".utf8)))\r
            --outer\r
            Content-Type: image/png\r
            Content-Transfer-Encoding: base64\r
            \r
            iVBORw0KGgo=\r
            --outer--\r
            """
        let found = try parts(mail)
        #expect(found.map(\.path) == ["a.eml/text.txt", "a.eml/text.html", "a.eml/聊天.txt"])
        #expect(found.map(\.text).map { $0.replacingOccurrences(of: "\r\n", with: "\n") } == ["中文", "<p>中文</p>\n", "05/07/24, 10:15 - Rina: Halo\n"])
        #expect(found[0].group == found[1].group && found[2].group != found[0].group)
    }

    @Test("A mail that was cut off anywhere is read as far as it goes")
    func cuts() throws {
        let mail =
            "From: a\r\nTo: b\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\naGFsbG8gd2VsdA==\r\n--x--\r\n"
        let bytes = Array(mail.utf8)
        for cut in 0...bytes.count {
            let source = try ExportSource.bytes(Array(bytes[..<cut]), path: "a.eml")
            guard MailParts.areNeeded(for: source) else { continue }
            for part in try MailParts.read(source) { #expect("hallo welt".hasPrefix(String(decoding: part.source.head(), as: UTF8.self))) }
        }
    }

    @Test(
        "A text that is no encoded mail is left as it is",
        arguments: ["From: a\nTo: b\n\nhallo", "Dear:\n\n小满 和 阿禾 在微信上的聊天记录如下，请查收。\n", "地址: 某处\n电话: 13800000000\n", "[]", ""])
    func others(text: String) throws { #expect(!MailParts.areNeeded(for: try ExportSource.bytes(Array(text.utf8), path: "a"))) }
}
