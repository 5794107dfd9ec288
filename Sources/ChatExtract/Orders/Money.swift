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
    static func home(_ region: String) -> String {
        switch region {
        case "HK": "HKD"
        case "MO": "MOP"
        case "TW": "TWD"
        case "SG": "SGD"
        case "MY": "MYR"
        case "ID": "IDR"
        case "TH": "THB"
        case "VN": "VND"
        case "PH": "PHP"
        case "US": "USD"
        case "MX": "MXN"
        case "BR": "BRL"
        case "PE": "PEN"
        case "JP": "JPY"
        case "KR": "KRW"
        case "GB": "GBP"
        case "AU": "AUD"
        case "CA": "CAD"
        case "NZ": "NZD"
        case "ES", "DE", "FR", "IT", "PT", "NL", "IE", "AT", "BE", "FI", "GR": "EUR"
        case "AR", "CL", "CO": ["AR": "ARS", "CL": "CLP", "CO": "COP"][region] ?? "USD"
        default: "CNY"
        }
    }

    /// The region of a currency that one country's shops use; nil for those of many.
    static func region(of currency: String) -> String? {
        [
            "HKD": "HK", "MOP": "MO", "TWD": "TW", "SGD": "SG", "MYR": "MY", "IDR": "ID", "THB": "TH", "VND": "VN", "PHP": "PH", "MXN": "MX", "BRL": "BR",
            "PEN": "PE", "JPY": "JP", "KRW": "KR", "GBP": "GB", "AUD": "AU", "CAD": "CA", "NZD": "NZ", "ARS": "AR", "CLP": "CL", "COP": "CO",
        ][currency]
    }

    /// The currency of a sign, given the letters written before it (NT$, HK$) and the shop's region.
    static func ofSign(_ sign: UInt32, letters: String, region: String) -> String? {
        switch sign {
        case 0x24:
            switch letters {
            case "nt": return "TWD"
            case "hk": return "HKD"
            case "us": return "USD"
            case "s", "sg": return "SGD"
            case "a", "au": return "AUD"
            case "c", "ca": return "CAD"
            case "nz": return "NZD"
            case "r": return "BRL"
            case "mx": return "MXN"
            case "mop": return "MOP"
            default:
                let currency = home(region)
                return ["HKD", "TWD", "SGD", "MXN", "AUD", "CAD", "NZD", "ARS", "CLP", "COP", "MOP"].contains(currency) ? currency : "USD"
            }
        case 0xA5, 0xFFE5: return region == "JP" ? "JPY" : "CNY"
        case 0x20AC: return "EUR"
        case 0xA3: return "GBP"
        case 0x20B1: return "PHP"
        case 0xE3F: return "THB"
        case 0x20AB: return "VND"
        case 0x20A9: return "KRW"
        case 0x20B9: return "INR"
        default: return nil
        }
    }

    /// Whether dots group thousands in this currency's countries: Rp75.000.
    static func groupsByDot(_ currency: String) -> Bool { ["IDR", "VND", "CLP", "COP", "ARS"].contains(currency) }
}
