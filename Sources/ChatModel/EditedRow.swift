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
