import NIOCore
import NIOPosix
import NIOSSL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Looks at a certificate that was not trusted, to say why: the TLS library says only that it was not.
///
/// Connects once more, takes the certificate, and hangs up; nothing is sent to the server.
enum CertificateProbe {
    /// What is wrong with the time of the certificate, in words; `nil` when it is something else, or cannot be found out.
    static func timeProblem(at address: ServerAddress, on loop: any EventLoop) -> EventLoopFuture<String?> {
        let promise = loop.makePromise(of: String?.self)
        let answer = NIOLoopBound(Answer(promise), eventLoop: loop)
        let host = address.host.hasPrefix("[") ? String(address.host.dropFirst().dropLast()) : address.host
        // A name is sent along so that a server with many certificates shows the right one; an address must not be.
        let isName = host.contains { $0.isLetter } && !host.contains(":")
        ClientBootstrap(group: loop).connectTimeout(.seconds(5))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let context = try NIOSSLContext(configuration: .makeClientConfiguration())
                    let handler = try NIOSSLClientHandler(
                        context: context, serverHostname: isName ? host : nil,
                        customVerificationCallback: { certificates, verdict in
                            let problem = certificates.first.flatMap { words($0, now: time(nil)) }
                            loop.execute { answer.value.give(problem) }
                            verdict.succeed(.failed)
                        })
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .connect(host: host, port: address.port).hop(to: loop).whenComplete { result in
                switch result {
                case .success(let channel):
                    channel.closeFuture.hop(to: loop).whenComplete { _ in answer.value.give(nil) }
                    loop.scheduleTask(in: .seconds(5)) { channel.close(promise: nil) }
                case .failure: answer.value.give(nil)
                }
            }
        return promise.futureResult
    }

    private static func words(_ certificate: NIOSSLCertificate, now: time_t) -> String? {
        if now > certificate.notValidAfter { return "its certificate expired on \(date(certificate.notValidAfter))" }
        if now < certificate.notValidBefore { return "its certificate is not valid before \(date(certificate.notValidBefore))" }
        return nil
    }

    private static func date(_ seconds: time_t) -> String {
        var seconds = seconds
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func twoDigits(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(parts.tm_year + 1900)-\(twoDigits(parts.tm_mon + 1))-\(twoDigits(parts.tm_mday))"
    }

    /// Given once.
    private final class Answer {
        private var promise: EventLoopPromise<String?>?

        init(_ promise: EventLoopPromise<String?>) { self.promise = promise }

        func give(_ problem: String?) {
            promise?.succeed(problem)
            promise = nil
        }
    }
}
