"""An MCP client on bare pipes: as little of its own time as Python allows, so that what is measured is the other side."""

import json
import os
import subprocess
import time


class Client:
    """One session with a program that speaks MCP on standard input and output."""

    def __init__(self, command, environment, process=None):
        self.process = process or subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.input, self.output = self.process.stdin.fileno(), self.process.stdout.fileno()
        self.rest = b""
        self.last_id = 0

    def open(self):
        """Shakes hands."""
        self.ask(
            "initialize",
            {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "bench", "version": "1"}},
        )
        self.write(b'{"jsonrpc":"2.0","method":"notifications/initialized"}\n')
        return self

    def ask(self, method, params):
        """The result of a request; fails on an error."""
        self.last_id += 1
        request = {"jsonrpc": "2.0", "id": self.last_id, "method": method, "params": params}
        self.write(json.dumps(request).encode() + b"\n")
        answer = json.loads(self.answer(b'"id":%d' % self.last_id, b'"id": %d' % self.last_id))
        if "result" not in answer:
            raise RuntimeError(f"{method}: {answer}")
        return answer["result"]

    def call(self, tool, arguments):
        """A tool's result."""
        return self.ask("tools/call", {"name": tool, "arguments": arguments})

    def time_calls(self, count, text):
        """How long each of so many calls of `echo` took, in nanoseconds."""
        durations = []
        for _ in range(count):
            self.last_id += 1
            request = (
                b'{"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"echo","arguments":{"text":"%s"}}}\n'
                % (self.last_id, text)
            )
            token = b'"id":%d' % self.last_id
            began = time.perf_counter_ns()
            self.write(request)
            answer = self.answer(token, b'"id": %d' % self.last_id)
            durations.append(time.perf_counter_ns() - began)
            if text not in answer or b'"error"' in answer[:200]:
                raise RuntimeError(f"a wrong answer: {answer[:300]}")
        return durations

    def write(self, data):
        view = memoryview(data)
        while view:
            view = view[os.write(self.input, view) :]

    def answer(self, *tokens):
        """The next line with one of the tokens, what comes before it dropped."""
        while True:
            line = self.line()
            if any(token in line for token in tokens) and b'"method"' not in line[:60]:
                return line

    def line(self):
        pieces = [self.rest]
        while b"\n" not in pieces[-1]:
            piece = os.read(self.output, 1 << 20)
            if not piece:
                raise RuntimeError(f"{self.process.args} ended")
            pieces.append(piece)
        line, self.rest = b"".join(pieces).split(b"\n", 1)
        return line

    def close(self):
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
