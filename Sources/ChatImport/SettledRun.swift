import ChatExtract
import ChatInterpret
import ChatModel
import CustomerPool
import Foundation

/// What the last run came to: as long as nothing happens to the pool and everything that was set is as it was, the next one comes to the same.
struct SettledRun: Codable {
    private var view: String
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
            let view = try view(pool, options), last.view == view, let ground = OwnerInference.Ground(rawValue: last.ownerGround)
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
            view: view, ownerNames: report.ownerNames, ownerGround: report.ownerGround.rawValue, region: report.region,
            currency: report.currency, regionGrounds: report.regionGrounds, conversations: report.conversations,
            customers: report.customers, orders: report.orders, stages: Dictionary(uniqueKeysWithValues: report.stages.map { ($0.rawValue, $1) }))
        guard let json = try? JSONEncoder().encode(run) else { return }
        try pool.noteSettled(String(decoding: json, as: UTF8.self))
    }

    /// Everything beside the pool's messages and tables on which the customers depend, as one number; nil where acts come from elsewhere.
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
        for decision in try pool.decisions() { signature.add(UInt64(bitPattern: decision.id)) }
        return String(signature.value)
    }
}
