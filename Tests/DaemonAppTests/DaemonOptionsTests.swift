import ServerModel
import Testing

@testable import DaemonApp

struct `The daemon's command line` {
    @Test func `runs in the default home unless told otherwise`() throws {
        let options = try DaemonOptions([])
        #expect(options.request == .run && options.home == nil && options.readyDescriptor == nil)
    }

    @Test func `takes a home and a descriptor to report to`() throws {
        let options = try DaemonOptions(["--home", "/h", "--ready-fd", "3"])
        #expect(options.home == "/h" && options.readyDescriptor == 3)
    }

    @Test(arguments: [(["--help"], DaemonOptions.Request.help), (["-h"], .help), (["--version"], .version)])
    func `answers questions instead of running`(arguments: [String], request: DaemonOptions.Request) throws {
        #expect(try DaemonOptions(arguments).request == request)
    }

    @Test(arguments: [["--home"], ["--ready-fd", "x"], ["--ready-fd"], ["serve"]])
    func `that is off is refused with a way to the help`(arguments: [String]) {
        let error = #expect(throws: ErrorReport.self) { try DaemonOptions(arguments) }
        #expect(error?.code == "bad-use")
        #expect(error?.remedy == "run 'mcp-managerd --help'")
    }
}
