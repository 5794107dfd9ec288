public import ChatModel

/// Writes the pool as one kind of file.
public protocol PoolWriter: Sendable {
    /// What the file is.
    var format: WriterFormat { get }
    /// Writes the customers; the file appears whole or not at all.
    ///
    /// - Returns: what the target's limits changed or left out; nothing is cut in silence.
    /// - Throws: `.cannotWrite` with the system's reason.
    @discardableResult func write(_ pool: PoolContents, to path: String) throws(ImportError) -> [Diagnostic]
}

/// What a writer writes.
public struct WriterFormat: Sendable, Hashable {
    /// Kebab-case name for `--format`.
    public var id: String
    /// The extension of its files, without a dot.
    public var fileExtension: String
    /// Whether the extension alone chooses it; one writer of an extension at most.
    public var ownsExtension: Bool
    /// One line for the user.
    public var summary: String
    /// Whether it hands parcels to a courier: those that it writes are remembered, so that none is handed over twice.
    public var handsParcels = false

    /// A kind of file.
    public init(id: String, fileExtension: String, summary: String, ownsExtension: Bool = true) {
        self.id = id
        self.fileExtension = fileExtension
        self.ownsExtension = ownsExtension
        self.summary = summary
    }
}

/// The pool as writers get it.
public struct PoolContents: Sendable {
    /// The customers, in the order in which they are written, each with what is concluded about it.
    public var customers: PoolCustomers
    /// Lists and figures; nil when nobody asked. What is concluded about each customer comes with the customer.
    public var insights: Insights?
    /// Pairs of customers that may be one person, the most worth asking first.
    public var review: [ReviewPair] = []
    /// The number of this writing of the pool: the workbook says it (label `EditableField.editionLabel`), so that a copy that comes back is compared with what
    /// it was written with.
    public var edition: Int?
    /// The days on which parcels were written to a courier's sheet, by what ``Parcels/marks(of:)`` names them by.
    public var handedParcels: [String: Timestamp] = [:]

    /// The pool of these customers.
    public init(customers: [Customer], insights: Insights? = nil, review: [ReviewPair] = [], edition: Int? = nil) {
        self.init(customers: PoolCustomers(customers, insights: insights?.customers ?? []), insights: insights, review: review, edition: edition)
    }

    /// The pool of customers that need not be in memory.
    public init(customers: PoolCustomers, insights: Insights? = nil, review: [ReviewPair] = [], edition: Int? = nil) {
        self.customers = customers
        self.insights = insights
        self.insights?.customers = []
        self.review = review
        self.edition = edition
    }
}

/// The writers that come with chatpool. A new writer is one line here, its own file, and a golden file.
public enum BuiltinWriters {
    /// All of them, in the order of the documentation.
    public static let all: [any PoolWriter] = [
        ExcelWorkbook(), HTMLReport(), CustomerLinesFile(),
        CustomerCSV(profile: .excel), CustomerCSV(profile: .upload), CustomerCSV(profile: .raw),
        VCardWriter(version: .three), VCardWriter(version: .four), googleContacts,
        CourierSheet(), CourierLines(),
        WeComRemarkTexts(), WeComRemarkLines(),
        fxiaokeCustomers, fxiaokeContacts, zohoLeads, zohoContacts, zohoDeals, hubSpot, salesforceLeads, salesforceContacts,
    ]

    /// The writer for a path by its extension, or by an id where one is given.
    ///
    /// - Throws: `.cannotWrite` when there is none.
    public static func writer(for path: String, format: String? = nil) throws(ImportError) -> any PoolWriter {
        if let format {
            guard let writer = all.first(where: { $0.format.id == format }) else {
                throw ImportError(.cannotWrite, "no such output format: \(format)" + NearestWord.advice(format, in: all.map(\.format.id)))
            }
            return writer
        }
        let fileExtension = path.split(separator: "/").last.flatMap { name in name.split(separator: ".").last.map { $0.lowercased() } } ?? ""
        guard let writer = all.first(where: { $0.format.ownsExtension && $0.format.fileExtension == fileExtension }) else {
            let sharing = all.filter { $0.format.fileExtension == fileExtension }.map(\.format.id)
            let known = all.filter(\.format.ownsExtension).map(\.format.fileExtension)
            throw ImportError(
                .cannotWrite,
                sharing.isEmpty
                    ? "no writer for this extension" + NearestWord.advice(fileExtension, in: known)
                    : "several kinds of file end so: say which with --format \(sharing.joined(separator: " or "))", at: SourcePosition(file: path))
        }
        return writer
    }
}
