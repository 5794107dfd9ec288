import ArgumentParser
import ChatBytes
import ChatModel
import CustomerPool
import PoolWriters

/// `chatpool doctor`
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: Words.of("Says what the program runs with, and how the pool is."),
        discussion: Words.of(
            """
            Versions of the program and of its libraries, whether workbooks can be written and what to install where not, and of the pool: whether SQLite finds its
            file whole, what stands in it, its version, who may read it. Nothing is changed. Ends with 5 for a pool that cannot be used; with --strict, with 1 when
            anything needs to be looked after.

            Examples:
              chatpool doctor
              chatpool doctor --pool shop.db --json | jq .pool.counts
            """))

    @OptionGroup var pool: PoolOption

    @Flag(help: ArgumentHelp(Words.of("One line of JSON.")))
    var json = false

    @Flag(help: ArgumentHelp(Words.of("End with exit code 1 when anything needs to be looked after.")))
    var strict = false

    func run() throws {
        var report = DoctorReport(path: pool.path)
        try Exit.reporting { () throws(ImportError) in
            report.health = try PoolHealth.of(pool.path)
            try Output.write(json ? report.json : Array(report.text.utf8))
        }
        if let state = report.health?.state, state != .healthy, state != .earlier { throw Exit.cannotWrite }
        if strict, !report.advice.isEmpty { throw Exit.diagnostics }
    }
}

/// What `doctor` found.
struct DoctorReport {
    /// Where the pool is.
    var path: String
    /// How it is; nil when there is none.
    var health: PoolHealth?
    private let libraries = LinkedLibraries.versions + PoolHealth.libraries + [WorkbookLibrary.version].compactMap(\.self)

    init(path: String) { self.path = path }

    /// What needs to be looked after, a sentence each.
    var advice: [String] {
        var advice: [String] = []
        if WorkbookLibrary.version == nil {
            advice.append(
                Words.say(
                    "Workbooks cannot be written: libxlsxwriter is missing. On Debian and Ubuntu: apt install \(WorkbookLibrary.package)",
                    "无法写 Excel：缺少 libxlsxwriter。Debian 和 Ubuntu 上请运行：apt install \(WorkbookLibrary.package)"))
        }
        guard let health else { return advice }
        switch health.state {
        case .healthy, .earlier: break
        case .damaged:
            advice.append(
                Words.say(
                    "The pool is damaged: take a backup of it, or import the exports into a new pool (--pool FILE).",
                    "客户池已损坏：请用备份，或把聊天记录导入一个新的客户池（--pool 文件）。"))
        case .newer:
            advice.append(Words.say("The pool is of a newer version of chatpool: use that one.", "客户池是更新版本的 chatpool 写的：请用那个版本。"))
        case .foreign: advice.append(Words.say("The file is no pool.", "这个文件不是客户池。"))
        }
        if !health.isPrivate {
            advice.append(Words.say("Others on this machine may read the pool: chmod 600 makes it yours alone.", "这台机器上的其他人也能读客户池：请用 chmod 600 设为仅自己可读。"))
        }
        if !health.isWritable { advice.append(Words.say("The pool cannot be written by you: imports will fail.", "您不能写这个客户池：导入会失败。")) }
        return advice
    }

    /// As people read it.
    var text: String {
        func line(_ name: String, _ value: String) -> String { "  " + Layout.padded(name, to: 16) + value + "\n" }
        var text = "chatpool \(ChatPool.version)\n\n" + Words.say("Libraries", "程序库") + "\n"
        for library in libraries { text += line(library.name, library.version) }
        if let path = WorkbookLibrary.path { text += line("", PlainText.terminal(path)) }
        text += "\n" + Words.say("Pool", "客户池") + "\n" + line(Words.say("file", "文件"), PlainText.terminal(path))
        guard let health else { return text + line(Words.say("state", "状态"), Words.say("there is none yet", "还没有")) + advised }
        text += line(Words.say("state", "状态"), state(health.state))
        text += line(Words.say("version", "版本"), Words.say("\(health.schema) of \(health.knownSchema)", "\(health.schema)（程序：\(health.knownSchema)）"))
        text += line(Words.say("size", "大小"), bytes(health.bytes) + (health.journalBytes > 0 ? " + \(bytes(health.journalBytes))" : ""))
        text += line(Words.say("permissions", "权限"), octal(health.mode))
        for count in health.counts { text += line(Self.name(of: count), String(count.number)) }
        for fault in health.faults { text += line(Words.say("fault", "问题"), PlainText.terminal(fault)) }
        return text + advised
    }

    private var advised: String { advice.isEmpty ? "" : "\n" + advice.map { $0 + "\n" }.joined() }

    private func state(_ state: PoolHealth.State) -> String {
        switch state {
        case .healthy: Words.say("whole", "完好")
        case .earlier: Words.say("whole, of an earlier version; the next command brings it up to date", "完好，旧版本；下一个命令会自动更新")
        case .newer: Words.say("of a newer version", "更新的版本")
        case .damaged: Words.say("damaged", "已损坏")
        case .foreign: Words.say("no pool", "不是客户池")
        }
    }

    private static func name(of count: PoolHealth.Count) -> String {
        let chinese = ["files": "文件", "chats": "聊天", "messages": "消息", "records": "记录", "customers": "客户", "questions": "待核对", "decisions": "决定"]
        return Words.say(count.name, chinese[count.name] ?? count.name)
    }

    private func bytes(_ count: Int) -> String { count < 1 << 20 ? "\((count + 1023) >> 10) KB" : "\((count + (1 << 20) - 1) >> 20) MB" }

    private func octal(_ mode: Int) -> String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 3 - digits.utf8.count)) + digits
    }

    /// As programs read it: `docs/schema/doctor.schema.json`.
    var json: [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.key("version")
        json.string(ChatPool.version)
        json.key("libraries")
        json.beginArray()
        for library in libraries {
            json.beginObject()
            json.key("name")
            json.string(library.name)
            json.key("version")
            json.string(library.version)
            json.endObject()
        }
        json.endArray()
        json.key("workbooks")
        json.beginObject()
        json.key("can_be_written")
        json.bool(WorkbookLibrary.version != nil)
        json.key("package")
        json.string(WorkbookLibrary.package)
        if let path = WorkbookLibrary.path {
            json.key("path")
            json.string(path)
        }
        json.endObject()
        json.key("pool")
        write(health, &json)
        json.key("advice")
        json.beginArray()
        for sentence in advice { json.string(sentence) }
        json.endArray()
        json.endObject()
        json.endLine()
        return json.bytes
    }

    private func write(_ health: PoolHealth?, _ json: inout JSONWriter) {
        json.beginObject()
        json.key("file")
        json.string(path)
        json.key("state")
        json.string(health?.state.rawValue ?? "none")
        if let health {
            json.key("schema")
            json.integer(health.schema)
            json.key("known_schema")
            json.integer(health.knownSchema)
            json.key("bytes")
            json.integer(health.bytes)
            json.key("journal_bytes")
            json.integer(health.journalBytes)
            json.key("permissions")
            json.string(octal(health.mode))
            json.key("private")
            json.bool(health.isPrivate)
            json.key("writable")
            json.bool(health.isWritable)
            json.key("counts")
            json.raw(Array("{\(health.counts.map { "\"\($0.name)\":\($0.number)" }.joined(separator: ","))}".utf8))
            json.key("faults")
            json.beginArray()
            for fault in health.faults { json.string(fault) }
            json.endArray()
        }
        json.endObject()
    }
}
