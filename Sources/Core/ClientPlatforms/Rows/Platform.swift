import DocumentEditing

/// One AI client, as data: where its file is, how it writes a server down, and what it does not understand.
///
/// The built-in ones are in `platforms.yaml` beside this file; a user's own, with the same keys, in `platforms/*.yaml` of the home.
/// Facts come from the clients' sources and documentation.
package struct Platform: Hashable, Sendable {
    /// As `mcp-connect --client`, `platforms:` of definitions and the command line name it; e.g. `claude-desktop`.
    package var id: String
    /// For people.
    package var title: String
    /// Other names for it in definitions and on the command line, e.g. `vscode_cline`.
    package var aliases: [String] = []
    /// Where its file is.
    package var files: Paths
    /// Files beside it that the client reads too: a server that is in one of them stays there.
    package var twins = Paths()
    /// Files that are searched for import and never written: of profiles, agents and older versions. Their names' ends tell their
    /// format.
    package var readOnlyFiles = Paths()
    /// In a project's folder, relative; `*` is any one name. Read for import, never written.
    package var projectFiles: [String] = []
    package var format = DocumentFormat.json
    /// The keys that lead to the servers, e.g. `[mcpServers]`; a key with a dot in it is one key.
    package var container = ["mcpServers"]
    package var layout = Layout.map
    /// Other places in all these files in which servers are found for import; `*` is any key.
    package var otherContainers: [[String]] = []
    /// What a file that we make holds besides servers.
    package var newFile: [TopLevelText] = []
    package var entry = EntrySpelling()
    /// Names of servers the client takes.
    package var names = NameRule()
    package var detection = Detection()
    /// The client that took this one's place: once its file is there, this one's is read for import and not written.
    package var supersededBy: String?
    /// What people must do after a change, e.g. `restart Claude Desktop`; `nil` when the client notices by itself.
    package var afterwards: String?
    /// Something else people should know before they use it.
    package var note: String?
    /// Why we do not write the file, and what to do instead; `nil` when we do.
    package var obstacle: String?
    /// A lock of the client's own, taken while we write.
    package var lock: ClientLock?
    /// A program of the client's own that edits the file for us, when it is installed.
    package var editor: ClientEditor?
    /// A second file in which the client keeps servers switched off.
    package var switchboard: Switchboard?
    /// A running client writes its old copy over our change: a process by one of these names is looked for first.
    package var overwritingProcesses: [String] = []
    /// `nil` for built-in ones; otherwise the path of the user's file.
    package var source: String?

    package init(id: String, title: String, files: Paths = Paths()) {
        self.id = id
        self.title = title
        self.files = files
    }

    /// Paths on each system; ``PlatformPaths`` says which of them is meant. A path begins with `~`, the user's home, with `$NAME` or
    /// `%NAME%`, a variable, or at the root. `$XDG_CONFIG_HOME` is `~/.config` when unset, `*` stands for any one name that is there
    /// or a part of it, and a path with another unset variable is left out.
    package struct Paths: Hashable, Sendable {
        package var linux: [String] = []
        package var macOS: [String] = []
        package var windows: [String] = []

        package init(linux: [String] = [], macOS: [String] = [], windows: [String] = []) {
            self.linux = linux
            self.macOS = macOS
            self.windows = windows
        }
    }

    package enum Layout: String, Hashable, Sendable, CaseIterable {
        /// A table from names to entries.
        case map
        /// A list of entries that have a `name`.
        case list
        /// opencode: `mcp.servers` where that is what the file has (its second generation), `mcp` otherwise.
        case nestedWhenPresent = "nested-when-present"
    }

    /// A member of a new file.
    package struct TopLevelText: Hashable, Sendable {
        package var key: String
        package var text: String

        package init(key: String, text: String) {
            self.key = key
            self.text = text
        }
    }
}

/// How a client writes one server down. A key that is `nil` does not exist there.
package struct EntrySpelling: Hashable, Sendable {
    package var command = "command"
    /// Whether `command` is a list of all words.
    package var isJoined = false
    package var arguments: String? = "args"
    /// Whether `args` must be there, even when empty.
    package var needsArguments = false
    package var environment: String? = "env"
    package var directory: String?
    package var url: String? = "url"
    /// Keys under which a URL is found too.
    package var otherURLs: [String] = []
    /// The path of keys, e.g. `[headers]` or `[requestOptions, headers]`; empty: none.
    package var headers: [String] = ["headers"]
    /// The key that says which transport it is.
    package var type: String? = "type"
    /// Its value for a program on stdio; `nil`: the key is left out.
    package var stdioType: String?
    /// By transport (`streamable-http`, `sse`): the value of `type`; an empty text: the key is left out. A transport that is absent
    /// is one the client does not speak.
    package var remoteTypes: [String: String] = ["streamable-http": "http", "sse": "sse"]
    /// Which transport a remote entry without `type` means; `nil`: the client finds out.
    package var untypedTransport: String?
    package var onOff: OnOff?
    /// The switch in a file of opencode's second generation, see ``Platform/Layout/nestedWhenPresent``; `nil`: the same.
    package var nestedOnOff: OnOff?
    package var autoApprove: AutoApprove?
    package var timeout: Timeout?
    /// How a value says "the environment variable NAME", e.g. `${env:NAME}`; `nil`: it cannot.
    package var reference: String?
    /// Whether ``reference`` is understood among the environment variables only.
    package var isReferenceForEnvironmentOnly = false
    /// What begins a reference besides, and so cannot stand in plain text: `$` where `$NAME` is read too.
    package var otherReferenceMarks: [String] = []
    /// A list of names of variables that are passed on, e.g. `env_vars`.
    package var passedVariables: String?
    /// A table from header names to the variables that hold their values, e.g. `env_http_headers`.
    package var passedHeaders: String?
    /// The name of the variable that holds what follows `Bearer ` in the header `Authorization`, e.g. `bearer_token_env_var`.
    package var passedBearer: String?
    /// Fields that a new entry has besides, in order; in texts, `${name}` and `${description}` are filled in.
    package var constants: [Constant] = []

    package init() {}

    /// A switch in the entry.
    package struct OnOff: Hashable, Sendable {
        package var key: String
        /// What the key's value is for a server that is on: `true` for `enabled`, `false` for `disabled`.
        package var valueWhenOn: Bool
        /// Whether it must be there; otherwise it is written only for a server that is off, and changed where it is.
        package var isRequired: Bool

        package init(key: String, valueWhenOn: Bool, isRequired: Bool = false) {
            self.key = key
            self.valueWhenOn = valueWhenOn
            self.isRequired = isRequired
        }
    }

    /// Tools the client may call without asking.
    package struct AutoApprove: Hashable, Sendable {
        package var key: String
        package var style: Style

        package enum Style: String, Hashable, Sendable, CaseIterable {
            /// A list of tools.
            case tools
            /// `tools.NAME.approval_mode = "approve"`, as in Codex: `key` is `tools`.
            case approvalModes = "approval-modes"
        }

        package init(key: String, style: Style) {
            self.key = key
            self.style = style
        }
    }

    /// How long a call may take.
    package struct Timeout: Hashable, Sendable {
        package var key: String
        package var unit: Unit
        /// In `unit`.
        package var range: ClosedRange<Int>

        package enum Unit: String, Hashable, Sendable, CaseIterable { case seconds, milliseconds }

        package init(key: String, unit: Unit, range: ClosedRange<Int>) {
            self.key = key
            self.unit = unit
            self.range = range
        }
    }

    package struct Constant: Hashable, Sendable {
        package var key: String
        package var value: DocumentValue
        /// Whether only remote, or only local, entries have it; `nil`: both.
        package var isForRemote: Bool?

        package init(key: String, value: DocumentValue, isForRemote: Bool? = nil) {
            self.key = key
            self.value = value
            self.isForRemote = isForRemote
        }
    }
}

/// Which names a client takes for servers.
package struct NameRule: Hashable, Sendable {
    /// The characters besides letters and digits of ASCII; `nil`: any.
    package var characters: String?
    /// Names that mean something else there.
    package var reserved: [String]
    /// Goose: its key is the name in lower case without spaces.
    package var isLowerCase: Bool

    package init(characters: String? = nil, reserved: [String] = [], isLowerCase: Bool = false) {
        self.characters = characters
        self.reserved = reserved
        self.isLowerCase = isLowerCase
    }
}

/// Signs that a client is installed; one is enough.
package struct Detection: Hashable, Sendable {
    /// Folders or files of its own.
    package var paths: Platform.Paths
    /// Programs on the user's PATH.
    package var commands: [String]

    package init(paths: Platform.Paths = Platform.Paths(), commands: [String] = []) {
        self.paths = paths
        self.commands = commands
    }
}

/// The lock a client takes while it writes its file.
package enum ClientLock: String, Hashable, Sendable, CaseIterable {
    /// A folder `FILE.lock` with a file `owner.TOKEN` in it, made beside it and renamed; older than 10 s it is stale (Cline).
    case ownedFolder = "owned-folder"
    /// An empty folder `FILE.lock` beside it, made with mkdir; older than 10 s it is stale (Claude Code).
    case emptyFolder = "empty-folder"
}

/// A program that edits the client's file.
package enum ClientEditor: String, Hashable, Sendable, CaseIterable {
    /// `claude mcp add-json --scope user NAME JSON` and `claude mcp remove --scope user NAME`.
    case claude
}

/// A second file, in which a client keeps servers switched off.
package struct Switchboard: Hashable, Sendable {
    package var files: Platform.Paths
    package var format: DocumentFormat
    /// Where the names are; `*` stands for the server's name.
    package var path: [String]
    package var style: Style

    package enum Style: String, Hashable, Sendable, CaseIterable {
        /// `path` leads to a list of the names that are off.
        case listOfDisabled = "list-of-disabled"
        /// `path`, with the name in the place of `*`, leads to `true` or `false`.
        case flag
    }

    package init(files: Platform.Paths, format: DocumentFormat, path: [String], style: Style) {
        self.files = files
        self.format = format
        self.path = path
        self.style = style
    }
}
