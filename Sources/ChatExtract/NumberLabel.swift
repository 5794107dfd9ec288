/// What the words before a number call it.
public enum NumberLabel: UInt8, Sendable {
    case none, phone, idCard, bankCard, order, tracking, postcode, qq, wechat
    /// A code that is no number of a person: verification, meeting, pick-up.
    case code

    private static let words: (table: WordTable, labels: [NumberLabel]) = {
        let lists: [(NumberLabel, String)] = [
            (
                .phone,
                "电话 手机 座机 固话 联系方式 热线 致电 号码 机号 备用 联系 tel phone mobile mob cell hp whatsapp telp telepon telefon telefone telefono teléfono fone celular โทร sđt thoại هاتف جوال"
            ),
            (.idCard, "身份证 身份证件 证件"), (.bankCard, "卡号 银行卡 账号 帐号 账户 卡"),
            (.order, "订单 订单编 交易 流水 单据 order"), (.tracking, "单 运单 快递 物流 包裹"), (.postcode, "邮编 邮政编码 邮政编 邮码 zip postcode postal code poskod 〒"),
            (.qq, "qq 扣扣 企鹅 q"), (.wechat, "微信 薇信 威信 wechat weixin wx vx 加v"), (.code, "验证码 会议 密码 取件码 提货码 取货码 工 房间 编 货 会员 学 车牌 口令 码 id"),
        ]
        var labels: [[UInt8]: NumberLabel] = [:]
        for (label, list) in lists {
            for word in list.split(separator: " ") { labels[Array(word.utf8)] = label }
        }
        let table = WordTable(lists.map(\.1).joined(separator: " "), backwards: true)
        return (table, (0..<table.count).map { labels[Array(table.word($0))] ?? .none })
    }()

    private static let hao = Array("号".utf8)
    private static let haoma = Array("号码".utf8)
    private static let links = ["是", "为", "：", "改成", "换成", "】"].map { Array($0.utf8) }

    /// The label that ends right before an offset, past spaces, colons and 是.
    static func before(_ at: Int, in bytes: [UInt8]) -> NumberLabel {
        var end = at
        skipping: while end > 0 {
            switch bytes[end - 1] {
            case 0x20, 0x3A, 0x28, 0x2E, 0x3D, 0x2D, 0x5D, 0x5B: end -= 1
            default:
                let link = linkLength(before: end, bytes)
                guard link > 0 else { break skipping }
                end -= link
            }
        }
        guard end > 0 else { return .none }
        var numbered = false
        if ends(bytes, end, haoma) {
            end -= haoma.count
            numbered = true
        } else if ends(bytes, end, hao) {
            end -= hao.count
            numbered = true
        }
        let found = words.table.find(bytes, end)
        if found >= 0 {
            let label = words.labels[found]
            let word = words.table.word(found)
            // A single character or Latin letters are a label only on their own: 工号 with its 号, `id` not inside `android`.
            let isHan = word.first.map { $0 >= 0x80 } ?? false
            let single = word.count <= 3 && isHan && !numbered && (label == .code || label == .tracking || label == .bankCard)
            let inside = !isHan && end - word.count > 0 && isLetter(bytes[end - word.count - 1])
            if !single, !inside { return label }
        }
        return numbered && end + haoma.count <= at && ends(bytes, end + haoma.count, haoma) ? .phone : .none
    }

    /// Bytes of 是, 为, 改成 and the like that end before an offset.
    @inline(__always)
    private static func linkLength(before end: Int, _ bytes: [UInt8]) -> Int {
        switch bytes[end - 1] {
        // The last bytes of the words; hardly anything else ends so.
        case 0xAF, 0xBA, 0x9A, 0x90, 0x91: links.first { ends(bytes, end, $0) }?.count ?? 0
        default: 0
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 }

    private static func ends(_ bytes: [UInt8], _ end: Int, _ word: [UInt8]) -> Bool {
        let start = end - word.count
        guard start >= 0 else { return false }
        var i = 0
        while i < word.count {
            let byte = bytes[start + i]
            guard byte == word[i] || (0x41...0x5A ~= byte && byte | 0x20 == word[i]) else { return false }
            i += 1
        }
        return true
    }
}
