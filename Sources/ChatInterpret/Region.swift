import ChatExtract

/// What a shop's region decides.
enum Region {
    /// Whether names and addresses there have other forms than the Chinese ones.
    static func isAbroad(_ region: String) -> Bool { !["CN", "HK", "MO", "TW"].contains(region) }

    /// The currency of amounts without a sign.
    static func currency(_ region: String) -> String { OrderReader.homeCurrency(region) }
}
