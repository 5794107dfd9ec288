import ChatModel
import Testing

@testable import OrderLedger

/// Talks at random: whatever is said, the books add up.
@Suite struct LedgerPropertyTests {
    /// A small generator with a seed, the same on every machine.
    private struct Dice {
        var state: UInt64

        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(sides))
        }
    }

    private static let goods = ["apples", "pears", "plums", "red plums"]

    private static func act(_ dice: inout Dice) -> DialogueAct {
        var act = DialogueAct(ActKind.allCases[dice.roll(ActKind.allCases.count)])
        func line() -> ActLine {
            ActLine(
                product: dice.roll(5) == 0 ? nil : goods[dice.roll(goods.count)], quantity: dice.roll(3) == 0 ? nil : Double(dice.roll(4) + 1), unit: "box",
                price: dice.roll(2) == 0 ? nil : Double(dice.roll(50) + 1))
        }
        if dice.roll(4) > 0 { act.lines = (0...dice.roll(2)).map { _ in line() } }
        if dice.roll(4) == 0 { act.former = [line()] }
        if dice.roll(2) == 0 { act.total = Double(dice.roll(200)) }
        if dice.roll(2) == 0 { act.amount = Double(dice.roll(200)) }
        act.part = [nil, "whole", "deposit", "balance", "several", "freight", "card", "difference", "account"][dice.roll(9)]
        act.what = [nil, "order", "offer", "total", "change", "quantity", "add", "time", "product"][dice.roll(9)]
        act.scope = ["all", "lines", "last"][dice.roll(3)]
        if dice.roll(3) == 0 { act.who = ["Anna", "Bo", "Anna Lee", "Zoe"][dice.roll(4)] }
        if act.act == .tally || act.act == .list {
            act.entries = (0...dice.roll(3)).map {
                ActEntry(no: $0, who: ["Anna", "Bo", "Zoe", "Di"][dice.roll(4)], lines: [line()], total: dice.roll(2) == 0 ? nil : 40)
            }
        }
        if act.act == .ship || act.act == .resend { act.parcels = [ActParcel(number: "P\(dice.roll(12))", recipient: dice.roll(2) == 0 ? nil : "Bo")] }
        return act
    }

    private static func talk(seed: UInt64, isGroup: Bool) -> OrderLedger {
        var dice = Dice(state: seed)
        var ledger = OrderLedger(isGroup: isGroup)
        let people = (isGroup ? ["Anna", "Anna Lee", "Bo"] : ["Anna"]).map { ledger.customer(named: $0) }
        var clock: Int64 = 1_717_578_000
        for n in 0..<60 {
            clock += Int64(dice.roll(40) * 1800)
            let speaker: LedgerSpeaker = dice.roll(2) == 0 ? .seller : .customer(people[dice.roll(people.count)])
            var event = LedgerEvent(
                by: speaker, at: dice.roll(9) == 0 ? nil : Timestamp(wallSeconds: clock), position: SourcePosition(file: "t", index: n),
                acts: (0...dice.roll(2)).map { _ in act(&dice) })
            if dice.roll(6) == 0 {
                event.payment = Payment(amount: Double(dice.roll(200)), state: dice.roll(2) == 0 ? .sent : .received, id: "m\(dice.roll(15))")
            }
            if dice.roll(6) == 0 {
                event.recipients = [LedgerRecipient(index: dice.roll(3), names: ["Wang"], relation: dice.roll(2) == 0 ? "client" : nil, isNew: true)]
            }
            ledger.take(event)
        }
        return ledger
    }

    @Test("Charges, payments and refunds add up to the balance, and no platform payment stands twice", arguments: [true, false])
    func balances(isGroup: Bool) {
        for seed in 1...300 as ClosedRange<UInt64> {
            let ledger = Self.talk(seed: seed, isGroup: isGroup)
            var seen: [String: Int] = [:]
            for order in ledger.books.flatMap(\.orders) {
                if let balance = order.balance, !order.hasUnknownPayment, !order.isPrepaid, let charges = order.charges {
                    #expect(abs(balance - (charges - order.paid + order.returned)) < 0.01, "seed \(seed)")
                }
                #expect(order.lines.allSatisfy { ($0.quantity ?? 1) > 0 }, "seed \(seed)")
            }
            for payment in ledger.books.flatMap({ $0.orders.flatMap(\.payments) + $0.loose }) {
                if let id = payment.id { seen[id, default: 0] = max(seen[id] ?? 0, payment.event) }
            }
            for (id, event) in seen.sorted(by: { $0.key < $1.key }) {
                for payment in ledger.books.flatMap({ $0.orders.flatMap(\.payments) + $0.loose }) where payment.id == id {
                    #expect(payment.event == event, "seed \(seed): \(id) twice")
                }
            }
            let parcels = ledger.books.flatMap { $0.orders.flatMap { $0.consignments.flatMap(\.parcels) } }.map(\.number)
            #expect(Set(parcels).count == parcels.count, "seed \(seed): a parcel on two orders")
        }
    }

    @Test("The same talk leaves the same books, also where messages have the same time")
    func sameAgain() {
        for seed in 1...60 as ClosedRange<UInt64> {
            let first = Self.talk(seed: seed, isGroup: true).finish(home: "CNY").map(\.orders)
            let second = Self.talk(seed: seed, isGroup: true).finish(home: "CNY").map(\.orders)
            #expect(first == second, "seed \(seed)")
        }
    }
}
