import CSecretService
import FoundationEssentials

/// Overwrites bytes that held something secret, before their memory goes to somebody else. Copies made elsewhere are not found.
func wipe(_ bytes: inout [UInt8]) {
    bytes.withUnsafeMutableBytes { css_wipe($0.baseAddress, $0.count) }
}

func wipe(_ data: inout Data) {
    data.withUnsafeMutableBytes { css_wipe($0.baseAddress, $0.count) }
}
