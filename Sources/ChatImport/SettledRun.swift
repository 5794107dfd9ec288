import ChatExtract
import ChatInterpret
import ChatModel
import CustomerPool
import Foundation

/// What the last run came to: as long as nothing happens to the pool and everything that was set is as it was, the next one comes to the same.
struct SettledRun: Codable {
    private var view: String
    private var decisions: String?
    private var ownerNames: [String]
    private var ownerGround: String
    private var region: String?
    private var currency: String?
    private var regionGrounds: [String]?
    private var conversations: Int
    private var customers: Int
    private var orders: Int
    private var stages: [String: Int]

    /// Puts the outcome of the last run into a report, if it stands.
    ///
    /// - Returns: false when the customers have to be made anew.
    static func fill(_ report: inout RunReport, _ pool: PoolStore, _ options: ImportRun.Options) throws(ImportError) -> Bool {
        guard let text = try pool.settled(), let last = try? JSONDecoder().decode(SettledRun.self, from: Data(text.utf8)),
            let view = try view(pool, options), last.view == view, last.decisions == Self.decisions(try pool.decisions()),
            let ground = OwnerInference.Ground(rawValue: last.ownerGround)
        else { return false }
        report.ownerNames = last.ownerNames
        report.ownerGround = ground
        report.region = last.region
        report.currency = last.currency
        report.regionGrounds = last.regionGrounds
        report.conversations = last.conversations
        report.customers = last.customers
        report.orders = last.orders
        for (stage, count) in last.stages { if let stage = CustomerStage(rawValue: stage) { report.stages[stage] = count } }
        return true
    }

    /// Keeps what a run came to.
    static func note(_ report: RunReport, _ pool: PoolStore, _ options: ImportRun.Options) throws(ImportError) {
        guard report.refusedOwners.isEmpty, let view = try view(pool, options) else { return }
        let run = SettledRun(
            view: view, decisions: Self.decisions(try pool.decisions()), ownerNames: report.ownerNames, ownerGround: report.ownerGround.rawValue,
            region: report.region,
            currency: report.currency, regionGrounds: report.regionGrounds, conversations: report.conversations,
            customers: report.customers, orders: report.orders, stages: Dictionary(uniqueKeysWithValues: report.stages.map { ($0.rawValue, $1) }))
        guard let json = try? JSONEncoder().encode(run) else { return }
        try pool.noteSettled(String(decoding: json, as: UTF8.self))
    }

    /// What the last run came to, with the customers as they are after what was decided since; nil where it did not stand.
    ///
    /// - Parameters:
    ///   - frame: the customers as they are; its decisions are those that stood before.
    ///   - decisions: those that stand now.
    static func renoted(_ frame: ResolutionFrame, in pool: PoolStore, decisions: [Decision]) throws(ImportError) -> String? {
        guard let text = try pool.settled(), var run = try? JSONDecoder().decode(SettledRun.self, from: Data(text.utf8)),
            run.decisions == Self.decisions(frame.decisions)
        else { return nil }
        run.decisions = Self.decisions(decisions)
        run.customers = frame.customers
        run.orders = frame.orders
        run.stages = frame.stageCounts
        return (try? JSONEncoder().encode(run)).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func decisions(_ decisions: [Decision]) -> String { Self.decisions(decisions.map(\.id)) }

    private static func decisions(_ ids: [Int64]) -> String {
        var signature = CustomerSignature(rules: PoolResolution.rules)
        for id in ids { signature.add(UInt64(bitPattern: id)) }
        return String(signature.value)
    }

    /// Everything beside the pool's messages, tables and decisions on which the customers depend, as one number; nil where acts come from elsewhere.
    private static func view(_ pool: PoolStore, _ options: ImportRun.Options) throws(ImportError) -> String? {
        guard options.acts == nil, options.actTable == nil else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let insights = try? encoder.encode(options.insights) else { return nil }
        var signature = CustomerSignature(rules: PoolResolution.rules)
        signature.add(UInt64(TableRecords.rules))
        signature.add(String(decoding: insights, as: UTF8.self))
        signature.add(options.catalog?.csv ?? "")
        for list in [options.ownerNames, options.usualOwners, [KnownFiles.program, options.region ?? ""]] {
            signature.add(UInt64(list.count))
            for text in list { signature.add(text) }
        }
        for number in [options.asOf, options.keepMonths] { signature.add(UInt64(bitPattern: Int64(number ?? -1))) }
        return String(signature.value)
    }
}
