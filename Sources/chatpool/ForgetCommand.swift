import ArgumentParser
import ChatImport
import ChatModel
import CustomerPool
import PoolWriters

/// `chatpool forget CUSTOMER`
struct ForgetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: Words.of("Takes a person out of the pool for good."),
        discussion: Words.of(
            """
            Chats, messages, orders, decisions and history of the person go, and their numbers and names in what others wrote in the same chats. Only a keyed hash of
            accounts and numbers stays, so that the same exports do not bring them back. It cannot be undone. Exports and files written earlier are
            yours to delete: the command says what they are.
            """))

    @Argument(help: ArgumentHelp(Words.of("The customer: number, phone, name or nickname."))) var customer: String
    @Flag(help: ArgumentHelp(Words.of("Do it without asking again."))) var yes = false
    @OptionGroup var pool: PoolOption
    @OptionGroup var settings: SettingsOption

    func run() throws {
        let store = try Deciding.open(pool)
        let person = try CustomerChoice.one(customer, in: store)
        guard yes || confirmed(person) else {
            throw Deciding.refused("nothing was done; this cannot be undone, say --yes to do it", "未执行：此操作无法撤销，确认请加 --yes")
        }
        var isScrubbed = true
        try Exit.reporting { () throws(ImportError) in
            let report = try Deciding.importRun(store, settings).forget(person)
            Terminal.error(
                Words.say(
                    "Forgotten: \(report.chats) chats, \(report.messages) messages, \(report.rows) rows, \(report.decisions) decisions; blotted out in \(report.blotted) messages of others",
                    "已删除：\(report.chats) 个聊天，\(report.messages) 条消息，\(report.rows) 行表格，\(report.decisions) 个决定；在他人 \(report.blotted) 条消息中抹去"))
            Terminal.error(
                Words.say(
                    "Not in the pool's power: the exports themselves, files written earlier (workbook, CSV, …) and backups. Write your outputs again and delete old copies.",
                    "不在客户池之内、需要您自己处理：原始导出文件、以前写出的表格和备份。请重新导出并删除旧文件。"))
            // Their names often are people's: they are what was asked for, and no matter for a log.
            for path in report.inputs + report.copies { try Output.write("  \(PlainText.terminal(path))\n") }
            if !report.isScrubbed {
                Terminal.error(
                    Words.say(
                        "chatpool: another program has the pool open: what was taken out still stands in \(pool.path) and \(pool.path)-wal. Close it, then run any command that changes the pool.",
                        "chatpool：另一个程序正打开着客户池：已删除的内容仍留在 \(pool.path) 和 \(pool.path)-wal 中。请关闭它，再运行一次会修改客户池的命令。"))
            }
            isScrubbed = report.isScrubbed
        }
        // What was asked for is not done yet.
        if !isScrubbed { throw Exit.cannotWrite }
    }

    private func confirmed(_ person: Customer) -> Bool {
        guard Terminal.isInteractive else { return false }
        Terminal.write(Words.say("Forget this customer for good? ", "确定彻底删除这位客户吗？") + CustomerChoice.line(person) + " [y/N] ")
        return ["y", "yes", "是"].contains(readLine(strippingNewline: true)?.lowercased() ?? "")
    }
}
