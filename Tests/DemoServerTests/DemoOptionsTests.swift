import Testing

@testable import DemoServer

struct `The demo server's options` {
    @Test func `have no bad habits by themselves`() throws {
        let options = try DemoOptions([])
        #expect(options == DemoOptions())
        #expect(options.eras == [.legacy, .modern])
        #expect(options.exitCode == nil)
    }

    @Test func `give it every habit that is asked for`() throws {
        let options = try DemoOptions([
            "--chatter", "0.5", "--modern-only", "--dies-of-probe", "--garbage", "--silent", "--exit", "7", "--ignore-term",
            "--slow-start", "2", "--stderr", "hello there", "--extra-tool", "one", "--extra-tool", "two",
            "--close-input", "--fork", "3", "--setsid-child", "--stderr-flood", "100",
        ])
        #expect(options.chatter == .milliseconds(500))
        #expect(options.eras == [.modern])
        #expect(options.diesOfProbe)
        #expect(options.writesGarbage)
        #expect(options.isSilent)
        #expect(options.exitCode == 7)
        #expect(options.ignoresTermination)
        #expect(options.slowStart == .seconds(2))
        #expect(options.standardErrorText == "hello there")
        #expect(options.extraTools == ["one", "two"])
        #expect(options.closesInput)
        #expect(options.children == 3)
        #expect(options.startsDaemon)
        #expect(options.floodMegabytes == 100)
        #expect(try DemoOptions(["--legacy-only"]).eras == [.legacy])
    }

    @Test(arguments: [
        ["--loud"], ["echo"], ["--exit"], ["--exit", "256"], ["--exit", "-1"], ["--chatter", "0"], ["--chatter", "often"],
        ["--slow-start", "-1"], ["--slow-start", "nan"], ["--stderr"], ["--extra-tool"], ["--fork"],
        ["--fork", "-1"], ["--fork", "many"], ["--stderr-flood", "5000"],
    ])
    func `are refused with what to do about it`(arguments: [String]) {
        let fault = #expect(throws: DemoOptionError.self) { try DemoOptions(arguments) }
        #expect(fault?.problem.contains(arguments[0]) == true)
        #expect(fault?.remedy.contains("--help") == true)
    }

    @Test(arguments: [
        "--chatter", "--legacy-only", "--modern-only", "--dies-of-probe", "--garbage", "--silent", "--exit", "--ignore-term",
        "--close-input", "--fork", "--setsid-child", "--stderr-flood", "--slow-start", "--stderr", "--extra-tool", "--help",
    ])
    func `are all in the help`(option: String) {
        #expect(DemoOptions.help.contains("  \(option) "))
    }
}
