import DaemonApp

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

exit(await DaemonApp.run(arguments: Array(CommandLine.arguments.dropFirst())))
