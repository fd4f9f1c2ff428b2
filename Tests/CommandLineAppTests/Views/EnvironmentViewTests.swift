import ServerModel
import Testing

@testable import CommandLineApp

struct `The screen of a server's environment` {
    private func text(_ report: EnvironmentReport) -> String {
        EnvironmentView(report: report).text.rendered(colored: false)
    }

    @Test func `says where each variable is from, and hides secrets`() {
        let report = EnvironmentReport(
            commandLine: "/usr/bin/x --fast", workingDirectory: "/m/servers/s",
            variables: [
                .init(name: "HOME", value: "/home/u\u{1B}[31m", origin: .inherited),
                .init(name: "KEY", value: nil, origin: .secret),
                .init(name: "OWN", value: nil, origin: .definition),
                .init(name: "PATH", value: "/usr/bin:/bin", origin: .shell),
            ],
            path: ["/usr/bin", "/bin"], pathOrigin: "the login shell /bin/zsh",
            python: .init(path: "/m/servers/s/.venv", version: "3.11.2", isCurrent: false))
        #expect(
            text(report) == """
                command    /usr/bin/x --fast
                directory  /m/servers/s
                python     /m/servers/s/.venv, Python 3.11.2, made again by the next start

                VARIABLE  FROM        VALUE
                HOME      inherited   /home/u
                KEY       secret      (not shown)
                OWN       definition  (no value)

                PATH from the login shell /bin/zsh
                  /usr/bin
                  /bin

                """)
    }

    @Test func `begins with what keeps it from starting`() {
        let failure = ErrorReport(code: "x", problem: "no 'x' anywhere", remedy: "install it")
        #expect(
            text(EnvironmentReport(failure: failure, variables: [], path: [], pathOrigin: "")) == """
                problem    no 'x' anywhere
                remedy     install it

                """)
    }
}
