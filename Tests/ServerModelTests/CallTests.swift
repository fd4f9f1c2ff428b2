import ServerModel
import Testing

struct `A call that was made again` {
    private func record(_ result: String?, _ outcome: CallRecord.Outcome = .ok, loss: TextLoss? = nil) throws -> CallRecord {
        CallRecord(
            server: try ServerID("x"), client: nil, session: 1, tool: "t", startedAt: Timestamp(millisecondsSince1970: 0),
            durationMicroseconds: .random(in: 0...9), requestBytes: 1, responseBytes: 1, outcome: outcome, result: result,
            resultLoss: loss)
    }

    @Test func `is the same when it ended the same`() throws {
        #expect(CallReplay(original: try record("a"), replay: try record("a")).isSame)
        #expect(!CallReplay(original: try record("a"), replay: try record("b")).isSame)
        #expect(!CallReplay(original: try record("a"), replay: try record("a", .toolError)).isSame)
        #expect(!CallReplay(original: try record(nil, .lost), replay: try record("a")).isSame)
    }

    @Test func `is not the same when what was cut off differs in length`() throws {
        let (short, long) = (TextLoss(maskedPlaces: 0, cutBytes: 1), TextLoss(maskedPlaces: 0, cutBytes: 2))
        #expect(CallReplay(original: try record("a", loss: short), replay: try record("a", loss: short)).isSame)
        #expect(!CallReplay(original: try record("a", loss: short), replay: try record("a", loss: long)).isSame)
    }
}

struct `A call that cannot be made again` {
    @Test func `says why`() throws {
        let server = try ServerID("x")
        let cut = IncompleteArguments(id: 3, loss: TextLoss(maskedPlaces: 1, cutBytes: 5), server: server)
        #expect(cut.problem == "call 3 cannot be made again: 5 bytes of its arguments were not kept")
        let masked = IncompleteArguments(id: 3, loss: TextLoss(maskedPlaces: 1, cutBytes: 0), server: server)
        #expect(masked.problem == "call 3 cannot be made again: its arguments held a secret")
    }
}
