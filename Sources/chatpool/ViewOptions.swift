import ArgumentParser
import ChatBytes
import ChatImport
import ChatModel
import Glibc
import ShopSettings

/// How the pool is looked at: the settings, the day, and what may be seen.
struct ViewOptions: ParsableArguments {
    @OptionGroup var file: SettingsOption

    @Option(help: ArgumentHelp("The day to look from, YYYY-MM-DD or today.", valueName: "date"))
    var asOf: String?

    @Flag(help: "Show names, numbers and addresses in part only: 张*, 138****5678.")
    var mask = false

    @Flag(help: "Leave out people who never ordered.")
    var onlyBuyers = false

    @Flag(help: "Show health remarks and the like.")
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
    @Option(help: ArgumentHelp("The settings; chatpool.yaml beside the pool when left out. 'chatpool config' prints one.", valueName: "file"))
    var config: String?

    /// The settings of a pool: the file that was given, else the one beside the pool, else the defaults.
    ///
    /// - Throws: `.badSettings` for a file that cannot be taken, `.unreadable` for one that was given and is not there.
    func settings(besides pool: String) throws(ImportError) -> Settings {
        let beside = (pool.lastIndex(of: "/").map { String(pool[...$0]) } ?? "") + Settings.fileName
        let path = config ?? beside
        if config == nil, unsafe access(path, F_OK) != 0 { return Settings() }
        let source = try ExportSource.open(path)
        let text = String(decoding: source.head(source.size), as: UTF8.self)
        do throws(SettingsError) {
            var settings = try Settings(yaml: text)
            if let catalog = settings.catalog, !catalog.hasPrefix("/"), let folder = path.lastIndex(of: "/") {
                settings.catalog = String(path[...folder]) + catalog
            }
            return settings
        } catch {
            throw ImportError(.badSettings, error.message, at: SourcePosition(file: path, line: error.line))
        }
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
