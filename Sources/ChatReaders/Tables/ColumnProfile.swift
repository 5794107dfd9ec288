import ChatModel

/// What the cells of one column look like, in the first rows of a table.
struct ColumnProfile: Sendable {
    /// The cells that hold anything, in order.
    private(set) var cells: [String] = []
    /// The row of each of them.
    private(set) var places: [Int] = []
    /// How many rows were looked at.
    private(set) var rows = 0
    /// How many cells hold a lone stroke: nothing in some countries, a tick in others.
    private(set) var strokes = 0
    private var counts = [Int](repeating: 0, count: CellShape.count)
    private(set) var distinct: Set<String> = []
    private(set) var characters = 0

    /// Takes a cell in.
    mutating func add(_ cell: String, _ memory: inout [String: CellShape]) {
        rows += 1
        guard let text = TableCell.value(cell) else {
            if cell == "/" { strokes += 1 }
            return
        }
        // 同上 looks like nothing: what the column holds is said by the others.
        if OrderWords.repeatsAbove(text) { return }
        let shape = memory[text] ?? CellShape(text)
        memory[text] = shape
        cells.append(text)
        places.append(rows - 1)
        characters += text.unicodeScalars.count
        distinct.insert(text)
        for bit in 0..<CellShape.count where shape.rawValue >> UInt64(bit) & 1 == 1 { counts[bit] += 1 }
    }

    /// How many cells hold anything.
    var filled: Int { cells.count }

    /// The share of filled cells that look like one of these, 0...1.
    func share(_ shape: CellShape) -> Double {
        guard filled > 0 else { return 0 }
        // Of several shapes the sum, since each cell has one of them.
        var sum = 0
        for bit in 0..<CellShape.count where shape.rawValue >> UInt64(bit) & 1 == 1 { sum += counts[bit] }
        return min(1, Double(sum) / Double(filled))
    }

    /// Characters in a filled cell on average.
    var length: Double { filled == 0 ? 0 : Double(characters) / Double(filled) }

    /// The numbers of the cells, by their rows; nil where many hold none.
    func numbers(_ style: MoneyText.Style = .init()) -> [Int: Double]? {
        var found: [Int: Double] = [:]
        for (row, cell) in zip(places, cells) { if let value = MoneyText(cell, style)?.value { found[row] = value } }
        return filled > 0 && found.count * 10 >= filled * 8 ? found : nil
    }

    /// Whether most cells hold an address with the number of who lives there, or all about whoever receives.
    var isTogether: Bool { share(.together) >= 0.5 && share(.address) >= 0.4 }

    /// Whether the cells say how much and whether it came: `368 收`, `1200 欠`.
    var holdsSums: Bool {
        guard filled > 1, share(.number) < 0.8, share([.phone, .date, .tracking, .address, .counted]) < 0.3 else { return false }
        let sums = cells.compactMap { MoneyText.beside($0) }
        let said = sums.count { sum in
            sum.words.split(separator: " ").contains { OrderWords.answer(String($0)) != nil || OrderWords.status(String($0)) != nil }
        }
        return sums.count * 10 >= filled * 8 && said * 2 >= filled
    }

    /// How many of the cells are counts, changed ones too: `+1`, `+1→取消`.
    var countShare: Double { filled == 0 ? 0 : Double(cells.count { ItemCount.last($0) != nil }) / Double(filled) }

    /// Whether most cells are numbers of parcels, alone or beside their couriers' names.
    var holdsParcels: Bool {
        filled > 0
            && cells.count(where: { cell in
                guard MoneyText(cell) == nil, let parcel = OrderWords.trackings(cell, courier: nil).first else { return false }
                return parcel.number.utf8.count(where: { 48...57 ~= $0 }) >= 8
            }) * 2 >= filled
    }

    /// Whether most cells are numbers as people dial them, parted: 202-555-0111, (02) 2736 5518.
    var writesPhones: Bool {
        share([.phone, .weakPhone]) >= 0.5 && cells.count(where: { $0.utf8.contains { $0 == 0x2D || $0 == 0x20 || $0 == 0x28 } }) * 2 > filled
    }

    /// Whether the cells are words of states, and no numbers or names of couriers.
    var saysStates: Bool {
        filled > 0 && !holdsSums && share([.status, .answer]) >= 0.7 && share(.number) < 0.3 && share([.tracking, .holdsParcel, .date]) < 0.2 && length <= 12
    }

    /// Whether the cells count the rows: 1, 2, 3.
    var countsRows: Bool {
        guard filled >= 2 else { return false }
        let numbers = cells.compactMap { Int($0.hasSuffix(".0") ? String($0.dropLast(2)) : $0) }
        guard numbers.count == filled else { return false }
        return zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 }
    }
}

extension ColumnMeaning {
    /// How well the cells of a column bear out what its header says, 0 (not at all) ... 1.
    func fit(_ column: ColumnProfile) -> Double {
        guard column.filled > 0 else { return 0.6 }
        let isPlainNumber = column.share([.number]) - column.share([.phone, .longNumber])
        switch self {
        case .phone, .recipientPhone, .buyerPhone, .landline, .phone2: return Self.phoneFit(column)
        case .email: return Self.graded(column.share(.email) + column.share(.masked))
        case .placedAt, .paidAt, .shippedAt, .receivedAt, .dueAt, .sentAt, .birthday: return dateFit(column)
        case .clock: return Self.graded(column.share(.clock))
        case .quantity:
            let large = column.cells.count { MoneyText($0).map { $0.value >= 10_000 } ?? false }
            return Self.graded(column.share(.number) - column.share([.phone, .money, .longNumber]))
                * (column.countsRows && column.filled > 2 || large * 2 > column.filled ? 0.6 : 1)
        case .amount, .goodsAmount, .unitPrice, .freight, .discount, .refunded, .owed:
            if self == .amount, column.holdsSums { return 1 }
            return column.share(.number) < 0.3 ? 0.15 : Self.graded(max(0, column.share(.number) - column.share([.phone, .longNumber])))
        case .orderNumber, .subOrderNumber, .customerID, .senderID: return numberFit(column)
        case .trackingNumber: return Self.trackingFit(column)
        case .trackingInfo: return column.share(.holdsParcel) >= 0.3 ? 1.05 : 0.1
        case .courier:
            return column.share(.courier) >= 0.4
                ? 1 : Self.wordFit(column, isPlainNumber) * (column.share([.tracking, .answer, .date, .status]) > 0.3 ? 0.3 : 0.75)
        case .address:
            if column.share(.address) >= 0.4 { return 1 }
            if column.share(.status) >= 0.5 { return 0.3 }
            return column.share([.phone, .date, .email]) > 0.4 || column.share(.text) < 0.4 ? 0.1 : column.length >= 10 ? 0.9 : column.length >= 6 ? 0.8 : 0.55
        case .address2: return column.share([.phone, .email]) > 0.4 ? 0.2 : 0.95
        case .country, .province, .city, .district, .town:
            if column.share([.number, .date]) > 0.5 || column.length > 24 { return 0.15 }
            return column.share([.status, .answer]) > 0.4 ? 0.5 : 1
        case .postcode: return Self.digits(column) >= 3 && column.length <= 10 ? 1 : 0.4
        case .agent, .staff: return Self.nameFit(column)
        case .name, .recipientName, .buyerName:
            // One name in every row is no customer's; two or three words again and again say how or where.
            let isRepeated = column.filled > 4 && column.distinct.count * 3 <= column.filled && column.share([.fullName, .masked]) < 0.4
            return min(Self.nameFit(column), column.distinct.count == 1 && column.filled > 2 ? 0.3 : isRepeated ? 0.5 : 1)
        case .buyer, .remark, .sender, .receiver, .recipientGivenName, .recipientFamilyName, .familyName, .givenName:
            // Links, mails and names of apps stand where several ways to reach somebody share a column.
            if self == .buyer,
                column.cells.count(where: { TableWords.shared.meaning("app", of: $0) != nil || CellShape($0).contains(.email) || $0.contains(".com/") }) * 2
                    > column.filled
            {
                return 0.3
            }
            return column.share([.date, .address]) > 0.4 || column.length > 40 ? 0.15 : column.share([.number]) > 0.6 && self != .buyer ? 0.3 : 1
        case .product:
            // 男, 女: no goods.
            if column.share(.gender) > 0.6 { return 0.1 }
            if column.share(.text) < 0.5 || column.share([.phone, .date, .email, .address]) > 0.5 { return 0.1 }
            return column.share(.name) > 0.7 && column.share(.counted) < 0.2 && column.distinct.count > column.filled / 2 ? 0.6 : 1
        case .status:
            return column.share(.status) >= 0.4 ? 1 : column.share([.status, .answer]) >= 0.5 ? 0.9 : column.share([.date, .number]) > 0.4 ? 0.2 : 0.6
        case .payStatus, .shipStatus, .receiveStatus, .refundStatus: return stateFit(column)
        case .gender: return Self.graded(column.share(.gender))
        // 微信 840.5, 支付宝 33: what was taken in, and no accounts.
        case .wechat where column.share(.number) >= 0.7 && column.share([.phone, .weakPhone, .longNumber]) < 0.3: return 0
        case .wechat, .qq: return column.share([.code, .phone, .weakPhone, .masked, .number]) >= 0.5 ? 1 : column.share(.han) > 0.5 ? 0.4 : 0.8
        case .direction: return column.share(.direction) >= 0.5 ? 1.02 : 0.1
        case .kind: return column.share(.kind) >= 0.5 ? 1.01 : 0.2
        case .text: return column.share(.text) >= 0.4 && column.share(.date) < 0.5 ? 1 : 0.2
        case .index: return column.countsRows || column.share(.number) > 0.8 ? 1 : 0.3
        case .currency: return column.length <= 6 && column.share(.number) < 0.3 ? 1 : 0.2
        case .unit: return column.length <= 8 && column.share(.number) < 0.3 ? 1 : 0.2
        case .spec: return column.share([.phone, .date]) > 0.5 ? 0.2 : 1
        default: return 1
        }
    }

    private static func graded(_ share: Double) -> Double { share >= 0.55 ? 1 : share >= 0.25 ? 0.65 : 0.12 }

    private static func phoneFit(_ column: ColumnProfile) -> Double {
        if column.isTogether { return 0.3 }
        let share = max(column.share([.phone, .weakPhone]), column.share(.holdsPhone))
        return graded(share + column.share(.masked))
    }

    private func dateFit(_ column: ColumnProfile) -> Double {
        let share = column.share([.date, .weakDate]) + (self == .birthday ? 0 : column.share(.beginsDate))
        if share >= 0.5 { return 1 }
        // Days that a spreadsheet shows as their number.
        let serials = column.cells.filter { TableCell.time($0) != nil }.count
        return Self.graded(max(share, Double(serials) / Double(column.filled)))
    }

    private func numberFit(_ column: ColumnProfile) -> Double {
        if column.share([.date, .address, .email]) > 0.5 || column.share(.phone) > 0.5 { return 0.15 }
        if column.countsRows, column.length <= 3 { return self == .orderNumber ? 0.35 : 0.6 }
        let digits = column.cells.filter { $0.utf8.contains { 48...57 ~= $0 } }.count
        // Several words are a description, however many digits stand in it.
        let described = column.cells.filter { cell in cell.contains(" ") && cell.utf8.filter { 97...122 ~= $0 | 0x20 }.count > 5 }.count
        guard described * 2 < column.filled else { return 0.12 }
        // 自取 stands where a parcel's number would, never where an order's does.
        if self == .orderNumber, column.cells.contains(where: { TableWords.shared.meaning("nowhere", of: $0) != nil }) { return 0.6 }
        guard digits * 2 >= column.filled, column.share(.long) < 0.3, column.length <= 40, column.share(.counted) < 0.5 else { return 0.12 }
        if column.share([.parcel, .holdsParcel]) >= 0.4 { return 0.6 }
        // Every order has its number; a parcel's is missing where nothing was sent.
        if self == .orderNumber, column.share(.tracking) > 0.8, column.filled < column.rows { return 0.85 }
        return self == .orderNumber && column.share(.tracking) > 0.8 && column.distinct.count == column.filled ? 0.97 : 1
    }

    private static func trackingFit(_ column: ColumnProfile) -> Double {
        if column.share([.date, .answer, .status]) > 0.5 { return 0.1 }
        let share = max(column.share(.tracking), column.share([.parcel, .holdsParcel]))
        // PF250601-03 numbers orders.
        let dashed = column.cells.count { $0.utf8.count <= 20 && $0.utf8.contains(0x2D) && !$0.utf8.contains(0x20) && $0.utf8.allSatisfy { $0 < 0x80 } }
        if dashed * 2 >= column.filled { return 0.7 }
        if share >= 0.4 { return 1 }
        let numbers = column.cells.filter { $0.utf8.filter { 48...57 ~= $0 }.count >= 8 }.count
        return numbers * 2 >= column.filled ? 0.95 : numbers > 0 ? 0.6 : 0.1
    }

    private static func wordFit(_ column: ColumnProfile, _ numbers: Double) -> Double {
        column.share([.phone, .email, .address]) > 0.4 || numbers > 0.5 ? 0.15 : 1
    }

    private static func nameFit(_ column: ColumnProfile) -> Double {
        if column.share([.phone, .date, .email]) > 0.4 || column.share(.number) > 0.5 { return 0.08 }
        // Of two columns the one with names in full is the name, the other one what people are called.
        if column.share(.fullName) + column.share(.masked) >= 0.4 { return 1 }
        if column.share(.name) >= 0.4 { return 0.97 }
        if column.share(.handle) > 0.6 { return 0.5 }
        if column.share(.address) > 0.4 || column.length > 30 || column.share(.text) < 0.5 { return 0.15 }
        return column.share([.counted, .status]) > 0.5 ? 0.4 : 0.85
    }

    private func stateFit(_ column: ColumnProfile) -> Double {
        let means = self == .payStatus ? column.cells.filter { OrderWords.isMeansOfPayment($0) }.count : 0
        if column.share([.status, .answer]) + Double(means) / Double(column.filled) >= 0.5 { return 1 }
        if self == .shipStatus, column.share(.holdsParcel) >= 0.2 { return 1 }
        if column.share([.date, .tracking, .phone]) > 0.3 || column.share(.number) > 0.5 { return 0.15 }
        return column.share([.status, .answer]) > 0 || means > 0 || column.strokes > 0 ? 0.55 : 0.4
    }

    /// Digits in a cell on average.
    private static func digits(_ column: ColumnProfile) -> Double {
        let sum = column.cells.reduce(0) { $0 + $1.utf8.filter { 48...57 ~= $0 }.count }
        return Double(sum) / Double(max(1, column.filled))
    }
}
