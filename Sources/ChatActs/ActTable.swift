import CActData
import ChatModel

/// The fitted weights of the act model; made by `scripts/acts/train.py` from the labelled chats in `fixtures/talk`.
public struct ActTable: Sendable {
    /// Columns of the clause model: acts (`request`), and what is told more closely of some (`pay.part=deposit`).
    let columns: [ActColumn]
    let clauses: FeatureMatrix
    let bias: [Float]
    /// From which probability a column counts.
    let thresholds: [Float]
    let tokens: FeatureMatrix
    /// Weights of a tag behind a tag; the last row is for the first token.
    let transitions: [Float]

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
        do {
            guard try file.words() == ["chatpool-acts", "2"] else { return nil }
            columns = try file.words().map { ActColumn($0) }
            clauses = try FeatureMatrix(&file)
            bias = try file.numbers(columns.count)
            thresholds = try file.numbers(columns.count)
            let tags = try file.words()
            guard tags == TokenTag.allCases.map(\.name) else { return nil }
            tokens = try FeatureMatrix(&file)
            transitions = try file.numbers((tags.count + 1) * tags.count)
        } catch {
            return nil
        }
        guard clauses.width == columns.count, tokens.width == TokenTag.allCases.count else { return nil }
    }
}

/// A column of the clause model.
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
