import ArgumentParser
import ChatImport
import ChatModel
import Dispatch
import Glibc
import PoolDesk
import PoolWriters
import ShopSettings
import Synchronization

/// `chatpool desk`
struct DeskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "desk", abstract: Words.of("Opens the pool in the browser."),
        discussion: Words.of(
            """
            Pages to import, to find customers and see where every word was said, to answer what is to be checked, to look after people and to write files: in Chinese or
            English, as the browser asks. They are served to this machine alone (127.0.0.1) and to who has the link, which opens them once; no connection leaves the machine.
            Ends by Ctrl-C, or by itself when no page has asked for --idle-minutes.

            Examples:
              chatpool desk
              chatpool desk --pool shop.db --read-only
            """))

    @OptionGroup var pool: PoolOption
    @OptionGroup var settings: SettingsOption
    @Option(help: ArgumentHelp(Words.of("The port; one that is free when left out."))) var port: UInt16?
    @Option(help: ArgumentHelp(Words.of("The day to look from, YYYY-MM-DD; today when left out."))) var asOf: String?
    @Flag(help: ArgumentHelp(Words.of("Look at the pool and change nothing."))) var readOnly = false
    @Flag(help: ArgumentHelp(Words.of("Print the link and open no browser."))) var noBrowser = false
    @Option(help: ArgumentHelp(Words.of("Minutes without a request after which the desk ends; an open page asks every minute."), valueName: "minutes"))
    var idleMinutes =
        30

    func validate() throws {
        if !(1...10_080).contains(idleMinutes) { throw ValidationError("--idle-minutes takes 1 to 10080") }
        if let asOf, Timestamp(iso8601: asOf)?.precision != .day { throw ValidationError("--as-of takes a date like 2024-05-31") }
    }

    func run() throws {
        try Exit.reporting { () throws(ImportError) in try serve() }
    }

    private func serve() throws(ImportError) {
        let path = pool.path
        let file = settings.place(besides: path)
        let first = try file.settings()
        let kept = KeptSettings(first, try Self.run(first))
        let day = asOf.flatMap { Timestamp(iso8601: $0)?.dayNumber }
        var options = Desk.Options(pool: path, run: kept.run) {
            // Whoever sits at the desk sees whom they know; what is masked is masked in files.
            let settings = kept.settings
            var shown = PrivacyOptions()
            shown.includesSensitive = settings.privacy.includesSensitive
            return PoolView(insights: settings.insights, privacy: shown, asOf: day ?? ViewOptions.today)
        } fileView: {
            // What the desk writes looks from the desk's day: its figures are those of its pages.
            PoolView(insights: kept.settings.insights, privacy: kept.settings.privacy, asOf: day ?? ViewOptions.today)
        }
        options.changingRun = { kept.run }
        options.settings = DeskSettings {
            () throws(ImportError) in
            try file.form().fields
        } keep: { (typed) throws(ImportError) in
            let (text, refused) = try file.form().file(typing: typed)
            try file.write(text)
            let settings = try file.settings()
            kept.set(settings, try Self.run(settings))
            return refused
        }
        options.port = port
        options.isReadOnly = readOnly
        options.idleMinutes = idleMinutes
        let desk = try Desk(options)
        let opensBrowser = !noBrowser && Terminal.isInteractive
        let failure = Mutex<ImportError?>(nil)
        let outcome = Outcome(failure)
        let isDone = DispatchSemaphore(value: 0)
        let serving = Task {
            do throws(ImportError) {
                try await desk.run { link in
                    // The link is what the command is for: it goes to standard output, alone on its line.
                    do throws(ImportError) { try Output.write(link + "\n") } catch { outcome.keep(error) }
                    Terminal.error(Words.say("The desk is open; Ctrl-C ends it.", "工作台已打开，按 Ctrl-C 结束。"))
                    if opensBrowser { Browser.open(link) }
                }
            } catch {
                outcome.keep(error)
            }
            isDone.signal()
        }
        let signals = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { serving.cancel() }
            source.resume()
            return source
        }
        isDone.wait()
        for source in signals { source.cancel() }
        desk.end()
        if let error = outcome.kept { throw error }
    }

    private static func run(_ settings: Settings) throws(ImportError) -> ImportRun.Options {
        var run = ImportRun.Options(settings)
        run.usualOwners = settings.owner
        if let catalog = settings.catalog { run.catalog = try ProductList.read(catalog) }
        return run
    }

    /// The settings as they stand while the desk is open.
    private final class KeptSettings: Sendable {
        private let now: Mutex<(settings: Settings, run: ImportRun.Options)>

        init(_ settings: Settings, _ run: ImportRun.Options) { now = Mutex((settings, run)) }

        var settings: Settings { now.withLock { $0.settings } }
        var run: ImportRun.Options { now.withLock { $0.run } }
        func set(_ settings: Settings, _ run: ImportRun.Options) { now.withLock { $0 = (settings, run) } }
    }

    /// What ended the desk before its time.
    private final class Outcome: Sendable {
        private let error: Mutex<ImportError?>

        init(_ error: consuming Mutex<ImportError?>) { self.error = error }

        func keep(_ new: ImportError) { error.withLock { $0 = $0 ?? new } }
        var kept: ImportError? { error.withLock { $0 } }
    }
}

/// The seller's browser.
private enum Browser {
    /// Opens a link with the first of the system's openers that is there; nothing happens where there is none.
    static func open(_ link: String) {
        for opener in ["xdg-open", "wslview", "open"] {
            var process = pid_t()
            let (name, argument) = unsafe (strdup(opener), strdup(link))
            defer {
                unsafe free(name)
                unsafe free(argument)
            }
            var arguments: [UnsafeMutablePointer<CChar>?] = unsafe [name, argument, nil]
            if unsafe posix_spawnp(&process, opener, nil, nil, &arguments, environ) == 0 { return }
        }
    }
}
