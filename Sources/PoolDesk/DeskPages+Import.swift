import ChatBytes
import ChatImport
import ChatModel
import CustomerPool

/// Import: files of the browser into the pool, and what became of each.
extension DeskPages {
    func importPage() async throws(ImportError) -> DeskResponse {
        let now = work.now
        let last = try await work.read { (pool) throws(ImportError) in try pool.lastImport() }
        var fields: Fields = [
            "is_running": now.doing == .importing || now.doing == .waiting, "imports": now.imports,
            "limit": words["upload_limit", DeskUploads.limits.memberBytes >> 30],
            "is_first": work.seen.count == 0, "max_bytes": DeskUploads.limits.memberBytes,
        ]
        if let last, !isReadOnly, now.doing == .nothing || now.doing == .looking {
            let day = moment(Timestamp(unixSeconds: last.at, offsetMinutes: Clock.offset))
            fields["undo"] = words["undo_import_words", day, last.sources]
        }
        if now.imports > 0, let failure = now.failure { fields["failure"] = words.find("fault_" + failure.code.name) ?? failure.code.name }
        if now.imports > 0, let report = now.report { fields["report"] = self.report(report) }
        return page("import", "import", title: words["nav_import"], fields)
    }

    /// A run in words.
    private func report(_ report: RunReport) -> Fields {
        let read = report.files.filter(\.isRead)
        let failed = report.files.filter { $0.failure != nil && $0.clutter == nil }
        let clutter = report.files.count { $0.failure != nil && $0.clutter != nil }
        let odd = report.files.filter { $0.failure == nil && $0.diagnostics.contains { $0.severity >= .warning } }
        func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
        var lines = [
            words["report_read", read.count, Self.grouped(Double(report.messages))],
            words["report_new", Self.grouped(Double(report.newMessages)), Self.grouped(Double(report.repeatedMessages))],
            words[
                "report_pool", Self.grouped(Double(report.customers)), Self.grouped(Double(report.customers - report.customersBefore)), report.orders,
                report.conversations],
        ]
        if report.ownerNames.isEmpty {
            if report.conversations > 0 { lines.append(words["report_no_owner"]) }
        } else {
            lines.append(words["report_owner", report.ownerNames.joined(separator: words["list_comma"])])
        }
        if clutter > 0 { lines.append(words["report_clutter", clutter]) }
        return [
            "lines": lines.map { ["text": $0] as Fields },
            "failed": failed.map { file in
                ["name": name(file.path), "why": file.failure.map(shown) ?? ""] as Fields
            }, "has_failed": !failed.isEmpty,
            "odd": odd.prefix(50).map { file in
                [
                    "name": name(file.path),
                    "notes": file.diagnostics.filter { $0.severity >= .warning }.prefix(5).map { diagnostic in
                        ["text": shown(diagnostic), "line": diagnostic.position.line.map { words["line_n", $0] } ?? "", "count": "\(diagnostic.count)"]
                            as Fields
                    },
                ] as Fields
            }, "has_odd": !odd.isEmpty, "is_nothing": read.isEmpty,
        ]
    }

    func importStep(_ step: String, _ form: FormText) async throws(ImportError) -> DeskResponse {
        switch step {
        case "begin": return .text(try desk.uploads.begin(), status: 200)
        case "run":
            guard let number = form["batch"], let folder = desk.uploads.take(number) else { return .text("no such import\n", status: 404) }
            work.importing(folder)
            return .seeOther("/import")
        case "undo":
            work.undoImport()
            return .seeOther("/import?said=import_undone")
        default: return desk.message(words, "error_no_page", status: 404)
        }
    }

    func upload() async throws(ImportError) -> DeskResponse {
        guard let number = query["batch"], let name = query["name"], let length = request.headers["content-length"].flatMap(Int.init) else {
            return .text("no such import\n", status: 404)
        }
        switch try await desk.uploads.take(name, in: number, length: length, request.body) {
        case .kept: return .text("kept\n", status: 200)
        case .noSuchImport: return .text("no such import\n", status: 404)
        case .tooLarge: return .text("too large\n", status: 413)
        case .badName: return .text("bad name\n", status: 400)
        }
    }
}
