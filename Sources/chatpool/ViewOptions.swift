import ArgumentParser
import ChatBytes
import ChatImport
import ChatModel
import Glibc
import ShopSettings

/// How the pool is looked at: the settings, the day, and what may be seen.
struct ViewOptions: ParsableArguments {
    @OptionGroup var file: SettingsOption

    @Option(help: ArgumentHelp(Words.of("The day to look from, YYYY-MM-DD or today."), valueName: "date"))
    var asOf: String?

    @Flag(help: ArgumentHelp(Words.of("Show names, numbers and addresses in part only: 张*, 138****5678.")))
    var mask = false

    @Flag(help: ArgumentHelp(Words.of("Leave out people who never ordered.")))
    var onlyBuyers = false

    @Flag(help: ArgumentHelp(Words.of("Show health remarks and the like.")))
    var includeSensitive = false

    func validate() throws {
        if let asOf, asOf != "today", Timestamp(iso8601: asOf)?.precision != .day { throw ValidationError("--as-of takes a date like 2024-05-31, or today") }
    }

    /// The day that was asked for (see `CivilDay`); nil when none was.
    var day: Int? { asOf == "today" ? Self.today : asOf.flatMap { Timestamp(iso8601: $0)?.dayNumber } }

    /// Today on the machine's clock.
    static var today: Int {
        var now = time(nil)
        var local = unsafe tm()
        guard unsafe localtime_r(&now, &local) != nil else { return Int(now / 86_400) }
        return unsafe CivilDay.number(year: Int(local.tm_year) + 1900, month: Int(local.tm_mon) + 1, day: Int(local.tm_mday))
    }

    /// The settings of a pool (see ``SettingsOption``).
    func settings(besides pool: String) throws(ImportError) -> Settings { try file.settings(besides: pool) }

    /// The view that settings and options give together.
    func view(_ settings: Settings) -> PoolView {
        var privacy = settings.privacy
        privacy.masks = privacy.masks || mask
        privacy.onlyBuyers = privacy.onlyBuyers || onlyBuyers
        privacy.includesSensitive = privacy.includesSensitive || includeSensitive
        return PoolView(insights: settings.insights, privacy: privacy, asOf: day)
    }
}

/// Where the settings are.
struct SettingsOption: ParsableArguments {
    @Option(help: ArgumentHelp(Words.of("The settings; chatpool.yaml beside the pool when left out. 'chatpool config' prints one."), valueName: "file"))
    var config: String?

    /// The settings of a pool: the file that was given, else the one beside the pool, else the defaults.
    ///
    /// - Throws: `.badSettings` for a file that cannot be taken, `.unreadable` for one that was given and is not there.
    func settings(besides pool: String) throws(ImportError) -> Settings { try place(besides: pool).settings() }

    /// Where the settings of a pool are.
    func place(besides pool: String) -> SettingsPlace {
        let beside = (pool.lastIndex(of: "/").map { String(pool[...$0]) } ?? "") + Settings.fileName
        return SettingsPlace(path: config ?? beside, isGiven: config != nil)
    }
}

/// A file of settings, which may not be there.
struct SettingsPlace: Sendable {
    let path: String
    /// Whether the user named it: it has to be there.
    let isGiven: Bool

    /// The settings; the defaults where there is no file and none was named.
    func settings() throws(ImportError) -> Settings {
        guard let text = try text() else { return Settings() }
        do throws(SettingsError) {
            var settings = try Settings(yaml: text)
            if let catalog = settings.catalog, !catalog.hasPrefix("/"), let folder = path.lastIndex(of: "/") {
                settings.catalog = String(path[...folder]) + catalog
            }
            return settings
        } catch {
            throw failure(error)
        }
    }

    /// The settings as a form.
    func form() throws(ImportError) -> SettingsForm {
        let text = try text() ?? ""
        do throws(SettingsError) { return try SettingsForm(yaml: text) } catch { throw failure(error) }
    }

    /// Writes the file.
    func write(_ text: String) throws(ImportError) {
        let file = try AtomicFile(path)
        var output = OutputBuffer(descriptor: file.descriptor)
        let bytes = Array(text.utf8)
        output.append(0..<bytes.count, of: bytes)
        try output.flush()
        try file.commit()
    }

    private func text() throws(ImportError) -> String? {
        if !isGiven, unsafe access(path, F_OK) != 0 { return nil }
        let source = try ExportSource.open(path)
        return String(decoding: source.head(source.size), as: UTF8.self)
    }

    private func failure(_ error: SettingsError) -> ImportError {
        ImportError(.badSettings, error.message, at: SourcePosition(file: path, line: error.line))
    }
}

extension ImportRun.Options {
    /// What the settings say about how customers come of records; owner and product list are the reading's.
    init(_ settings: Settings) {
        self.init()
        region = settings.region
        insights = settings.insights
        keepMonths = settings.privacy.keepMonths.map { Int($0) }
    }
}
