import CActData
import ChatModel

/// The fitted weights of the act model; made by `scripts/acts/train.py` from the labelled chats in `fixtures/talk`.
public struct ActTable: Sendable {
    /// What the network tells of a clause: acts (`request`), and what is told more closely of some (`pay.part=deposit`).
    let columns: [ActColumn]
    /// From which probability a column counts.
    let thresholds: [Float]
    let networks: NetworkEnsemble
    /// Tells this table from others: a hash over a part of its bytes.
    public let fingerprint: UInt64

    /// The table in the program.
    public static let builtin: ActTable = {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(act_table_size())
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: act_table_bytes(), count: act_table_size()))
        guard let table = ActTable(bytes) else { preconditionFailure("the table of acts in the program is damaged") }
        return table
    }()

    /// A table as the training script packs it; nil when it is damaged or of another version.
    public init?(_ contents: [UInt8]) {
        var file = TableFile(contents)
        fingerprint = stride(from: 0, to: contents.count, by: 509).reduce(FeatureHash.mix(FeatureHash.seed, UInt64(contents.count))) {
            FeatureHash.mix($0, UInt64(contents[$1]))
        }
        do {
            guard try file.words() == ["chatpool-acts", "5"] else { return nil }
            columns = try file.words().map { ActColumn($0) }
            thresholds = try file.numbers(columns.count)
            let tags = try file.words()
            guard tags == TokenTag.allCases.map(\.name), !columns.isEmpty else { return nil }
            networks = try NetworkEnsemble(&file, acts: columns.count, tags: tags.count)
        } catch {
            return nil
        }
    }
}

/// A column of what is told of a clause.
struct ActColumn: Hashable, Sendable {
    /// Nil for an act that this version does not know.
    var act: ActKind?
    /// `part` of `pay.part=deposit`.
    var field: String?
    var value: String?

    init(_ name: String) {
        let parts = name.split(separator: ".", maxSplits: 1)
        act = parts.first.flatMap { ActKind(rawValue: String($0)) }
        guard parts.count == 2 else { return }
        let pair = parts[1].split(separator: "=", maxSplits: 1)
        field = String(pair[0])
        value = pair.count == 2 ? String(pair[1]) : nil
    }
}
