import ServerModel

// Where a kit below has a word of its own for the same thing, the model's is meant here.
typealias LogLevel = ServerModel.LogLevel
typealias ExitStatus = ServerModel.ExitStatus
