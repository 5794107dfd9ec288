/// Money named in a message.
struct Money: Hashable, Sendable {
    /// What the amount is said to be.
    enum Role: Hashable, Sendable {
        case plain, total, price, oldPrice, deposit, promotion
        /// What one line of a bill comes to.
        case line
    }

    /// Its tokens.
    var tokens: Range<Int>
    /// In the currency's main unit.
    var amount: Double
    /// ISO 4217; nil for a bare number.
    var currency: String?
    var role: Role
    /// The price is for this much: 3 of 三斤一百; 0 when it is not a price for a quantity.
    var perQuantity = 0.0
    var perUnit: String?
}

/// A number of things named in a message.
struct Quantity: Hashable, Sendable {
    enum Form: Hashable, Sendable {
        /// 两盒, 2 boxes.
        case counted
        /// ×2, x2, *2, 2x.
        case times
        /// +2.
        case plus
        /// A bare number where one is due.
        case bare
    }

    /// Its tokens.
    var tokens: Range<Int>
    var value: Double
    var unit: String?
    var form: Form
    /// 两盒以上, 每盒, 满3件, 第二件, 还剩20盒: it counts something else than what is wanted.
    var isCondition = false
}

/// Currencies by sign, word and region.
enum Currencies {
    /// The currency in which a shop of a region names bare amounts.
    static func home(_ region: String) -> String { LandTable.shared.home(region) ?? "CNY" }

    /// The region of a currency that one country's shops use; nil for those of many.
    static func region(of currency: String) -> String? { currency == "CNY" ? nil : LandTable.shared.onlyLand(of: currency) }

    /// The currency of a sign, given the letters written before it (NT$, HK$) and the shop's region.
    static func ofSign(_ sign: UInt32, letters: String, region: String) -> String? {
        switch sign {
        case 0x24:
            if let named = LandTable.shared.dollars[letters] { return named }
            let currency = home(region)
            return LandTable.shared.bareDollars.contains(currency) ? currency : "USD"
        case 0xA5, 0xFFE5: return region == "JP" ? "JPY" : "CNY"
        default: return LandTable.shared.signs[sign]
        }
    }

    /// Whether dots group thousands in this currency's countries: Rp75.000.
    static func groupsByDot(_ currency: String) -> Bool { LandTable.shared.dotted.contains(currency) }
}
