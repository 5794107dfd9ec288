import CICU

/// How well a text reads in one of the East Asian double-byte encodings.
///
/// Each character adds to the score: one of the frequent ones (common words of chats and tables) most, one of the standard's first level a little; rare rows
/// take away, and what cannot be decoded takes away most. Byte ranges after GB 18030, Big5 (ETEN), JIS X 0208 in Shift_JIS and KS X 1001 with its extension.
struct LegacyEncodingScore {
    static let candidates: [TextEncoding] = [.gb18030, .big5, .shiftJIS, .cp949]
    /// Below this mean, a text is not in the encoding.
    static let leastPlausible = 0.5

    let encoding: TextEncoding
    private var points = 0.0
    private var characters = 0
    private let frequent: [Bool]

    init(_ encoding: TextEncoding) {
        self.encoding = encoding
        frequent = Self.table(encoding)
    }

    /// Points per character; far below zero for a text that does not decode.
    var value: Double { characters == 0 ? -100 : points / Double(characters) }

    mutating func add(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var at = range.lowerBound
        let end = range.upperBound
        while at < end {
            let lead = bytes[at]
            guard lead >= 0x80 else {
                at += 1
                continue
            }
            characters += 1
            if encoding == .shiftJIS, 0xA1...0xDF ~= lead {
                points -= 1  // half-width kana: rare, and what Chinese text turns into
                at += 1
                continue
            }
            guard at + 1 < end else {
                characters -= 1  // cut by the end of the sample
                break
            }
            let trail = bytes[at + 1]
            if encoding == .gb18030, 0x30...0x39 ~= trail {
                let isWhole = at + 3 < end && bytes[at + 2] >= 0x81 && bytes[at + 2] < 0xFF && 0x30...0x39 ~= bytes[at + 3] && lead >= 0x81 && lead < 0xFF
                if !isWhole, at + 3 < end { points -= 12 }
                at += isWhole ? 4 : 1
                continue
            }
            let weight = weight(lead, trail)
            let isFrequent = frequent[Int(lead) << 8 | Int(trail)]
            points += isFrequent ? (weight > 0 ? weight + 2 : 1) : weight
            at += weight <= -12 ? 1 : 2
        }
    }

    private func weight(_ lead: UInt8, _ trail: UInt8) -> Double {
        let wrong = -12.0
        guard lead >= 0x81, lead < 0xFF, trail >= 0x40, trail != 0x7F, trail != 0xFF else { return wrong }
        switch encoding {
        case .gb18030:
            guard trail >= 0xA1 else { return lead >= 0xFA || 0xA1...0xA7 ~= lead ? -3 : -2 }
            return switch lead {
            case 0xB0...0xD7, 0xA1, 0xA3: 1
            case 0xA2, 0xA4...0xA9: 0
            case 0xD8...0xF7: -0.5
            default: -3
            }
        case .big5:
            guard trail < 0x7F || trail >= 0xA1 else { return wrong }
            return switch lead {
            case 0xA4...0xC6, 0xA1: 1
            case 0xA2, 0xA3: 0
            case 0xC9...0xF9: -0.5
            default: -3
            }
        case .shiftJIS:
            guard trail < 0xFD else { return wrong }
            return switch lead {
            case 0x82, 0x83, 0x81: 1
            case 0x88...0x97: 1
            case 0x98...0x9F, 0xE0...0xEA: -1
            default: -3
            }
        default:
            guard trail >= 0xA1 || 0x41...0x5A ~= trail || 0x61...0x7A ~= trail || trail >= 0x81 else { return wrong }
            guard trail >= 0xA1 else { return lead <= 0xC6 ? -1.5 : wrong }
            return switch lead {
            case 0xB0...0xC8: 1
            case 0xA1...0xAC: 0
            case 0xCA...0xFD: -1
            default: -3
            }
        }
    }

    // MARK: Frequent characters

    private static let simplified =
        "的一是不了我有在人这你好吗么没要来个们他就到说上去可以下吧呢哦嗯谢大家老板多少钱发货快递订单消息记录聊天地址电话姓名手机号收件人商品名称数量金额状态时间编号日期省市区县街道"
        + "买卖支付宝微信交易对方备注客户盒箱斤瓶包图片语音表情今明早午晚已款物流运实际家用系统群组分类型内容加还能给会什样过和为也得出看想问亲，。！？：；、（）“”…—【】《》￥～"
    private static let traditional =
        "的一是不了我有在人這你好嗎麼沒要來個們他就到說上去可以下吧呢喔嗯謝大家老闆多少錢發貨快遞訂單訊息記錄聊天地址電話姓名手機號收件人商品名稱數量金額狀態時間編號日期省市區縣街道路號樓"
        + "買賣支付客戶盒箱斤瓶包圖片語音貼今明早午晚已款物流實際家用系統群組類型內容加還能給會什樣過和為也得出看想問親，。！？：；、（）「」…—【】《》～"
    private static let japanese =
        "あいうえおかがきぎくぐけげこごさざしじすずせぜそぞただちっつてでとどなにぬねのはばぱひびふぶへべほぼまみむめもやゃゆゅよょらりるれろわをんアイウエオカガキギクグケコサザシジスズセソタダチッツテデトドナニネノハバパヒビピ"
        + "フブプヘベホボポマミムメモャヤュユョヨラリルレロワンー、。・「」〜！？日月火水木金土年時分間写真送信商品注文様名前住所電話円本人大今中"
    private static let korean =
        "이다는에을가하고의한지로어요니오전후사기해시도세아은나를서그리자대주라인게만있네안녕습감합수있보일부스정여기말생각좋것우제저거면데까했없었입금문구매상품송배전화번호주소원월년님"

    private static func table(_ encoding: TextEncoding) -> [Bool] {
        var table = [Bool](repeating: false, count: 65_536)
        let text =
            switch encoding {
            case .gb18030: simplified + traditional
            case .big5: traditional
            case .shiftJIS: japanese
            default: korean
            }
        guard let name = encoding.converterName, let converter = unsafe cicu_open_strict(name.utf8Start) else { return table }
        defer { unsafe cicu_close(converter) }
        var out: [UInt8] = [0, 0, 0, 0]
        for unit in text.utf16 {
            let count = unsafe out.withUnsafeMutableBufferPointer { unsafe cicu_encode(converter, unit, $0.baseAddress, 4) }
            if count == 2 { table[Int(out[0]) << 8 | Int(out[1])] = true }
        }
        return table
    }
}
