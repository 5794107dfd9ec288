import ChatModel
import Testing

@testable import OrderLedger

@Suite struct TransitionTableTests {
    @Test("Every state and every act has a row, and only acts about orders do something")
    func total() {
        for state in OrderState.allCases {
            for act in ActKind.allCases {
                let row = TransitionTable.row(state, act)
                #expect((row.effect == .nothing) == (row.points == 0), "\(state) \(act)")
            }
        }
    }

    @Test("Nothing but money that goes back touches an order that was taken back")
    func cancelledIsOver() {
        for act in ActKind.allCases {
            let effect = TransitionTable.row(.cancelled, act).effect
            #expect(effect == .nothing || effect == .payBack, "\(act)")
        }
    }

    @Test("What is in the customer's hands is not sent again, but for a replacement")
    func receivedStays() {
        for act in ActKind.allCases where TransitionTable.row(.received, act).effect == .send { #expect(act == .resend) }
        #expect(TransitionTable.row(.received, .request).effect == .nothing)
        #expect(TransitionTable.row(.receivedUnpaid, .pay).effect == .pay)
    }
}
