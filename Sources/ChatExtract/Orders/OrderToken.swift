/// A piece of a message as the order rules see it.
struct OrderToken {
    enum Kind: UInt8 {
        /// A number as spoken.
        case number
        /// A word of the lexicon.
        case word
        /// A product of the catalogue or of the talk so far.
        case product
        /// Anything else that may be a name.
        case text
        /// Digits or letters that are no amount: order numbers, phones, dates, rooms.
        case code
        case space, newline, comma, stop, colon, open, close, plus, times, slash, sign, other
    }

    var kind: Kind
    var start: Int
    var end: Int
    var classes: WordClass = []
    /// Of a number.
    var value = 0.0
    /// Index of a word's value in the lexicon, of a product in its list, or -1.
    var entry: Int32 = -1
    var isSpelled = false
    var isVague = false
    var isDotGrouped = false

    /// One character beyond ASCII, three bytes long.
    var isSingleHan: Bool { end - start == 3 }
}
