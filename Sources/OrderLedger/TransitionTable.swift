import ChatModel

/// What each act does to an order in each state, and how likely an order in that state is the one that is meant.
///
/// Total: every state and every act has a row. The compiler holds the acts, `TransitionTableTests` show the whole table.
enum TransitionTable {
    /// An effect, with the points that the state alone gives in the search for the order that is meant.
    struct Row: Equatable {
        var effect: OrderEffect
        var points: Double
    }

    /// The row of a state and an act.
    static func row(_ state: OrderState, _ act: ActKind) -> Row {
        let points = points(act)
        let worth = points.weights[order(state)]
        return worth > 0 ? Row(effect: points.effect, points: worth) : Row(effect: .nothing, points: 0)
    }

    /// What an act does to an order that it is about, where the state lets it do anything.
    static func effect(_ act: ActKind) -> OrderEffect { points(act).effect }

    /// Days after which nobody means an order any more.
    static func reach(_ effect: OrderEffect) -> Double {
        switch effect {
        case .nothing: 0
        case .extend: 5
        case .amend, .withdraw, .agree: 21
        case .deliver, .pay: 60
        case .send, .payBack, .remark: 75
        }
    }

    /// The columns of the table below, left to right.
    private static func order(_ state: OrderState) -> Int {
        switch state {
        case .open: 0
        case .partlyPaid: 1
        case .paid: 2
        case .sentUnpaid: 3
        case .sent: 4
        case .receivedUnpaid: 5
        case .received: 6
        case .refunded: 7
        case .cancelled: 8
        }
    }

    /// An act's line of the table; 0 where it does nothing to an order in that state.
    private static func points(_ act: ActKind) -> (effect: OrderEffect, weights: [Double]) {
        switch act {
        //                              open part paid sntU sent recU recv refd canc
        case .request: (.extend, [3, 2, 1, 0, 0, 0, 0, 0, 0])
        case .change, .assign: (.amend, [3, 3, 2.5, 1, 1, 0, 0, 0, 0])
        case .withdraw: (.withdraw, [3, 3, 2.5, 1, 1, 0, 0, 0, 0])
        case .propose: (.agree, [3, 3, 2, 0, 0, 0, 0, 0, 0])
        case .confirm: (.agree, [3, 3, 2, 1, 0, 0, 0, 0, 0])
        case .decline: (.withdraw, [3, 1, 0, 0, 0, 0, 0, 0, 0])
        case .quote: (.agree, [3, 3, 1.5, 2.5, 1, 2.5, 0.5, 0, 0])
        case .pay, .paidSeen: (.pay, [3, 3, 0.5, 3, 0.5, 3, 0, 0, 0])
        case .payLater: (.remark, [3, 3, 0, 3, 0, 3, 0, 0, 0])
        case .ship: (.send, [3, 3, 4, 1, 1, 0, 0, 0, 0])
        case .resend: (.send, [0, 0, 1, 3, 3, 3, 4, 1, 0])
        case .ready, .collects: (.remark, [3, 3, 3, 0, 0, 0, 0, 0, 0])
        case .handOver: (.deliver, [3.3, 3.3, 3.5, 4, 4, 0, 0, 0, 0])
        case .arrive: (.deliver, [1.5, 2, 2.5, 4, 4, 0, 0, 0, 0])
        case .complain, .praise: (.remark, [1, 1.5, 2, 3, 3, 3.5, 3.5, 1, 0])
        case .refundAsked, .refundPromised: (.payBack, [1, 2, 3, 2, 3, 2, 3.5, 0, 1.5])
        case .refundPaid, .refundReceived: (.payBack, [0.5, 2, 3, 1, 3, 1, 3.5, 1, 3])
        case .return, .exchange: (.remark, [0, 0, 1, 2, 3, 3, 3.5, 1, 0])
        // About goods, people or lists, not about an order that is told by its state.
        case .offer, .inquire, .consider, .give, .correct, .tally, .list, .introduce, .wish, .ownTalk:
            (.nothing, [0, 0, 0, 0, 0, 0, 0, 0, 0])
        }
    }
}
