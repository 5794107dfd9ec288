import ChatBytes
import ChatImport
import ChatModel
import CustomerPool
import PoolWriters

/// Write: the pool as every kind of file.
extension DeskPages {
    func writePage(_ written: Fields = [:]) -> DeskResponse {
        let writers: [Fields] = (BuiltinWriters.all + [ProductListDraft()]).map { writer in
            [
                "id": writer.format.id, "name": words.find("writer_" + writer.format.id) ?? writer.format.id, "extension": "." + writer.format.fileExtension,
                "summary": words.find("writer_text_" + writer.format.id) ?? writer.format.summary,
            ]
        }
        let fields: Fields = ["writers": writers, "is_pool_empty": work.seen.count == 0, "max_bytes": DeskUploads.limits.memberBytes]
        return page("write", "write", title: words["nav_write"], fields.merging(written) { $1 })
    }

    /// Writes the pool and says what came of it: the files, and what the target's limits changed.
    func write(_ id: String) async throws(ImportError) -> DeskResponse {
        var found = BuiltinWriters.all.first { $0.format.id == id }
        if id == ProductListDraft().format.id {
            found = ProductListDraft(known: try await work.read { (pool) throws(ImportError) in try ProductListDraft.known(of: pool) })
        }
        guard let writer = found else { return desk.message(words, "error_no_page", status: 404) }
        return try await write(with: writer, to: try desk.uploads.outgoing("customers-\(id).\(writer.format.fileExtension)"))
    }

    /// Fills the workbook that the browser has sent.
    func fillTemplate(_ form: FormText) async throws(ImportError) -> DeskResponse {
        guard let folder = form["batch"].flatMap(desk.uploads.take) else { return .seeOther("/write?said=template_none") }
        defer { desk.uploads.remove(folder) }
        guard let name = (DiskNames.entries(of: folder) ?? []).sorted().first else { return .seeOther("/write?said=template_none") }
        do throws(ImportError) {
            return try await write(with: TemplateWriter(template: folder + "/" + name), to: try desk.uploads.outgoing("filled.xlsx"))
        } catch {
            // What is wrong with the table is the seller's to mend: the page says it.
            return writePage(["template_failure": shown(error)])
        }
    }

    private func write(with writer: any PoolWriter, to path: String) async throws(ImportError) -> DeskResponse {
        let view = desk.options.fileView()
        let writing: @Sendable (PoolStore, Bool) throws(ImportError) -> [Diagnostic] = { (pool, isKept) throws(ImportError) in
            let contents = try view.contents(of: pool, isKept: isKept)
            let notes = try writer.write(contents, to: path)
            if isKept {
                try WrittenFiles.remember(path, in: pool)
                if writer.format.handsParcels { try HandedParcels.remember(contents, in: pool) }
            }
            return notes
        }
        let notes: [Diagnostic]
        if isReadOnly {
            notes = try await work.read { (pool) throws(ImportError) in try writing(pool, false) }
        } else {
            // What stands in the cells is kept, so that a workbook that comes back is compared with what it was written with.
            notes = try await work.keep { (pool) throws(ImportError) in try writing(pool, true) }
        }
        return writePage([
            "is_written": true, "files": desk.uploads.outgoing.map { ["name": $0, "href": "/write/file?name=" + FormText.encoded($0)] as Fields },
            "notes": notes.prefix(50).map { ["text": shown($0), "count": "\($0.count)"] as Fields }, "has_notes": !notes.isEmpty,
        ])
    }

    /// A file that was written.
    func writtenFile() -> DeskResponse {
        let name = query["name"] ?? ""
        guard desk.uploads.outgoing.contains(name) else { return desk.message(words, "error_no_page", status: 404) }
        return DeskResponse(
            status: 200, headers: [("Content-Type", "application/octet-stream"), ("Content-Disposition", "attachment; filename=\"\(name)\"")],
            body: .file(desk.uploads.outgoingFolder + "/" + name))
    }
}
