import ArgumentParser
import ChatModel
import ShopSettings

/// `chatpool config`
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: Words.of("Prints the settings file with every key, its meaning and its default."),
        discussion: Words.of(
            """
            Settings are read from chatpool.yaml beside the pool, or from the file that --config names. No file is needed.

            Example:
              $ chatpool config > chatpool.yaml
            """))

    func run() throws { try Exit.reporting { () throws(ImportError) in try Output.write(Settings.defaultFile) } }
}
