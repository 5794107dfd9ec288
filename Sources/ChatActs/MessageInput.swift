import ChatModel

/// What the network is told of a message as a whole: a row of each of a few small tables.
struct MessageInput {
    /// Rows of each table.
    static let rows = [3, 32, 2, 4, 7, 6, 9, 5]

    /// Side (2 for one that is not told), kind with the state of its payment, group or not, who spoke before, minutes since, and how many clauses, tokens and numbers it has.
    let places: [Int]

    /// - Parameter hidesSides: whether the network is to tell whose side the message is on.
    init(_ message: TalkMessage, after last: TalkMessage?, _ tokens: [TalkToken], clauses: Int, hidesSides: Bool = false) {
        let payment = message.payment.map { FeatureHash.of(bytes: $0.state.rawValue.utf8) } ?? 1
        places = [
            hidesSides ? 2 : Int(message.side.rawValue), Int(FeatureHash.mix(FeatureHash.of(bytes: message.kind.rawValue.utf8), payment) >> 59),
            message.isGroup ? 1 : 0,
            last.map { $0.sender == message.sender ? 1 : hidesSides || $0.side == message.side ? 2 : 3 } ?? 0, Self.delay(message, last), min(clauses, 5),
            min(8, tokens.count.bitWidth - tokens.count.leadingZeroBitCount), min(4, tokens.count { $0.kind == .number && !$0.isLongNumber }),
        ]
    }

    private static func delay(_ message: TalkMessage, _ last: TalkMessage?) -> Int {
        guard let before = last?.seconds, let now = message.seconds else { return 0 }
        let minutes = (now - before) / 60
        return minutes < 1 ? 1 : minutes < 5 ? 2 : minutes < 60 ? 3 : minutes < 600 ? 4 : minutes < 2880 ? 5 : 6
    }
}

extension FeatureHash {
    static func of(bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(seed) { mix($0, UInt64($1)) } }
}
