/// Why two records agree: one person, or one of the named other explanations.
enum PairClass: Int, CaseIterable, Sendable {
    case match, coincidence, family, agent, namesake, neighbour, random

    /// The word in evidence.
    var name: String {
        switch self {
        case .match: "match"
        case .coincidence: "coincidence"
        case .family: "family"
        case .agent: "agent"
        case .namesake: "namesake"
        case .neighbour: "neighbour"
        case .random: "random"
        }
    }

    /// Classes whose level probabilities are learned.
    static let learned = 6
}
