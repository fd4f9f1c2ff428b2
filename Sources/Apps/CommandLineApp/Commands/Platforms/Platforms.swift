import ArgumentParser

/// `mcp-manager platform …`
struct Platforms: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "platform", abstract: "Put your servers into the files of AI clients, and see how those are.",
        discussion: """
            A client's file gets one line for each server, which starts mcp-connect: no address, no secret, no path of an interpreter. \
            Entries of others stay as they are, byte for byte; every file is copied before it is written, and every writing can be \
            undone.

            Example: mcp-manager platform configure cursor
            """,
        subcommands: [
            PlatformsList.self, PlatformsShow.self, PlatformsConfigure.self, PlatformsSync.self, PlatformsRelease.self,
            PlatformsUndo.self, PlatformsRestore.self, PlatformsAdd.self,
        ])
}
