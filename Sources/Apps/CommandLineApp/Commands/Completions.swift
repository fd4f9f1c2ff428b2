import ArgumentParser

/// `mcp-manager completions bash|zsh|fish`
struct Completions: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Print the completion script of a shell.",
        discussion: """
            bash: mcp-manager completions bash > ~/.local/share/bash-completion/completions/mcp-manager
            zsh:  mcp-manager completions zsh > "${fpath[1]}/_mcp-manager"
            fish: mcp-manager completions fish > ~/.config/fish/completions/mcp-manager.fish
            """)

    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case bash, zsh, fish

        fileprivate var known: CompletionShell {
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }

    @Argument(help: "The shell.")
    var shell: Shell

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        // Written as it is: the script is ours, and tabs matter in it.
        try session.context.output.write(ManagerCommand.completionScript(for: shell.known) + "\n")
    }
}
