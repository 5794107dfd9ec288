public import ChatModel

/// Writes the pool as one kind of file.
public protocol PoolWriter: Sendable {
    /// What the file is.
    var format: WriterFormat { get }
    /// Writes the customers; the file appears whole or not at all.
    ///
    /// - Throws: `.cannotWrite` with the system's reason.
    func write(_ pool: PoolContents, to path: String) throws(ImportError)
}

/// What a writer writes.
public struct WriterFormat: Sendable, Hashable {
    /// Kebab-case name for `--format`.
    public var id: String
    /// The file extension that chooses it, without a dot; several writers may share one, the first in the list has it.
    public var fileExtension: String
    /// One line for the user.
    public var summary: String

    /// A kind of file.
    public init(id: String, fileExtension: String, summary: String) {
        self.id = id
        self.fileExtension = fileExtension
        self.summary = summary
    }
}

/// The pool as writers get it.
public struct PoolContents: Sendable {
    /// The customers, in the order in which they are written.
    public var customers: [Customer]
    /// What is concluded about them, in their order; nil when nobody asked.
    public var insights: Insights?
    /// Pairs of customers that may be one person, the most worth asking first.
    public var review: [ReviewPair] = []
    /// The number of this writing of the pool: the workbook says it (label `EditableField.editionLabel`), so that a copy that comes back is compared with what
    /// it was written with.
    public var edition: Int?

    /// The pool of these customers.
    public init(customers: [Customer], insights: Insights? = nil, review: [ReviewPair] = [], edition: Int? = nil) {
        self.customers = customers
        self.insights = insights
        self.review = review
        self.edition = edition
    }
}

/// The writers that come with chatpool. A new writer is one line here, its own file, and a golden file.
public enum BuiltinWriters {
    /// All of them, in the order of the documentation.
    public static let all: [any PoolWriter] = [
        ExcelWorkbook(), CustomerCSV(profile: .excel), CustomerCSV(profile: .raw), CustomerLinesFile(),
    ]

    /// The writer for a path by its extension, or by an id where one is given.
    ///
    /// - Throws: `.cannotWrite` when there is none.
    public static func writer(for path: String, format: String? = nil) throws(ImportError) -> any PoolWriter {
        if let format {
            guard let writer = all.first(where: { $0.format.id == format }) else {
                throw ImportError(.cannotWrite, "no such output format: \(format); known: \(all.map(\.format.id).joined(separator: ", "))")
            }
            return writer
        }
        let fileExtension = path.split(separator: "/").last.flatMap { name in name.split(separator: ".").last.map { $0.lowercased() } } ?? ""
        guard let writer = all.first(where: { $0.format.fileExtension == fileExtension }) else {
            let known = all.reduce(into: [String]()) { list, writer in
                if !list.contains(writer.format.fileExtension) { list.append(writer.format.fileExtension) }
            }
            throw ImportError(
                .cannotWrite, "no writer for this extension; known: \(known.joined(separator: ", "))", at: SourcePosition(file: path))
        }
        return writer
    }
}
