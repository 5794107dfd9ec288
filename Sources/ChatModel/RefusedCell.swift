/// A cell of a workbook that came back, which was changed and not taken over.
public struct RefusedCell: Hashable, Sendable {
    /// Why it was not.
    public enum Reason: Hashable, Sendable {
        /// The field knows only certain values, see `EditableField.allowed`.
        case notAllowed(EditableField)
        /// A cell of an order that may be changed takes only certain values, see `OrderCell.allowed`.
        case orderCell(OrderCell)
        /// What stands in the table of orders comes out of the chats.
        case order(header: String)
        /// What stands in this column of the table of customers comes out of the chats.
        case person(header: String)
        /// An order that was added to the table of orders.
        case newOrder
        /// A cell of a row that was added, which has a meaning only for a customer with an id.
        case newRow(header: String)
        /// A question takes the answers of ``ReviewAnswer`` alone.
        case answer
        /// What stands as a parcel's number can be none.
        case parcelNumber
        /// What was answered of an order.
        case orderAnswer(OrderAnswer.Problem)
        /// The order that the row is about is not there any more.
        case orderGone
        /// A row that was added, without a number or an address.
        case nobody
    }

    /// The sheet.
    public var sheet: String
    /// The cell, `D7`; of a row as a whole its number.
    public var cell: String
    /// Why it was not taken over.
    public var reason: Reason

    /// A cell that was not taken over.
    public init(sheet: String, cell: String, reason: Reason) {
        self.sheet = sheet
        self.cell = cell
        self.reason = reason
    }
}
