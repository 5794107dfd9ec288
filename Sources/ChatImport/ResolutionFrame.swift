import ChatIdentity
import ChatModel
import CustomerPool
import Foundation
import PoolInsights

/// What holds for the whole pool when a part of it is resolved again: what was counted and learned of all records when they were resolved together last.
///
/// Weights of comparisons, how common a name is, who spends most: each depends on every record a little. They are taken as they were, so that what becomes of a customer depends on
/// the records of the customer's island alone, until all records are resolved together again.
struct ResolutionFrame: Codable {
    /// Everything beside the pool on which the outcome depends; see ``view(_:)``.
    var view: String
    /// The numbers of the decisions that stand.
    var decisions: [Int64]
    /// What comparisons weigh.
    var model: IdentityModel
    /// What stages are told by.
    var stages: StageBasis
    /// Questions that were less worth asking than this are not kept; nil where all are.
    var leastWorth: Double?
    var records: Int
    var customers: Int
    var orders: Int
    var stageCounts: [String: Int]

    /// Questions that are kept, of which the first are shown: when those are answered, others take their places.
    static let keptQuestions = 2000

    /// The rules, the program and what the user set, as one text.
    static func view(_ options: ImportRun.Options) -> String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let insights = try? encoder.encode(options.insights) else { return nil }
        return "\(PoolResolution.rules)\u{1}\(KnownFiles.program)\u{1}\(options.asOf ?? -1)\u{1}" + String(decoding: insights, as: UTF8.self)
    }

    /// The frame that a pool keeps, where it holds for these options.
    static func kept(in pool: PoolStore, _ options: ImportRun.Options) throws(ImportError) -> ResolutionFrame? {
        guard let text = try pool.frame(), let frame = try? JSONDecoder().decode(ResolutionFrame.self, from: Data(text.utf8)), frame.view == view(options)
        else { return nil }
        return frame
    }

    /// The frame as it is kept.
    var text: String? { (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } }

    /// Puts what the pool holds into a report.
    func fill(_ report: inout RunReport) {
        report.customers = customers
        report.orders = orders
        for (name, count) in stageCounts { if count != 0, let stage = CustomerStage(rawValue: name) { report.stages[stage] = count } }
    }

    /// Counts a customer in, or out.
    mutating func count(_ customer: Customer, _ sign: Int) {
        customers += sign
        orders += sign * customer.boughtOrders
        stageCounts[customer.stage.rawValue, default: 0] += sign
    }
}
