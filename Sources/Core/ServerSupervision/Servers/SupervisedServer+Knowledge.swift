import ModelContextProtocol
import NIOCore
import ServerModel

/// What was learned of the server, and keeping it.
extension SupervisedServer {
    /// How long news may gather before it is written: a start brings several at once.
    static let knowledgeDelay = TimeAmount.milliseconds(200)

    /// What is known of the server this definition describes.
    static func knowledge(of id: ServerID, _ definition: ServerDefinition?, _ store: KnowledgeStore) -> ServerKnowledge {
        let fingerprint = definition.map(store.fingerprint) ?? ""
        return store.load(id).flatMap { ServerKnowledge(text: $0, fingerprint: fingerprint) }
            ?? ServerKnowledge(fingerprint: fingerprint)
    }

    /// Another definition: what was learned with the one before may be wrong.
    func forgetKnowledge(for definition: ServerDefinition) {
        let fingerprint = surroundings.knowledge.fingerprint(definition)
        guard fingerprint != knowledge.fingerprint else { return }
        // Clients keep their sessions; they hear of what is different when the next run is ready.
        let catalog = knowledge.memory.catalog
        knowledge = ServerKnowledge(fingerprint: fingerprint)
        multiplexer.memory = ServerMemory()
        multiplexer.memory.catalog = catalog
        saveSoon()
    }

    func saveSoon() {
        guard owner == nil, savingKnowledge == nil else { return }
        savingKnowledge = surroundings.loop.scheduleTask(in: Self.knowledgeDelay) {
            self.assumeIsolated { $0.saveNow() }
        }
    }

    /// Writes what was learned, if anything was since the last time.
    func saveNow() {
        guard let pending = savingKnowledge else { return }
        pending.cancel()
        savingKnowledge = nil
        surroundings.knowledge.save(id, keepable.text)
    }

    /// What was learned, as it may be written: a server that shows its secret in a tool's description must not have us keep it.
    private var keepable: ServerKnowledge {
        let mask = shownMask
        if !mask.isEmpty { listsHoldSecret = mask.holdsSecret(in: knowledge.text) }
        guard listsHoldSecret else { return knowledge }
        var knowledge = knowledge
        knowledge.memory = ServerMemory()
        return knowledge
    }

    /// The multiplexer's memory is another: of an own run, or of one of the processes.
    func learned(_ memory: ServerMemory) {
        if let owner {
            owner.assumeIsolated { $0.learned(memory) }
        } else {
            knowledge.memory = memory
            saveSoon()
        }
    }
}
