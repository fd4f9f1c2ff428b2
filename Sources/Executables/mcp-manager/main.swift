import CommandLineApp
import DemoServer

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

let program = CommandLineProgram(context: .current()) { await DemoServer.run(arguments: $0) }
exit(await program.run(Array(CommandLine.arguments.dropFirst())))
