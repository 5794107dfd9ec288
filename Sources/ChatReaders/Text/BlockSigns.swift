import ChatBytes

/// What a piece of text shows of an address block, found in one pass without judging it.
struct BlockSigns {
    /// A run of digits that may be a phone number.
    var hasPhone = false
    /// Two words of an address at least, or a label for one.
    var hasAddress = false
    /// A label for a name.
    var hasNameLabel = false

    /// Whether phone and address are there.
    var isWhole: Bool { hasPhone && hasAddress }

    init() {}

    mutating func add(_ other: BlockSigns) {
        hasPhone = hasPhone || other.hasPhone
        hasAddress = hasAddress || other.hasAddress
        hasNameLabel = hasNameLabel || other.hasNameLabel
    }

    private static let units: [StaticString] = [
        "省", "市", "区", "區", "县", "縣", "镇", "鎮", "乡", "鄉", "村", "街", "路", "道", "巷", "弄", "号", "號", "栋", "棟", "幢", "楼", "樓", "室", "苑", "园", "城", "旗", "州",
    ]
    private static let addressLabels: [StaticString] = ["地址", "收货", "收件", "收貨"]
    private static let nameLabels: [StaticString] = ["收件人", "收货人", "收貨人", "姓名", "联系人", "聯絡人"]

    init(_ bytes: Span<UInt8>, _ piece: Range<Int>) {
        var words = 0
        var at = piece.lowerBound
        while at < piece.upperBound {
            let byte = bytes[at]
            if 48...57 ~= byte || byte == 0x2B {
                at = digits(bytes, at, piece.upperBound)
            } else if byte >= 0xE4 {
                if Self.units.contains(where: { ByteScanning.has($0, in: bytes, at: at) }) { words += 1 }
                at += 3
            } else {
                at += 1
            }
        }
        if words >= 2 { hasAddress = true }
        for label in Self.nameLabels where ByteScanning.find(label, in: bytes, piece) != nil { hasNameLabel = true }
        if !hasAddress, words > 0 { for label in Self.addressLabels where ByteScanning.find(label, in: bytes, piece) != nil { hasAddress = true } }
    }

    /// A run of digits with single blanks and hyphens in it; a phone when it has the length of one.
    private mutating func digits(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var at = start
        var count = 0
        var first: UInt8 = 0
        var second: UInt8 = 0
        var isInternational = false
        if bytes[at] == 0x2B {
            isInternational = true
            at += 1
        }
        while at < end {
            let byte = bytes[at]
            if 48...57 ~= byte {
                if count == 0 { first = byte }
                if count == 1 { second = byte }
                count += 1
            } else if (byte == 0x20 || byte == 0x2D) && count > 0 && at + 1 < end && 48...57 ~= bytes[at + 1] && count < 13 {
            } else {
                break
            }
            at += 1
        }
        if count == 11, first == 0x31, second >= 0x33 { hasPhone = true }
        if count == 13, first == 0x38, second == 0x36 { hasPhone = true }
        if 10...12 ~= count, first == 0x30 { hasPhone = true }
        if isInternational, 9...15 ~= count { hasPhone = true }
        return max(at, start + 1)
    }
}
