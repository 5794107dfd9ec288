// swift-tools-version: 6.2
import PackageDescription

// One rule for every module: Swift 6, explicit existentials, explicit imports, and `unsafe` spelled out where memory
// is handled by hand. Warnings are errors where CI says so.
let settings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .strictMemorySafety(),
    ] + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// A module of the house: what it is called and which rooms below it may enter.
func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["TestSupport"], swiftSettings: settings)
}

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
// SQLite's own functions, for the databases of messengers.
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")

// libphonenumber is linked statically, with what it stands on: its eleven shared libraries would take a third of the program's start-up time.
let phoneNumberLibraries =
    [":libphonenumber.a", ":libprotobuf.a"]
    + [
        "hash", "raw_hash_set", "hashtablez_sampler", "city", "low_level_hash", "exponential_biased", "synchronization", "graphcycles_internal",
        "malloc_internal",
        "stacktrace", "symbolize", "debugging_internal", "demangle_internal", "time", "civil_time", "time_zone", "bad_variant_access", "bad_optional_access",
        "strings", "strings_internal", "int128", "throw_delegate", "base", "spinlock_wait", "raw_logging_internal", "log_severity",
    ].map { ":libabsl_\($0).a" } + ["icuuc", "icui18n"]

let package = Package(
    name: "chatpool",
    platforms: [.macOS("26.0")],
    products: [
        // Each with the modules whose values its own functions take and return.
        .library(name: "ChatReaders", targets: ["ChatReaders", "ChatBytes", "ChatModel"]),
        .library(name: "ChatExtract", targets: ["ChatExtract", "ChatModel"]),
        .library(name: "ChatIdentity", targets: ["ChatIdentity", "ChatModel"]),
        .library(name: "CustomerPool", targets: ["CustomerPool", "ChatIdentity", "ChatModel"]),
        .library(
            name: "ChatImport", targets: ["ChatImport", "ChatBytes", "ChatExtract", "ChatModel", "ChatReaders", "CustomerPool", "PoolInsights", "PoolWriters"]),
        .executable(name: "chatpool", targets: ["chatpool"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: [
        // MARK: Shims over system libraries
        .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "CICU", linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icui18n")]),
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .target(name: "CXLSXWriter", linkerSettings: [.linkedLibrary("dl")]),
        .target(
            name: "CPhoneNumber",
            linkerSettings: (phoneNumberLibraries + ["stdc++"]).map { .linkedLibrary($0) }),
        .target(name: "CKeyedHash", linkerSettings: [.linkedLibrary("nettle")]),
        .target(name: "CGazetteerData"),
        .target(name: "CReaderData"),
        .target(name: "CSystem"),
        .target(name: "CIdentityData"),
        .target(name: "CActData"),
        .target(name: "CDeskData"),

        // MARK: The house, from the cellar up
        module("JSONText", ["CSystem"]),
        module("ChatModel", []),
        module("ChatBytes", ["ChatModel", "JSONText", "CSystem", "CXML", "CICU", "CArchive", sqlite]),
        module("Gazetteer", ["ChatModel", "CGazetteerData"]),
        module("ChatReaders", ["ChatModel", "ChatBytes", "CReaderData"]),
        module("ChatExtract", ["ChatModel", "JSONText", "Gazetteer", "CPhoneNumber", "CICU"]),
        module("ChatActs", ["ChatModel", "Gazetteer", "ChatExtract", "CActData", "CSystem"]),
        module("OrderLedger", ["ChatModel"]),
        module("ChatInterpret", ["ChatModel", "JSONText", "ChatExtract", "OrderLedger", "CIdentityData"]),
        module("ChatIdentity", ["ChatModel", "JSONText", "Gazetteer", "CIdentityData"]),
        module("CustomerPool", ["ChatModel", "JSONText", "ChatIdentity", "CKeyedHash", grdb]),
        module("PoolInsights", ["ChatModel"]),
        module("ShopSettings", ["ChatModel", .product(name: "Yams", package: "Yams")]),
        module("PoolWriters", ["ChatModel", "ChatBytes", "ChatReaders", "Gazetteer", "CXLSXWriter"]),
        module(
            "ChatImport",
            [
                "ChatModel", "ChatBytes", "Gazetteer", "ChatReaders", "ChatExtract", "ChatActs", "ChatInterpret", "ChatIdentity", "CustomerPool",
                "PoolInsights", "PoolWriters",
            ]),
        module(
            "PoolDesk",
            [
                "ChatModel", "ChatBytes", "JSONText", "ChatExtract", "CustomerPool", "PoolWriters", "ChatImport", "ShopSettings", "CDeskData",
                .product(name: "FlyingSocks", package: "FlyingFox"),
                .product(name: "Mustache", package: "swift-mustache"),
            ]),
        .executableTarget(
            name: "chatpool",
            dependencies: [
                "ChatImport", "PoolDesk", "ChatModel", "ChatBytes", "ChatReaders", "ChatExtract", "ChatActs", "ChatInterpret", "ChatIdentity", "CustomerPool",
                "PoolInsights", "PoolWriters", "ShopSettings", argumentParser,
            ],
            swiftSettings: settings,
            // A program at a fixed address needs none of the 127,000 relocations that a position-independent one makes at every start: half its start-up time.
            // Libraries that a package carries lie in lib/chatpool beside bin, and so for those that these stand on: hence an RPATH, which RUNPATH is not.
            linkerSettings: [
                .unsafeFlags(
                    ["-Xclang-linker", "-no-pie", "-Xlinker", "-rpath=$ORIGIN/../lib/chatpool", "-Xlinker", "--disable-new-dtags"],
                    .when(platforms: [.linux], configuration: .release))
            ]),

        // MARK: Tests
        .target(name: "TestSupport", dependencies: ["ChatModel", "ChatBytes", "ChatReaders"], path: "Tests/TestSupport", swiftSettings: settings),
        tests("ChatModelTests", ["ChatModel"]),
        tests("ChatBytesTests", ["ChatModel", "ChatBytes"]),
        tests("GazetteerTests", ["ChatModel", "Gazetteer"]),
        tests("ChatReadersTests", ["ChatModel", "ChatBytes", "ChatReaders"]),
        tests("ChatExtractTests", ["ChatModel", "Gazetteer", "ChatExtract"]),
        tests("ChatActsTests", ["ChatModel", "ChatActs"]),
        tests("ChatInterpretTests", ["ChatModel", "JSONText", "ChatExtract", "ChatInterpret"]),
        tests("OrderLedgerTests", ["ChatModel", "OrderLedger"]),
        tests("ChatIdentityTests", ["ChatModel", "Gazetteer", "ChatIdentity"]),
        tests("CustomerPoolTests", ["ChatModel", "ChatIdentity", "CustomerPool", grdb]),
        tests("PoolInsightsTests", ["ChatModel", "PoolInsights"]),
        tests("ShopSettingsTests", ["ChatModel", "ShopSettings"]),
        tests("PoolWritersTests", ["ChatModel", "ChatBytes", "ChatReaders", "PoolWriters"]),
        tests("ChatImportTests", ["ChatModel", "ChatBytes", "ChatReaders", "ChatImport", "CustomerPool", "PoolWriters"]),
        tests("PoolDeskTests", ["ChatModel", "ChatBytes", "ChatImport", "CustomerPool", "PoolWriters", "PoolDesk", "ShopSettings"]),
        tests("CommandLineTests", ["ChatModel", "ChatBytes"]),
        tests("SnippetTests", ["ChatModel", "ChatBytes", "ChatReaders", "ChatExtract", "ChatIdentity", "CustomerPool", "PoolWriters", "ChatImport"]),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c2x,
    cxxLanguageStandard: .cxx17
)

// The fuzzer has a `main` of its own and flags that nothing else is built with: see scripts/fuzz/run.sh.
if Context.environment["CHATPOOL_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzz",
            dependencies: ["ChatBytes", "ChatExtract", "ChatIdentity", "ChatImport", "ChatInterpret", "ChatModel", "ChatReaders", "CustomerPool", "JSONText"],
            path: "Fuzz", swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
}

// Documentation is made where somebody asks for it (`make docs`): no other build gets the plugin.
if Context.environment["CHATPOOL_DOCS"] != nil { package.dependencies.append(.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0")) }
