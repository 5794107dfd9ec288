import ChatExtract

/// What a shop's region decides.
enum Region {
    /// The currency of amounts without a sign.
    static func currency(_ region: String) -> String { OrderReader.homeCurrency(region) }
}
