import SecretMasking
import ServerExecution
import ServerModel

/// What the run of a server uses, as far as it was looked at.
struct RunUse {
    var meter = ResourceMeter()
    var watch: LimitWatch
    /// The last look; empty before the first.
    var members: [TreeMember] = []
    /// The use of each, in the same order.
    var each: [ResourceUse] = []
    /// What is said to be wrong with it because of its limits.
    var trouble: String?

    /// Where the kernel holds its limits of memory and processor; `nil`: we do.
    let group: ControlGroup?

    init(_ limits: ResourceLimits = ResourceLimits(), group: ControlGroup? = nil) {
        var watched = limits
        if group != nil { (watched.memoryBytes, watched.cpu) = (nil, nil) }
        watch = LimitWatch(watched)
        self.group = group
    }

    /// Together; `nil` before the first look.
    var total: ResourceUse? { each.isEmpty ? nil : .total(each) }
}

/// The processes of one run, and what they use.
public struct RunTree: Sendable {
    public var server: ServerID
    public var run: Int
    /// See `ServerTree.client`.
    public var client: String?
    public var members: [TreeMember]
    /// The use of each, in the same order.
    public var uses: [ResourceUse]
    /// For command lines.
    public var mask: SecretMask
}
