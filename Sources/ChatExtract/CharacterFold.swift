internal import Gazetteer

/// How a single character is written in the normalised view.
enum CharacterFold {
    /// What happens to a character beyond ASCII.
    enum Result {
        case same
        case drop
        case ascii(UInt8)
        /// Another character of two or three UTF-8 bytes.
        case scalar(UInt32)
    }

    /// Radicals that look like the characters they stand for, U+2E80…U+2EFF; the Kangxi radicals follow from U+2F00.
    private static let radicals: [UInt32: UInt32] = [
        0x2E81: 0x5382, 0x2E84: 0x4E59, 0x2E85: 0x4EBB, 0x2E8B: 0x5369, 0x2E8C: 0x5C0F, 0x2E8D: 0x5C0F, 0x2E92: 0x5DF3, 0x2E93: 0x5E7A, 0x2E96: 0x5FC4,
        0x2E97: 0x5FC4, 0x2E98: 0x624B,
        0x2E99: 0x6535, 0x2E9F: 0x6BCD, 0x2EA0: 0x6C11, 0x2EA1: 0x6C35, 0x2EA9: 0x738B, 0x2EAA: 0x758B, 0x2EAC: 0x793A, 0x2EAE: 0x7AF9, 0x2EB0: 0x7CF9,
        0x2EB7: 0x7F8A, 0x2EBB: 0x807F, 0x2EBC: 0x8089,
        0x2EBD: 0x81FC, 0x2EBE: 0x8279, 0x2EC1: 0x864E, 0x2EC4: 0x897F, 0x2EC5: 0x89C1, 0x2EC6: 0x89D2, 0x2EC8: 0x8BA0, 0x2EC9: 0x8D1D, 0x2ECB: 0x8F66,
        0x2ECC: 0x8FB6, 0x2ECF: 0x9091, 0x2ED0: 0x9485,
        0x2ED3: 0x957F, 0x2ED4: 0x95E8, 0x2ED8: 0x9752, 0x2ED9: 0x97E6, 0x2EDA: 0x9875, 0x2EDB: 0x98CE, 0x2EDC: 0x98DE, 0x2EDD: 0x98DF, 0x2EE0: 0x9963,
        0x2EE2: 0x9A6C, 0x2EE5: 0x9C7C, 0x2EE6: 0x9E1F,
        0x2EE8: 0x9EA6, 0x2EE9: 0x9EC4, 0x2EEC: 0x9F50, 0x2EEE: 0x9F7F, 0x2EF0: 0x9F99, 0x2EF3: 0x9F9F,
    ]

    /// The simplified form of U+4E00…U+9FFF, indexed from there: a copy at hand, since every character of every message is looked up.
    static let simplified: [UInt16] = (0x4E00...0x9FFF).map { UInt16(truncatingIfNeeded: Gazetteer.shared.simplified($0)) }

    /// Ideographs that stand in the view as written, whatever is around them: neither traditional nor the first of a spoken phone.
    static let plain = HanSet { Gazetteer.shared.simplified($0) == $0 && !SpokenPhone.mayBegin($0) }

    /// The fold of a scalar value ≥ 0x80, given the table of simplified forms.
    @inline(__always)
    static func of(_ c: UInt32, _ table: [UInt16]) -> Result {
        if 0x4E00...0x9FFF ~= c {
            let simplified = UInt32(table[Int(c &- 0x4E00)])
            return simplified == c ? .same : .scalar(simplified)
        }
        return other(c)
    }

    private static func other(_ c: UInt32) -> Result {
        switch c {
        case 0x3000, 0x00A0, 0x2000...0x200A, 0x202F, 0x205F: .ascii(0x20)
        case 0xFF01...0xFF5E: .ascii(UInt8(truncatingIfNeeded: c &- 0xFEE0))
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF, 0x00AD, 0x061C, 0x180E, 0xFE00...0xFE0F: .drop
        case 0x2010...0x2015, 0x2212: .ascii(0x2D)
        case 0x2018, 0x2019: .ascii(0x27)
        case 0x2022, 0x2027, 0x2219, 0x30FB, 0xFF65: .scalar(0xB7)
        case 0x0660...0x0669: .ascii(UInt8(truncatingIfNeeded: c &- 0x0660 &+ 0x30))
        case 0x06F0...0x06F9: .ascii(UInt8(truncatingIfNeeded: c &- 0x06F0 &+ 0x30))
        case 0x0E50...0x0E59: .ascii(UInt8(truncatingIfNeeded: c &- 0x0E50 &+ 0x30))
        case 0xFFE5: .scalar(0xA5)
        case 0xFF61: .scalar(0x3002)
        case 0x2E80...0x2EFF: radicals[c].map { .scalar($0) } ?? .same
        case 0x2F00...0x2FD5: .scalar(kangxi(c))
        default: .same
        }
    }

    /// The character that a Kangxi radical stands for (Unicode, KangxiRadicals block: compatibility decompositions).
    private static func kangxi(_ c: UInt32) -> UInt32 {
        let index = Int(c) - 0x2F00
        return index < kangxiTable.count ? Gazetteer.shared.simplified(kangxiTable[index]) : c
    }

    private static let kangxiTable: [UInt32] = Array(
        ("一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立"
            + "竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠").unicodeScalars.map(\.value))
}
