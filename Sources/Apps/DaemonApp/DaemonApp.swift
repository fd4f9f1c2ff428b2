import CKernel
import CWipe
import DaemonLaunch
import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// `mcp-managerd`: the one owner of every server process of a home.
public enum DaemonApp {
    /// Runs until told to stop; returns the exit code: 0 done, 1 failed, 2 bad use, 3 another daemon has the home.
    public static func run(arguments: [String]) async -> Int32 {
        let options: DaemonOptions
        do {
            options = try DaemonOptions(arguments)
        } catch {
            complain("\(error)")
            return 2
        }
        switch options.request {
        case .help:
            print(DaemonOptions.help)
            return 0
        case .version:
            print("mcp-managerd \(productVersion)")
            return 0
        case .run:
            break
        }
        // Everything we make is the user's alone: sockets, logs, definitions.
        umask(0o077)
        // There will be secrets in our memory.
        cw_guard_memory()
        let passphrase = VaultPassphrase.taken()
        // A long message passes; its memory shall not stay.
        ck_economize_memory()
        signal(SIGPIPE, SIG_IGN)
        let readiness = ReadinessSignal(
            descriptor: options.readyDescriptor,
            service: ServiceNotification(socket: getenv("NOTIFY_SOCKET").map { String(cString: $0) }))
        let home = HomeDirectory.resolved(option: options.home) { name in getenv(name).map { String(cString: $0) } }
        // Whoever started us may want to remove the folder they were in, or unmount its disk.
        chdir("/")
        do {
            try home.prepare()
            let lock = try DaemonLock(home: home)
            defer { lock.release() }
            try await Daemon(home: home, lock: lock, readiness: readiness, passphrase: passphrase).run()
            return 0
        } catch let failure as LaunchFailure {
            readiness.failed(ErrorReport(code: failure.code, problem: failure.problem, remedy: failure.remedy))
            return failure.isAlreadyRunning ? 3 : 1
        } catch {
            readiness.failed(ErrorReport(describing: error))
            return 1
        }
    }
}

/// One line to standard error, which is `logs/daemon.log` when a client started us.
func complain(_ line: String) {
    var line = "mcp-managerd: \(line)\n"
    line.withUTF8 { bytes in
        // Where not even this can be written, there is nowhere left to say so.
        _ = write(2, bytes.baseAddress, bytes.count)
    }
}
