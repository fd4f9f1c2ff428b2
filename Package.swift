// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours: Swift 6, warnings are errors.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
]

/// The same for what goes through every byte of a log, and what draws: fast in debug builds too, or tests could not flood it.
let fast: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// The same where there is much code of which little runs at a time: what is small is sooner there.
let compact: [SwiftSetting] = fast + [.unsafeFlags(["-Osize"], .when(configuration: .release))]

/// A target in the folder of its layer; imports point down the list of layers in ARCHITECTURE.md.
func target(
    _ layer: String, _ name: String, _ dependencies: [Target.Dependency] = [], settings: [SwiftSetting] = strict
) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/\(layer)/\(name)", swiftSettings: settings)
}

/// One program: a small main file that hands over to its app.
func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies, path: "Sources/Executables/\(name)", swiftSettings: strict)
}

/// The tests of one target, mirroring it file by file.
func tests(_ name: String, _ dependencies: [Target.Dependency], excluding files: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, path: "Tests/\(name)", exclude: files, swiftSettings: strict)
}

let nio: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let serviceLifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")

let package = Package(
    name: "mcp-manager",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "mcp-manager", targets: ["mcp-manager"]),
        .executable(name: "mcp-manager-tui", targets: ["mcp-manager-tui"]),
        .executable(name: "mcp-managerd", targets: ["mcp-managerd"]),
        .executable(name: "mcp-connect", targets: ["mcp-connect"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", "1.5.0"..<"2.0.0"),
        .package(url: "https://github.com/apple/swift-crypto", "4.0.0"..<"5.0.0"),
        .package(url: "https://github.com/apple/swift-http-types", "1.3.0"..<"2.0.0"),
        .package(url: "https://github.com/apple/swift-log", "1.6.0"..<"2.0.0"),
        .package(url: "https://github.com/apple/swift-nio", "2.80.0"..<"3.0.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", "2.30.0"..<"3.0.0"),
        .package(url: "https://github.com/groue/GRDB.swift", "7.5.0"..<"8.0.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", "2.28.0"..<"3.0.0"),
        .package(url: "https://github.com/swift-server/async-http-client", "1.24.0"..<"2.0.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", "2.6.0"..<"3.0.0"),
        .package(url: "https://github.com/jpsim/Yams", "6.0.0"..<"7.0.0"),
    ],
    targets: [
        // System: the only code that includes the C headers of others.
        .target(
            name: "CNcurses", path: "Sources/System/CNcurses",
            linkerSettings: [
                .linkedLibrary("ncursesw", .when(platforms: [.linux])),
                .linkedLibrary("tinfo", .when(platforms: [.linux])),
                .linkedLibrary("ncurses", .when(platforms: [.macOS])),
            ]),
        .target(
            name: "CKernel", path: "Sources/System/CKernel",
            // What searches through logs is to be fast in tests too.
            cSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))]),
        .target(name: "CWipe", path: "Sources/System/CWipe"),
        .target(
            name: "CSecretService", path: "Sources/System/CSecretService",
            // Part of libc from glibc 2.34 on.
            linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),

        // Kits: would make sense in another program.
        target("Kits", "ModelContextProtocol"),
        target("Kits", "ModelContextServer", ["ModelContextProtocol"]),
        target("Kits", "ModelContextHTTP", ["ModelContextProtocol", nio, nioPosix, nioHTTP1, nioSSL, asyncHTTPClient]),
        target("Kits", "TerminalKit", ["CNcurses"], settings: fast),
        target("Kits", "FileWatching", ["CKernel"]),
        target("Kits", "SecretMasking", settings: fast),
        target("Kits", "PatternMatching", settings: fast),
        target("Kits", "DetachedThreads"),
        target("Kits", "DocumentEditing", [yams]),

        // Core: what we know about servers.
        target("Core", "ServerModel", settings: fast),
        target("Core", "ServerConfiguration", ["ServerModel", "DocumentEditing", yams]),
        target("Core", "SecretStores", ["ServerModel", "DetachedThreads", "CSecretService", crypto, cryptoExtras]),
        target("Core", "CarefulFiles", ["ServerModel", "CKernel"]),
        .target(
            name: "ClientPlatforms",
            dependencies: ["ServerModel", "ServerConfiguration", "CarefulFiles", "DocumentEditing", yams],
            path: "Sources/Core/ClientPlatforms", resources: [.embedInCode("Rows/platforms.yaml")], swiftSettings: strict),
        target(
            "Core", "CredentialFinder",
            ["ServerModel", "ServerConfiguration", "CarefulFiles", "DocumentEditing", "ClientPlatforms"]),
        target(
            "Core", "ServerExecution",
            [
                "ServerModel", "ModelContextHTTP", "SecretMasking", "DetachedThreads", "CKernel", nio, nioPosix, nioHTTP1,
                asyncHTTPClient,
            ]),
        target(
            "Core", "ServerMonitoring",
            ["ServerModel", "ModelContextProtocol", "SecretMasking", "PatternMatching", "DetachedThreads", "CKernel", grdb],
            settings: fast),
        target(
            "Core", "ServerSupervision",
            [
                "ServerModel", "ModelContextProtocol", "FileWatching", "SecretMasking", "ServerExecution", "ServerMonitoring",
                nio,
            ]),

        // Control: the only door between the apps and the daemon.
        target("Control", "DaemonLaunch", ["CKernel"]),
        target("Control", "ControlAPI", ["ServerModel", "DaemonLaunch", nio, nioPosix, nioHTTP1], settings: fast),

        // Apps: parse, show, assemble.
        target(
            "Apps", "CommandLineApp",
            [
                "ControlAPI", "DaemonLaunch", "ServerModel", "ModelContextProtocol", "PatternMatching", "CKernel", "CWipe",
                argumentParser,
            ],
            settings: fast),
        target(
            "Apps", "TerminalApp",
            [
                "ControlAPI", "DaemonLaunch", "ServerModel", "DetachedThreads", "ModelContextProtocol", "PatternMatching",
                "TerminalKit", "CKernel", "CWipe",
            ],
            settings: compact),
        target(
            "Apps", "DaemonApp",
            [
                "ControlAPI", "DaemonLaunch", "ServerModel", "ServerConfiguration", "ServerExecution",
                "ServerMonitoring", "ServerSupervision", "SecretStores", "CarefulFiles", "ClientPlatforms", "CredentialFinder",
                "ModelContextProtocol", "FileWatching",
                "SecretMasking", "DetachedThreads", "CKernel", "CWipe",
                asyncHTTPClient, crypto, hummingbird, hummingbirdCore, httpTypes, logging, nio, nioPosix, serviceLifecycle,
            ]),
        target("Apps", "BridgeApp", ["DaemonLaunch", "ModelContextProtocol", "CKernel"]),
        target("Apps", "DemoServer", ["ModelContextProtocol", "ModelContextServer"]),

        // Executables: one small main each.
        program("mcp-manager", ["CommandLineApp", "DemoServer"]),
        program("mcp-manager-tui", ["TerminalApp"]),
        program("mcp-managerd", ["DaemonApp"]),
        program("mcp-connect", ["BridgeApp"]),

        // Tests: one target for each of ours, and the whole thing with real parts.
        tests("ModelContextProtocolTests", ["ModelContextProtocol"]),
        tests("ModelContextServerTests", ["ModelContextServer", "ModelContextProtocol"]),
        tests(
            "ModelContextHTTPTests",
            ["ModelContextHTTP", "ModelContextProtocol", nio, nioPosix, nioHTTP1, asyncHTTPClient]),
        tests("TerminalKitTests", ["TerminalKit"]),
        tests("FileWatchingTests", ["FileWatching", "CKernel"]),
        tests("SecretMaskingTests", ["SecretMasking"]),
        tests("PatternMatchingTests", ["PatternMatching"]),
        tests("ServerModelTests", ["ServerModel"]),
        tests("SecretStoresTests", ["SecretStores", "ServerModel", "CKernel", crypto]),
        tests(
            "ClientPlatformsTests", ["ClientPlatforms", "CarefulFiles", "DocumentEditing", "ServerConfiguration", "ServerModel"]),
        tests("DocumentEditingTests", ["DocumentEditing", yams]),
        tests(
            "CredentialFinderTests",
            ["CredentialFinder", "CarefulFiles", "ClientPlatforms", "DocumentEditing", "ServerConfiguration", "ServerModel"]),
        tests("ServerConfigurationTests", ["ServerConfiguration", "ServerModel"], excluding: ["Fixtures"]),
        tests("ServerExecutionTests", ["ServerExecution", "ServerModel", "SecretMasking", "CKernel", nio, nioPosix]),
        tests("ServerMonitoringTests", ["ServerMonitoring", "ServerModel", "SecretMasking"]),
        tests(
            "ServerSupervisionTests",
            [
                "ServerSupervision", "ServerExecution", "ServerMonitoring", "ServerModel", "SecretMasking",
                "ModelContextProtocol",
                "FileWatching", nio, nioPosix,
            ]),
        tests("DaemonLaunchTests", ["DaemonLaunch", "CKernel"]),
        tests("ControlAPITests", ["ControlAPI", "DaemonLaunch", "ServerModel", nio, nioPosix, nioHTTP1]),
        tests(
            "DaemonAppTests",
            [
                "DaemonApp", "ControlAPI", "DaemonLaunch", "ServerModel", "ServerMonitoring", "ServerConfiguration",
                "ServerSupervision",
                "ModelContextProtocol", "CWipe", nio, nioPosix, nioHTTP1, logging, serviceLifecycle,
            ]),
        tests("CommandLineAppTests", ["CommandLineApp", "ControlAPI", "ServerModel", "ModelContextProtocol", argumentParser]),
        tests("TerminalAppTests", ["TerminalApp", "TerminalKit", "ServerModel", "ModelContextProtocol"], excluding: ["Golden"]),
        tests("BridgeAppTests", ["BridgeApp", "CKernel", "DaemonLaunch", "ModelContextProtocol", "ServerModel"]),
        tests("DemoServerTests", ["DemoServer", "ModelContextServer", "ModelContextProtocol"]),
        .target(
            name: "TestSupport", dependencies: ["ControlAPI", "DaemonLaunch", "ServerModel", "CKernel"],
            path: "Tests/Support", swiftSettings: fast),
        tests(
            "Acceptance",
            [
                "TestSupport", "ControlAPI", "ServerModel", "TerminalApp", "mcp-manager", "mcp-manager-tui", "mcp-managerd",
                "mcp-connect",
            ],
            excluding: ["Clients", "Environments", "Servers"]),
    ],
    swiftLanguageModes: [.v6]
)
