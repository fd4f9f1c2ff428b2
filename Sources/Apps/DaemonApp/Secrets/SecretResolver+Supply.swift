import SecretStores
import ServerExecution
import ServerModel

extension SecretResolver {
    /// The secrets of a definition as they are now. Takes no longer than the slowest store or command may.
    func supply(for definition: ServerDefinition) async -> SecretSupply {
        let wanted = LaunchPlanner.secretsWanted(by: definition)
        guard !wanted.isEmpty else { return SecretSupply() }
        let found = await resolve(wanted, of: definition.name)
        return SecretSupply(values: found.compactMapValues(\.value), problems: found.compactMapValues(\.problem))
    }
}
