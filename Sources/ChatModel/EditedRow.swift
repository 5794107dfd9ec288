/// A row of the workbook as it came back from the seller: whose it is and what stands in the cells that may be changed.
public struct EditedRow: Hashable, Sendable, Codable {
    /// The customer's id; may have been absorbed by another one since.
    public var customerID: String
    /// The cells as they stand, by field; a field whose column is gone is not there.
    public var cells: [EditableField: String]
    /// Which writing of the workbook it is, where the file says so.
    public var edition: Int?

    /// A row that came back.
    public init(customerID: String, cells: [EditableField: String], edition: Int? = nil) {
        self.customerID = customerID
        self.cells = cells
        self.edition = edition
    }
}
