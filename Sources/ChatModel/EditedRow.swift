/// A row of the workbook as it came back from the seller: whose it is and what stands in the cells that may be changed.
public struct EditedRow: Hashable, Sendable, Codable {
    /// The customer's id; may have been absorbed by another one since.
    public var customerID: String
    /// The cells as they stand, by field; a field whose column is gone is not there.
    public var cells: [EditableField: String]
    /// Which writing of the workbook it is, where the file says so.
    public var edition: Int?
    /// Where the cells stand, `D7`, by field; empty where the row comes from elsewhere.
    public var places: [EditableField: String] = [:]
    /// The cells by ``PersonSheet/headers``; nil where the column is gone.
    public var others: [String?] = []
    /// Where those cells stand.
    public var otherPlaces: [String] = []

    /// A row that came back.
    public init(customerID: String, cells: [EditableField: String], edition: Int? = nil) {
        self.customerID = customerID
        self.cells = cells
        self.edition = edition
    }

    // Where a cell stands is no part of what a row says.
    private enum CodingKeys: String, CodingKey { case customerID, cells, edition }
}

/// What else a workbook that came back shows.
public enum EditedPart: Sendable {
    /// What its table of customers has for columns, and which writing it is.
    case head(EditedHead)
    /// A row of its table of orders.
    case order(EditedOrder)
    /// A row that the seller added below the customers: somebody new, at a row of the sheet; nil where it tells neither a number nor an address.
    case added(Contact?, row: Int)
    /// An answer to the question whether two customers are one person.
    case answer(EditedAnswer)
    /// A row of its packing list in which something was filled in.
    case parcel(EditedParcel)
    /// A question about an order that was answered.
    case orderAnswer(EditedOrderAnswer)
    /// What one of its sheets looks like.
    case sheet(EditedSheet)
    /// A cell that can mean nothing, whatever the pool holds.
    case refused(RefusedCell)
}

/// A sheet of a workbook that came back: what was not written there is the seller's own, and lost when the workbook is written anew.
public struct EditedSheet: Hashable, Sendable {
    /// Its name, without the number of a sheet that goes on from another; nil in a CSV.
    public var name: String?
    /// Which of the workbook's sheets it is, counted from 1.
    public var number: Int
    /// Which of its rows is the first in which something stands, counted from 1.
    public var row = 0
    /// The cells of that row.
    public var headers: [String]
    /// Where the cells of that row stand.
    public var places: [String]
    /// The first cell to the right of all headers in which something stands.
    public var beyond: String?

    /// A sheet that came back.
    public init(name: String?, number: Int) {
        (self.name, self.number, headers, places) = (name, number, [], [])
    }
}

/// A row of the table of questions that came back with an answer.
public struct EditedAnswer: Hashable, Sendable {
    /// The id of one customer; may have been absorbed by another since.
    public var left: String
    /// The id of the other one.
    public var right: String
    /// What stands in the cell.
    public var text: String
    /// Where the cell is: `H3`.
    public var cell: String

    /// An answer that came back.
    public init(left: String, right: String, text: String, cell: String) {
        (self.left, self.right, self.text, self.cell) = (left, right, text, cell)
    }
}

/// A row of the packing list that came back with a parcel's number.
public struct EditedParcel: Hashable, Sendable {
    /// The customer's id; may have been absorbed by another since.
    public var customerID: String
    /// The order's key, see ``OrderKey``.
    public var key: String
    /// Which share of the order it is.
    public var share: Int
    /// What stands in the cell for the courier.
    public var courier: String
    /// What stands in the cell for the number.
    public var number: String
    /// Where the number's cell is: `I3`.
    public var cell: String

    /// A row that came back.
    public init(customerID: String, key: String, share: Int, courier: String, number: String, cell: String) {
        (self.customerID, self.key, self.share, self.courier, self.number, self.cell) = (customerID, key, share, courier, number, cell)
    }
}

/// A question about an order that came back with an answer.
public struct EditedOrderAnswer: Hashable, Sendable {
    /// The customer's id; may have been absorbed by another since.
    public var customerID: String
    /// The order's key, see ``OrderKey``.
    public var key: String
    /// What stands in the cell for the answer.
    public var answer: String
    /// What stands in the cell for the right quantity.
    public var quantity: String
    /// What stands in the cell for the right amount.
    public var amount: String
    /// Where the three cells are: `J3`.
    public var cells: [String]

    /// An answer that came back.
    public init(customerID: String, key: String, answer: String, quantity: String, amount: String, cells: [String]) {
        (self.customerID, self.key, self.answer, self.quantity, self.amount, self.cells) = (customerID, key, answer, quantity, amount, cells)
    }
}

/// The columns of a table of customers that came back.
public struct EditedHead: Hashable, Sendable {
    /// Which writing of the workbook it is, where the file says so.
    public var edition: Int?
    /// Headers of columns that may be changed and are gone.
    public var missing: [String]
    /// Whether the column with the customers' ids is there.
    public var hasKey: Bool
    /// Whether it is a workbook with sheets; a CSV has one table and names no edition.
    public var hasSheets: Bool

    /// The columns of a table that came back.
    public init(edition: Int?, missing: [String], hasKey: Bool, hasSheets: Bool) {
        self.edition = edition
        self.missing = missing
        self.hasKey = hasKey
        self.hasSheets = hasSheets
    }
}
