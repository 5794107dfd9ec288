internal import Gazetteer

/// The official names of all divisions as strings that are made once: every recipient carries three of them.
enum DivisionStrings {
    private static let all: [DivisionNames] = (0...Gazetteer.shared.divisionCount).map {
        Gazetteer.shared.names(DivisionID(rawValue: UInt16(truncatingIfNeeded: $0)))
    }

    /// The names of a division and those above it.
    static func names(_ id: DivisionID) -> DivisionNames {
        let index = Int(id.rawValue)
        return index < all.count ? all[index] : DivisionNames()
    }
}
