/// The name in a header cell as tables compare it.
enum HeaderName {
    /// Without blanks, stars, quotes, guards and “required” marks; full-width signs as ASCII; letters in lower case; traditional characters as simplified ones.
    static func key(_ cell: String) -> String {
        var key = ""
        for scalar in cell.unicodeScalars {
            switch scalar.value {
            case 0xFEFF, 0x27, 0x22, 0x60, 0x2A, 0xFF0A, 0x201C, 0x201D, 0x2018, 0x2019: continue
            case 0xFF01...0xFF5E: if let narrow = Unicode.Scalar(scalar.value - 0xFEE0) { key.unicodeScalars.append(narrow) }
            case 0x3010: key.append("(")
            case 0x3011: key.append(")")
            default: if !scalar.properties.isWhitespace { key.unicodeScalars.append(simplified[scalar] ?? scalar) }
            }
        }
        key = key.lowercased()
        for mark in ["(必填)", "(选填)", "(必填项)", "(非必填)"] where key.hasSuffix(mark) { key.removeLast(mark.count) }
        return key
    }

    /// The characters of header names that Taiwan and Hong Kong write differently.
    private static let simplified: [Unicode.Scalar: Unicode.Scalar] = Dictionary(
        zip(
            "機電話聯絡備註標籤訂單編號數稱規價額總狀態時間買賣產貨詳細縣區鄉鎮門實應運費遞鋪帳賬戶會員別職郵發類記錄對暱優惠銷場經營團購達寶貝點選擇顏來源網級".unicodeScalars,
            "机电话联络备注标签订单编号数称规价额总状态时间买卖产货详细县区乡镇门实应运费递铺帐账户会员别职邮发类记录对昵优惠销场经营团购达宝贝点选择颜来源网级".unicodeScalars)
    ) { first, _ in first }

    /// Whether a column is about who sends the parcel: the seller, never a customer.
    static func isSenders(_ key: String) -> Bool {
        ["寄件", "发件", "寄方", "发货人", "寄货", "sender", "pickup"].contains { key.hasPrefix($0) }
    }
}
