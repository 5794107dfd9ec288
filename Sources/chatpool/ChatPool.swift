import ArgumentParser
import ChatModel
import CustomerPool
import Glibc

/// Runs the command and ends with the contract's exit codes.
@main
enum Main {
    static func main() {
        let code = run()
        OpenDatabases.closeAll()
        HeldLocks.release()
        exit(code)
    }

    private static func run() -> Int32 {
        guard FileHandles.areEnough else {
            let least = FileHandles.least
            Terminal.error(
                Words.say("chatpool: too few files may be open at once: \(least) are needed (ulimit -n)", "chatpool：可同时打开的文件太少：至少需要 \(least) 个（ulimit -n）"))
            return Exit.cannotWrite.rawValue
        }
        if let problem = ChatPool.unknownCommand(Array(CommandLine.arguments.dropFirst())) {
            Terminal.error(Words.say("chatpool: ", "chatpool：") + problem)
            return Exit.usage.rawValue
        }
        do {
            var command = try ChatPool.parseAsRoot()
            try command.run()
            return 0
        } catch {
            let code = ChatPool.exitCode(for: error)
            let english = ChatPool.fullMessage(for: error)
            let message = Terminal.isChinese ? Help.chinese(english) : english
            if code == .success {
                guard !message.isEmpty else { return 0 }
                do {
                    try Exit.reporting { () throws(ImportError) in try Output.write(message + "\n") }
                    return 0
                } catch {
                    return ChatPool.exitCode(for: error).rawValue
                }
            }
            if !message.isEmpty { Terminal.errors(message) }
            // The contract's code for wrong usage is 2, not sysexits' 64.
            return code == .validationFailure ? Exit.usage.rawValue : code.rawValue
        }
    }
}

/// The command line: one file per command, nothing here but the list of them.
struct ChatPool: ParsableCommand {
    /// The version of program and library: semantic versioning, see `CHANGELOG.md`.
    static let version = "0.2.0"

    static let configuration = CommandConfiguration(
        commandName: "chatpool",
        abstract: Words.of("Turns a seller's exported chats into one clean customer pool."),
        discussion: Words.of(
            """
            Everything runs on this machine; nothing is sent anywhere.

            Examples:
              chatpool import ~/exports -o customers.xlsx      read a folder of exports, write the workbook
              chatpool import more.zip -o customers.xlsx       add to the same pool
              chatpool followup                                whom to look after today
              chatpool messages chat.txt | head                see what was read
              chatpool parse < blocks.txt                      names, phones and addresses out of pasted blocks

            Exit codes: 0 done, 1 done with diagnostics under --strict, 2 usage, 3 unreadable input, 4 no known format in any input, 5 cannot write.
            """),
        version: version,
        subcommands: [
            ImportCommand.self, ExportCommand.self, MessagesCommand.self, ExtractCommand.self, ActsCommand.self, ParseCommand.self, RecordsCommand.self,
            ResolveCommand.self,
            CustomersCommand.self,
            FormatsCommand.self,
            DeskCommand.self, DueCommand.self, FollowUpCommand.self, ProductsCommand.self, ConfigCommand.self,
            ShowCommand.self, ExplainCommand.self, MergeCommand.self, SplitCommand.self, NotSameCommand.self, EditCommand.self, UndoCommand.self,
            ForgetCommand.self, AuditCommand.self, DoctorCommand.self,
        ])

    /// What the first word of a command line may be.
    private static var names: [String] {
        configuration.subcommands.flatMap { [$0.configuration.commandName].compactMap(\.self) + $0.configuration.aliases } + ["help"]
    }

    /// The command that a command line names and that there is not, also behind `help`; nil when there is nothing to say against it.
    static func unknownCommand(_ arguments: [String]) -> String? {
        let words = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
        guard let word = words.first, !word.hasPrefix("-"), !names.contains(word) else { return nil }
        return Words.say("there is no command '\(word)'", "没有命令“\(word)”") + advice(word)
    }

    private static func advice(_ word: String) -> String {
        NearestWord.of(word, in: names).map { Words.say("; did you mean '\($0)'?", "；是不是“\($0)”？") }
            ?? Words.say("; 'chatpool --help' lists them all", "；chatpool --help 列出全部命令")
    }
}
