/// Countries as writers of addresses name them, and their calling codes.
enum CountryNames {
    /// ISO 3166 alpha-2, calling code, names in the languages that addresses there are written in; `_` stands for a space.
    private static let rows =
        """
        US 1 usa u.s.a. u.s. united_states united_states_of_america america 美国
        CA 1 canada 加拿大
        MY 60 malaysia 马来西亚 大马
        SG 65 singapore 新加坡
        TH 66 thailand ประเทศไทย ไทย 泰国
        VN 84 vietnam viet_nam việt_nam 越南
        ID 62 indonesia 印度尼西亚 印尼
        JP 81 japan 日本国 日本
        KR 82 south_korea korea republic_of_korea 대한민국 한국 韩国
        PH 63 philippines pilipinas 菲律宾
        AU 61 australia 澳大利亚 澳洲
        NZ 64 new_zealand 新西兰
        GB 44 uk u.k. united_kingdom england scotland great_britain 英国
        DE 49 germany deutschland 德国
        FR 33 france 法国
        IT 39 italy italia 意大利
        ES 34 spain españa 西班牙
        PT 351 portugal 葡萄牙
        BR 55 brazil brasil 巴西
        MX 52 mexico méxico 墨西哥
        AR 54 argentina 阿根廷
        CL 56 chile 智利
        CO 57 colombia 哥伦比亚
        PE 51 peru perú 秘鲁
        AE 971 uae u.a.e. united_arab_emirates الإمارات 阿联酋
        SA 966 saudi_arabia السعودية المملكة_العربية_السعودية 沙特阿拉伯 沙特
        EG 20 egypt مصر 埃及
        KW 965 kuwait الكويت 科威特
        QA 974 qatar قطر 卡塔尔
        IN 91 india 印度
        RU 7 russia россия 俄罗斯
        NL 31 netherlands the_netherlands nederland 荷兰
        BE 32 belgium 比利时
        CH 41 switzerland schweiz 瑞士
        SE 46 sweden 瑞典
        PL 48 poland polska 波兰
        TR 90 turkey türkiye 土耳其
        NG 234 nigeria 尼日利亚
        KE 254 kenya 肯尼亚
        ZA 27 south_africa 南非
        MM 95 myanmar 缅甸
        KH 855 cambodia 柬埔寨
        LA 856 laos 老挝
        BN 673 brunei 文莱
        HK 852 hong_kong hongkong hong_kong_sar 香港
        MO 853 macau macao 澳门
        TW 886 taiwan 台湾
        CN 86 china p.r._china pr_china p.r.china 中国
        """

    private static let table: (names: [[UInt8]: String], calling: [String: String]) = {
        var names: [[UInt8]: String] = [:]
        var calling: [String: String] = [:]
        for row in rows.split(separator: "\n") {
            let parts = row.split(separator: " ")
            guard parts.count > 2 else { continue }
            let code = String(parts[0])
            if calling[String(parts[1])] == nil { calling[String(parts[1])] = code }
            for name in parts.dropFirst(2) { names[name.utf8.map { $0 == 0x5F ? 0x20 : $0 }] = code }
        }
        return (names, calling)
    }()

    /// The country that a whole piece names.
    static func named(_ bytes: [UInt8], _ range: Range<Int>) -> String? {
        guard range.count <= 40 else { return nil }
        return table.names[bytes[range].map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }]
    }

    /// The country that the last words of a piece name, and where they begin.
    static func ending(_ bytes: [UInt8], _ range: Range<Int>) -> (country: String, start: Int)? {
        var start = range.upperBound
        var words = 0
        while start > range.lowerBound, words < 4 {
            start -= 1
            let edge = start == range.lowerBound || bytes[start - 1] == 0x20
            guard edge else { continue }
            words += 1
            if let country = named(bytes, start..<range.upperBound) { return (country, start) }
        }
        return nil
    }

    /// The country that Han characters at the front of a piece name, and where the name ends.
    static func opening(_ bytes: [UInt8], _ range: Range<Int>) -> (country: String, end: Int)? {
        guard range.lowerBound < range.upperBound, bytes[range.lowerBound] >= 0xE4 else { return nil }
        for length in [15, 12, 9, 6] where length < range.count {
            if let country = named(bytes, range.lowerBound..<range.lowerBound + length) { return (country, range.lowerBound + length) }
        }
        return nil
    }

    /// The country of an E.164 number by its calling code; the +1 countries all answer US.
    static func calling(_ number: String) -> String? {
        guard number.hasPrefix("+") else { return nil }
        let digits = number.dropFirst()
        for length in [3, 2, 1] {
            if let country = table.calling[String(digits.prefix(length))] { return country }
        }
        return nil
    }
}
