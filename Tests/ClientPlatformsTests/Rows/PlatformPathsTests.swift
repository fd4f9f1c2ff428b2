import ClientPlatforms
import Testing

struct `A client's own variable` {
    private let codex = Platform.Paths(linux: ["$CODEX_HOME/config.toml", "~/.codex/config.toml"])

    @Test func `does not count when it is not set`() {
        #expect(PlatformPaths.linux().candidates(codex) == ["/home/ann/.codex/config.toml"])
    }

    @Test func `says where the file is, whatever is at the usual place`() {
        let paths = PlatformPaths.linux(["CODEX_HOME": "/work/codex/"], files: ["/home/ann/.codex/config.toml"])
        #expect(paths.candidates(codex) == ["/work/codex/config.toml"])
        #expect(paths.meant(codex) == "/work/codex/config.toml")
    }

    @Test(arguments: ["", "codex", "./codex", "~/codex"])
    func `does not count when it leads nowhere for certain`(value: String) {
        #expect(PlatformPaths.linux(["CODEX_HOME": value]).candidates(codex) == ["/home/ann/.codex/config.toml"])
    }

    @Test func `may be the whole path`() {
        let amp = Platform.Paths(linux: ["$AMP_SETTINGS_FILE", "~/.config/amp/settings.json"])
        #expect(PlatformPaths.linux(["AMP_SETTINGS_FILE": "/work/amp.json"]).candidates(amp) == ["/work/amp.json"])
    }

    @Test func `hides nothing where each path counts`() {
        #expect(PlatformPaths.linux(["CODEX_HOME": "/work"]).all(codex) == ["/work/config.toml", "/home/ann/.codex/config.toml"])
    }

    @Test(arguments: ["$A_HOME/x", "${A_HOME}/x", "%A_HOME%/x"])
    func `is written in three ways`(path: String) {
        #expect(PlatformPaths.linux(["A_HOME": "/a"]).candidates(Platform.Paths(linux: [path])) == ["/a/x"])
    }
}

struct `The folder for configuration` {
    private let code = Platform.Paths(linux: ["$XDG_CONFIG_HOME/Code/mcp.json", "~/.config/Code/mcp.json"])

    @Test(arguments: [[:], ["XDG_CONFIG_HOME": ""], ["XDG_CONFIG_HOME": "relative"]])
    func `is the usual one when nothing better is said`(environment: [String: String]) {
        #expect(PlatformPaths.linux(environment).candidates(code) == ["/home/ann/.config/Code/mcp.json"])
    }

    @Test func `is looked for at both places when it was moved`() {
        let paths = PlatformPaths.linux(["XDG_CONFIG_HOME": "/conf"], files: ["/home/ann/.config/Code/mcp.json"])
        #expect(paths.candidates(code) == ["/conf/Code/mcp.json", "/home/ann/.config/Code/mcp.json"])
        #expect(paths.meant(code) == "/home/ann/.config/Code/mcp.json")
    }
}

struct `Of several paths` {
    private let antigravity = Platform.Paths(linux: ["~/.gemini/config/mcp.json", "~/.gemini/antigravity/mcp.json"])

    @Test(arguments: [
        ([], "/home/ann/.gemini/config/mcp.json"),
        (["/home/ann/.gemini/antigravity/log"], "/home/ann/.gemini/antigravity/mcp.json"),
        (["/home/ann/.gemini/config/log", "/home/ann/.gemini/antigravity/mcp.json"], "/home/ann/.gemini/antigravity/mcp.json"),
        (["/home/ann/.gemini/config/mcp.json", "/home/ann/.gemini/antigravity/mcp.json"], "/home/ann/.gemini/config/mcp.json"),
    ])
    func `the first that is there is meant, else the first whose folder is, else the first`(there: [String], meant: String) {
        var files: FakeFiles = []
        files.paths = there
        #expect(PlatformPaths.linux(files: files).meant(antigravity) == meant)
    }
}

struct `A star in a path` {
    private let roo = Platform.Paths(linux: ["$XDG_CONFIG_HOME/*/User/globalStorage/roo/settings/mcp.json"])

    @Test func `stands for every folder in which the path leads on`() {
        let files: FakeFiles = [
            "/home/ann/.config/Cursor/User/globalStorage/roo/settings/mcp.json",
            "/home/ann/.config/Code/User/globalStorage/roo/settings/other.json", "/home/ann/.config/Code - OSS/User/x",
            "/home/ann/.config/htop/htoprc", "/home/ann/.config/.hidden/User/globalStorage/roo/settings/mcp.json",
        ]
        let paths = PlatformPaths.linux(files: files)
        #expect(
            paths.candidates(roo) == [
                "/home/ann/.config/Code/User/globalStorage/roo/settings/mcp.json",
                "/home/ann/.config/Cursor/User/globalStorage/roo/settings/mcp.json",
            ])
        #expect(paths.meant(roo) == "/home/ann/.config/Cursor/User/globalStorage/roo/settings/mcp.json")
    }

    @Test func `stands for nothing when nothing is there`() {
        #expect(PlatformPaths.linux().candidates(roo) == [])
        #expect(PlatformPaths.linux().meant(roo) == nil)
    }

    @Test func `stands for a part of a name as well`() {
        let files: FakeFiles = ["/home/ann/a/one.yaml", "/home/ann/a/two.json", "/home/ann/a/.three.yaml"]
        #expect(PlatformPaths.linux(files: files).all(Platform.Paths(linux: ["~/a/*.yaml"])) == ["/home/ann/a/one.yaml"])
    }

    @Test func `is understood in a project's folder`() {
        var platform = Platform(id: "goose", title: "Goose")
        platform.projectFiles = [".agents/plugins/*/.mcp.json", ".mcp.json"]
        let files: FakeFiles = ["/src/app/.agents/plugins/a/.mcp.json", "/src/app/.agents/plugins/b/other"]
        #expect(
            PlatformPaths.linux(files: files).projectFiles(of: platform, in: "/src/app/") == [
                "/src/app/.agents/plugins/a/.mcp.json"
            ])
    }
}

struct `No path` {
    @Test(arguments: ["", "ann", "./ann"])
    func `is relative, even when nobody knows the home`(home: String) {
        for system in PlatformPaths.Surroundings.System.allCases {
            let paths = PlatformPaths(
                PlatformPaths.Surroundings(system: system, userHome: home, environment: ["APPDATA": "Roaming"]),
                names: { _ in ["Code", "User"] })
            let found = Platform.builtIn.flatMap { paths.all($0.files) + paths.all($0.detection.paths) + paths.all($0.twins) }
            #expect(found.allSatisfy { $0.hasPrefix("/Applications/") }, "\(found)")
        }
    }

    @Test func `is made of a variable that Windows does not set`() {
        let paths = PlatformPaths.windows([:])
        let vscode = Platform.Paths(windows: ["%APPDATA%/Code/User/mcp.json"])
        #expect(paths.candidates(vscode) == [])
        #expect(paths.meant(vscode) == nil)
    }

    @Test func `is that of a drive we happen to be on`() {
        #expect(PlatformPaths.windows([:]).candidates(Platform.Paths(windows: ["/etc/x.json"])) == [])
    }
}

struct `On Windows` {
    @Test func `names of variables have no case, and slashes turn around`() {
        let paths = PlatformPaths.windows(["AppData": "C:/Users/ann/AppData/Roaming/"])
        #expect(
            paths.candidates(Platform.Paths(windows: ["%APPDATA%/Claude/config.json", #"C:\ProgramData\a.json"#])) == [
                #"C:\Users\ann\AppData\Roaming\Claude\config.json"#, #"C:\ProgramData\a.json"#,
            ])
    }

    @Test func `a program of the Store has its file elsewhere`() throws {
        let store = #"C:\Users\ann\AppData\Local\Packages\Claude_pzs8sxrjxfjjc\LocalCache\Roaming\Claude"#
        let environment = ["APPDATA": #"C:\Users\ann\AppData\Roaming"#, "LOCALAPPDATA": #"C:\Users\ann\AppData\Local"#]
        var files: FakeFiles = []
        files.paths = [
            store + #"\claude_desktop_config.json"#, #"C:\Users\ann\AppData\Roaming\Claude\claude_desktop_config.json"#,
        ]
        let claude = try PlatformTable().platform(named: "claude-desktop")
        #expect(PlatformPaths.windows(environment, files: files).meant(claude.files) == store + #"\claude_desktop_config.json"#)
    }
}

struct `A client whose place another took` {
    private let table = PlatformTable()

    @Test func `is known by the other's file`() throws {
        let legacy = try table.platform(named: "cline-legacy")
        let new: FakeFiles = ["/home/ann/.cline/data/settings/cline_mcp_settings.json"]
        #expect(PlatformPaths.linux(files: new).isSuperseded(legacy, in: table))
        #expect(!PlatformPaths.linux(files: ["/home/ann/.cline/data/x"]).isSuperseded(legacy, in: table))
        #expect(!PlatformPaths.linux(files: new).isSuperseded(try table.platform(named: "cursor"), in: table))
    }
}

struct `Files that are only read` {
    @Test func `are not the one we write`() throws {
        let files: FakeFiles = ["/home/ann/.continue/mcpServers/mcp-manager.json", "/home/ann/.continue/mcpServers/own.json"]
        let platform = try PlatformTable().platform(named: "continue")
        #expect(
            PlatformPaths.linux(files: files).readOnlyFiles(of: platform) == [
                "/home/ann/.continue/config.yaml", "/home/ann/.continue/mcpServers/own.json",
            ])
    }
}
