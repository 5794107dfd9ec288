public import ChatModel

/// A workbook, or a CSV, of this program as it came back.
public struct EditedWorkbook: Sendable {
    /// The rows of its customers.
    public var rows: [EditedRow] = []
    /// The rows of its orders.
    public var orders: [EditedOrder] = []
    /// The columns of its tables of customers.
    public var heads: [EditedHead] = []
    /// People whom the seller added, with their rows; nil for a row that tells neither a number nor an address.
    public var added: [(contact: Contact?, row: Int)] = []
    /// Answers to questions whether two customers are one person.
    public var answers: [EditedAnswer] = []
    /// Rows of the packing list with a parcel's number.
    public var parcels: [EditedParcel] = []
    /// Answers to questions about orders.
    public var orderAnswers: [EditedOrderAnswer] = []
    /// What its sheets look like.
    public var sheets: [EditedSheet] = []
    /// Cells that can mean nothing, whatever the pool holds.
    public var refused: [RefusedCell] = []

    /// Nothing came back.
    public init() {}

    /// Takes in a part of it.
    public mutating func add(_ part: EditedPart) {
        switch part {
        case .head(let head): heads.append(head)
        case .order(let order): orders.append(order)
        case .added(let contact, let row): added.append((contact, row))
        case .answer(let answer): answers.append(answer)
        case .parcel(let parcel): parcels.append(parcel)
        case .orderAnswer(let answer): orderAnswers.append(answer)
        case .sheet(let sheet): sheets.append(sheet)
        case .refused(let cell): refused.append(cell)
        }
    }
}

/// What came of a workbook that was read back.
public struct ReadBack: Hashable, Sendable {
    /// Rows with a customer of this pool.
    public var rows = 0
    /// Rows whose customer this pool does not know.
    public var unknownRows = 0
    /// Customers of whom a cell was changed.
    public var customers = 0
    /// Cells that were changed.
    public var cells = 0
    /// People whom the seller added.
    public var added = 0
    /// Questions whether two customers are one person that were answered.
    public var answers = 0
    /// Orders that were said to have left, with the number of their parcel.
    public var parcels = 0
    /// Questions about orders that were answered.
    public var checkedOrders = 0
    /// Rows that were written and are not there any more; their customers stay.
    public var removedRows = 0
    /// Changed cells that were not taken over.
    public var refused: [RefusedCell] = []
    /// Headers of columns that are gone.
    public var missing: [String] = []
    /// Whether the column with the customers' ids is gone, so that no row can be told.
    public var hasNoKey = false
    /// Whether the file says that it is a writing which this pool does not know.
    public var hasUnknownEdition = false
    /// Sheets that this pool did not write; what stands in them is the seller's own.
    public var ownSheets: [EditedSheet] = []
    /// Where columns begin that this pool did not write: `客户总表!AW1`.
    public var ownColumns: [String] = []
    /// Orders that were written and are not there any more; they stay.
    public var removedOrders = 0

    /// Nothing was read.
    public init() {}

    /// Whether the pool now holds everything that was changed, so that the file may be written over.
    public var isWhole: Bool {
        unknownRows == 0 && refused.isEmpty && missing.isEmpty && !hasNoKey && !hasUnknownEdition && ownSheets.isEmpty && ownColumns.isEmpty
    }
    /// Whether a file of this program was read at all.
    public var isAnything: Bool { rows + unknownRows + added + answers + parcels + checkedOrders > 0 || !isWhole }

    /// Whether the seller decided anything in it, so that customers have to be made anew.
    public var hasDecisions: Bool { cells + answers + parcels + checkedOrders > 0 }

    /// Adds what came of another one.
    public mutating func add(_ other: ReadBack) {
        rows += other.rows
        unknownRows += other.unknownRows
        customers += other.customers
        cells += other.cells
        added += other.added
        answers += other.answers
        parcels += other.parcels
        checkedOrders += other.checkedOrders
        removedRows += other.removedRows
        refused += other.refused
        missing += other.missing.filter { !missing.contains($0) }
        hasNoKey = hasNoKey || other.hasNoKey
        hasUnknownEdition = hasUnknownEdition || other.hasUnknownEdition
        ownSheets += other.ownSheets
        ownColumns += other.ownColumns
        removedOrders += other.removedOrders
    }
}
