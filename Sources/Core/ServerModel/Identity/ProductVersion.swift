/// The version of mcp-manager, shown by every program and compared in the handshake with the daemon.
public let productVersion = "0.1.0"
