import ChatExtract
import ChatModel
import TestSupport
import Testing

@Suite("What holds for every text")
struct ExtractPropertyTests {
    static let texts = [
        "收货人：沈月华\n手机号码：157 1234 0088转4321\n所在地区：浙江省杭州市西湖区\n详细地址：文三西路88号春江苑6栋2单元301（放门口）",
        "1. 沈月華，０９１２-345-678，台北市大安區和平東路二段10號3樓\n2) 郑大山[5810] 15812340099 江苏省苏州市姑苏区平江路5号 谢谢😊",
        "Name: Lim Wei\nTel: +60 12-345 6789\nAddress: 12, Jalan Mawar 3, Taman Melati, 53100 Kuala Lumpur, Malaysia",
        "身份证110101199003070011 生日八月十五 加我微信 abc_12345，QQ 123456，邮箱 a@b.cn，¥128 订单20250603123456789 SF1234567890123",
        "寄件人：郑大山 15812340099\n收件人：沈月华 电话一五七一二三四零零八八\n①浙江省／杭州市／西湖区·文三西路88号",
        "Shen Yuehua, Room 301, 88 Wensan Road, Xihu District, Hangzhou, Zhejiang, China 310012\n+86 157 1234 0088",
        "ชื่อ: สมหญิง\nเบอร์โทร: +66 81 234 5678\nที่อยู่: 12/3 ถนนสีลม เขตบางรัก กรุงเทพ 10500",
    ]

    @Test("Every prefix is read without a trap, and nothing found lies outside the text")
    func prefixes() {
        var runner = MessageExtractor()
        var findings = TextFindings()
        for text in Self.texts {
            let bytes = Array(text.utf8)
            for end in 0...bytes.count {
                runner.extract(Array(bytes[..<end]).span, into: &findings)
                check(findings, count: end)
            }
        }
    }

    @Test("Runs of a hundred thousand digits are no phones", arguments: ["+1", "001", "+86", "1", "+"])
    func hugeRuns(head: String) {
        var runner = MessageExtractor()
        var findings = TextFindings()
        let text = "Terima kasih " + head + String(repeating: "1", count: 100_000)
        runner.extract(Array(text.utf8).span, into: &findings)
        check(findings, count: text.utf8.count)
        #expect(!findings.findings.contains { $0.kind == .phone })
    }

    @Test("Bytes that were flipped, dropped or doubled are read without a trap", arguments: [UInt64(1), 2, 3])
    func damage(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var runner = MessageExtractor()
        var parser = RecipientParser()
        var findings = TextFindings()
        for _ in 0..<1500 {
            var bytes = Array(Self.texts[Int.random(in: 0..<Self.texts.count, using: &random)].utf8)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: at)
                case 2: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &random)], at: at)
                default: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                }
            }
            runner.extract(bytes.span, into: &findings)
            check(findings, count: bytes.count)
            let pieces = parser.pieces(in: bytes.span, eager: true)
            for phone in pieces.phones { #expect(phone.range.upperBound <= bytes.count, "seed \(seed)") }
        }
    }

    @Test("Every single flipped bit is read without a trap, and nothing found lies outside the text")
    func everyFlip() {
        var runner = MessageExtractor()
        var findings = TextFindings()
        for text in Self.texts {
            var bytes = Array(text.utf8)
            for at in bytes.indices {
                for bit in 0..<8 {
                    bytes[at] ^= 1 << UInt8(bit)
                    runner.extract(bytes.span, into: &findings)
                    check(findings, count: bytes.count)
                    bytes[at] ^= 1 << UInt8(bit)
                }
            }
        }
    }

    @Test("A name, a phone and a detail are cut from the text that was written")
    func cut() {
        var parser = RecipientParser()
        for text in Self.texts {
            let bytes = Array(text.utf8)
            for recipient in parser.recipients(in: text) {
                for field in recipient.fields where field.kind == .name && recipient.recipient.name != nil {
                    let written = String(decoding: bytes[field.range], as: UTF8.self)
                    #expect(written == recipient.recipient.name, "\(text)")
                }
            }
        }
    }

    @Test("An answer does not depend on the text before")
    func independent() {
        var shared = MessageExtractor()
        for text in Self.texts + Self.texts.reversed() {
            var fresh = MessageExtractor()
            let a = shared.findings(in: text)
            let b = fresh.findings(in: text)
            #expect(a.findings == b.findings)
            #expect(a.recipients == b.recipients)
        }
    }

    @Test(
        "Long contrived texts take no more than linear time",
        arguments: ["1", "13800138000", "1 3-", "浙江省", "区", "(", "：", "张", "收货人：", "a@", "北京市朝阳区", "，", "12月"])
    func long(unit: String) {
        let text = String(repeating: unit, count: 60_000 / unit.utf8.count)
        var runner = MessageExtractor()
        let time = ContinuousClock().measure { _ = runner.findings(in: text) }
        #expect(time < .seconds(20), "\(unit): \(time)")
    }

    private func check(_ findings: TextFindings, count: Int) {
        for finding in findings.findings {
            #expect(finding.range.lowerBound >= 0 && finding.range.upperBound <= count && !finding.range.isEmpty)
            #expect(0...1 ~= finding.confidence)
        }
        for recipient in findings.recipients {
            #expect(recipient.range.upperBound <= count)
            for field in recipient.fields { #expect(field.range.lowerBound >= 0 && field.range.upperBound <= count) }
        }
    }
}
