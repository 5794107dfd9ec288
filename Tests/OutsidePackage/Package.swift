// swift-tools-version: 6.2
import PackageDescription

// Somebody else's package: it depends on every library product and on nothing inside. `make outside` builds and runs it.
let package = Package(
    name: "outside",
    dependencies: [.package(name: "chatpool", path: "../..")],
    targets: [
        .executableTarget(
            name: "outside",
            dependencies: ["ChatReaders", "ChatExtract", "ChatIdentity", "CustomerPool", "ChatImport"].map { .product(name: $0, package: "chatpool") },
            swiftSettings: [.enableUpcomingFeature("MemberImportVisibility")])
    ]
)
