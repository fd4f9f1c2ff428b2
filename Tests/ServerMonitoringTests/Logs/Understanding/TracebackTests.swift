import ServerModel
import Testing

@testable import ServerMonitoring

struct `A traceback` {
    @Test(arguments: tracebacks)
    func `is one record, apart from the lines around it, and states an error`(_ text: String) {
        #expect(
            records(of: "starting\n\(text)\n2026-11-28 10:00:00 INFO going on\nready\n") == [
                "starting", text, "2026-11-28 10:00:00 INFO going on", "ready",
            ])
        #expect((reading(text).level ?? .debug) >= .error)
        #expect(reading(text).message == text)
    }

    @Test func `does not take the records around it`() {
        let text = """
            Traceback (most recent call last):
              File "x.py", line 1, in <module>
            ValueError: no
            INFO:root:next
            """
        #expect(records(of: text).count == 2)
        #expect(records(of: "Error: a\nError: b\nError: c\n").count == 3)
        #expect(records(of: "Error: a\n\nready\n").count == 2)
    }

    @Test func `is not made of an indented list`() {
        let list = ["Tools:", "  - echo", "  - add", "    takes two numbers", "0 errors", "  none"]
        #expect(records(of: list.joined(separator: "\n")) == list)
        let mention = ["INFO: seen Error: x", "  - one", "  - two"]
        #expect(records(of: mention.joined(separator: "\n")) == mention)
    }

    @Test func `is not any text of several lines`() {
        #expect(reading("the server says:\n  no error\nthat is all").level == nil)
        #expect(reading("INFO seen Error: x\n  - one").level == .info)
        #expect(reading("seen Error: x\n  - one").level == nil)
    }

    @Test func `of Node that turns out to be none is lines again`() {
        let lines = ["/app/server.js:3", "is where I am", "    and more", "INFO ready"]
        #expect(records(of: lines.joined(separator: "\n")) == lines)
    }

    @Test func `keeps to a line that merely mentions an error when frames follow`() {
        let text = "ERROR failed to load Error: no such tool\n    at load (/app/x.js:3:9)\n    at main (/app/x.js:9:1)"
        #expect(records(of: text + "\nnext") == [text, "next"])
        #expect(reading(text).level == .error)
    }

    @Test func `of a warning stays a warning`() {
        let text = "(node:41) Warning: too many listeners\n    at emit (node:events:1:2)"
        #expect(records(of: text) == [text])
        #expect(reading(text).level == .warning)
    }

    @Test func `is found in colours too`() {
        let text = "\u{1B}[31mTypeError: x\u{1B}[0m\n\u{1B}[90m    at f (x.js:1:2)\u{1B}[39m"
        #expect(records(of: text) == [text])
        #expect(reading(text).message == "TypeError: x\n    at f (x.js:1:2)")
    }
}

private let tracebacks = [
    // Python: plain, chained, a syntax error, what pydantic says, a group.
    """
    Traceback (most recent call last):
      File "/app/server.py", line 12, in handle
        return await call(name, arguments)
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ValueError: bad input: 'x'
    """,
    """
    Traceback (most recent call last):
      File "a.py", line 2, in <module>
        1 / 0
    ZeroDivisionError: division by zero

    During handling of the above exception, another exception occurred:

    Traceback (most recent call last):
      File "a.py", line 4, in <module>
        raise KeyError("k")
    KeyError: 'k'

    The above exception was the direct cause of the following exception:

    Traceback (most recent call last):
      File "a.py", line 6, in <module>
    mcp.shared.exceptions.McpError: Connection closed
    """,
    """
      File "server.py", line 3
        def f(:
              ^
    SyntaxError: invalid syntax
    """,
    """
    Traceback (most recent call last):
      File "a.py", line 2, in <module>
    pydantic_core._pydantic_core.ValidationError: 1 validation error for Tool
    inputSchema
      Input should be a valid dictionary [type=dict_type, input_value=1, input_type=int]
        For further information visit https://errors.pydantic.dev/2.11/v/dict_type
    """,
    """
      + Exception Group Traceback (most recent call last):
      |   File "a.py", line 1, in <module>
      |     raise ExceptionGroup("many", [ValueError(1), TypeError(2)])
      | ExceptionGroup: many (2 sub-exceptions)
      +-+---------------- 1 ----------------
        | ValueError: 1
        +---------------- 2 ----------------
        | TypeError: 2
        +------------------------------------
    """,
    """
    ╭───────────── Traceback (most recent call last) ─────────────╮
    │ /app/server.py:12 in handle                                 │
    │                                                             │
    │ ❱ 12 │   return call(name)                                  │
    ╰─────────────────────────────────────────────────────────────╯
    ValueError: bad input
    """,
    // Node: thrown, uncaught with properties and a cause, a module not found, a rejection.
    """
    TypeError: Cannot read properties of undefined (reading 'x')
        at handle (/app/server.js:10:15)
        at async Server.run (file:///app/node_modules/sdk/index.mjs:44:5)
    """,
    """
    /app/server.js:3
    throw new Error('boom')
    ^

    Error: boom
        at Object.<anonymous> (/app/server.js:3:7)
        at node:internal/main/run_main_module:28:49 {
      code: 'E_BOOM',
      [cause]: Error: inner
          at f (/app/server.js:1:1) {
        errno: -2
      }
    }

    Node.js v22.11.0
    """,
    """
    node:internal/modules/cjs/loader:1143
      throw err;
      ^

    Error: Cannot find module './x'
    Require stack:
    - /app/server.js
        at Module._resolveFilename (node:internal/modules/cjs/loader:1140:15)
        at node:internal/main/run_main_module:28:49 {
      code: 'MODULE_NOT_FOUND',
      requireStack: [ '/app/server.js' ]
    }

    Node.js v18.20.4
    """,
    """
    node:internal/process/promises:394
          triggerUncaughtException(err, true /* fromPromise */);
          ^

    [UnhandledPromiseRejection: This error originated either by throwing inside of an async function] {
      code: 'ERR_UNHANDLED_REJECTION'
    }

    Node.js v22.11.0
    """,
    // Java, .NET.
    """
    Exception in thread "main" java.lang.IllegalStateException: bad
    \tat com.example.Server.main(Server.java:5)
    Caused by: java.io.IOException: gone
    \tat com.example.Server.read(Server.java:9)
    \t... 12 more
    """,
    """
    Unhandled exception. System.InvalidOperationException: bad
       at Server.Main() in /app/Program.cs:line 4
       --- End of inner exception stack trace ---
    """,
    // Go, Rust, Ruby, PHP.
    """
    panic: runtime error: index out of range [3] with length 3

    goroutine 1 [running]:
    main.(*Server).serve(0xc000012345, {0x1, 0x2})
    \t/app/main.go:10 +0x1d
    created by main.main in goroutine 1
    \t/app/main.go:3 +0x5

    goroutine 7 [select]:
    net/http.(*Server).Serve(...)
    \t/usr/local/go/src/net/http/server.go:3056
    exit status 2
    """,
    """
    thread 'main' panicked at src/main.rs:2:5:
    called `Option::unwrap()` on a `None` value
    stack backtrace:
       0: rust_begin_unwind
                 at /rustc/9fc6b4312/library/std/src/panicking.rs:665:5
       1: server::main
    note: Some details are omitted, run with `RUST_BACKTRACE=full` for a verbose backtrace.
    """,
    """
    Error: cannot open the database

    Caused by:
        0: while reading
        1: No such file or directory (os error 2)
    """,
    """
    /app/server.rb:2:in `read': gone (RuntimeError)
    \tfrom /app/server.rb:5:in `<main>'
    """,
    """
    PHP Fatal error:  Uncaught Exception: bad in /app/server.php:3
    Stack trace:
    #0 {main}
      thrown in /app/server.php on line 3
    """,
]
