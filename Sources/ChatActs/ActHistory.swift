/// What the messages before did, as features of the next.
struct ActHistory {
    /// From which probability an act counts as done.
    private static let least: Float = 0.3
    /// From which probability an act is a feature of its clause's tokens.
    static let leastForTokens: Float = 0.25
    private static let reach = 12

    private var done: [(acts: [Int], side: TalkMessage.Side)] = []

    /// Features for a message of a side.
    func places(side: TalkMessage.Side) -> [UInt32] {
        var found: Set<UInt32> = []
        for (back, message) in done.reversed().enumerated() {
            for act in message.acts {
                if back < 2 { found.insert(Self.place(UInt64(back), act, message.side == side)) }
                found.insert(Self.place(2, act, message.side == side))
            }
        }
        for act in done.last(where: { $0.side != side })?.acts ?? [] { found.insert(Self.place(3, act, false)) }
        // Sums do not depend on the order.
        return found.sorted()
    }

    /// Notes a message by the probabilities of its clauses' columns.
    mutating func note(_ chances: [[Float]], _ table: ActTable, side: TalkMessage.Side) {
        let acts = table.columns.indices.filter { k in table.columns[k].field == nil && chances.contains { $0[k] > Self.least } }
        done.append((acts, side))
        if done.count > Self.reach { done.removeFirst() }
    }

    private static func place(_ distance: UInt64, _ act: Int, _ sameSide: Bool) -> UInt32 {
        FeatureHash.place(FeatureHash.mix(FeatureHash.mix(FeatureHash.mix(FeatureHash.seed, 0x3000 + distance), UInt64(act)), sameSide ? 1 : 0))
    }
}
