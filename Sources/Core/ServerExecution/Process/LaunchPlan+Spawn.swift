import CKernel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension LaunchPlan {
    /// Starts the program, which ends with this one; returns once it was loaded, or could not be. Called on an immortal thread.
    func spawned(with descriptors: ChildDescriptors, mark: RunMark? = nil, name: RunName? = nil) -> ck_spawn_result {
        let group = controlGroup.map { open($0.processesFile, O_WRONLY | O_CLOEXEC) } ?? -1
        defer { if group >= 0 { close(group) } }
        // The mark first: it is searched for.
        let variables =
            (mark.map { ["\(RunMark.variable)=\($0.text(name))"] } ?? [])
            + environment.filter { $0.key != RunMark.variable }.map { "\($0.key)=\($0.value)" }.sorted()
        return withCStringArray([executable] + arguments) { arguments in
            withCStringArray(variables) { variables in
                executable.withCString { executable in
                    workingDirectory.withCString { directory in
                        var request = ck_spawn_request(
                            executable: executable, arguments: arguments, environment: variables, directory: directory,
                            standard_input: descriptors.input, standard_output: descriptors.output,
                            standard_error: descriptors.error, descriptor3: -1, detached: false,
                            open_files: Int32(clamping: openFiles ?? 0), control_group: group, death_signal: SIGTERM,
                            tag: mark?.tag ?? 0)
                        return ck_spawn(&request)
                    }
                }
            }
        }
    }
}

/// `argv`: NUL-terminated texts, and NULL after the last; valid during `body` only.
private func withCStringArray<Result>(
    _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    var pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    pointers.append(nil)
    return pointers.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { preconditionFailure("an array with an element has an address") }
        return body(base)
    }
}
