"""A server with an illness on request; no package is needed.

    sick_server.py [--http PORT]

Over standard input and output, or with --http as a Streamable HTTP server on 127.0.0.1, which also answers GET /health.
Tools:
    work      answers, or fails once `break` was called
    break     from now on `work` fails
    mend      `work` answers again
    deafen    stops reading for good, and lives on
    dawdle    from now on each answer takes so many `seconds`
    close     stops listening on the port, and lives on
    sicken    from now on GET /health answers this `status`
"""
import argparse
import http.server
import json
import os
import sys
import threading
import time

TOOLS = ["work", "break", "mend", "deafen", "dawdle", "close", "sicken"]
NUMBER = {"type": "number"}
SCHEMA = {"type": "object", "properties": {"seconds": NUMBER, "status": NUMBER}}
state = {"broken": False, "deaf": False, "delay": 0.0, "status": 200}
listener = None


def call(name, arguments):
    if name == "break":
        state["broken"] = True
    elif name == "mend":
        state["broken"] = False
    elif name == "deafen":
        state["deaf"] = True
    elif name == "dawdle":
        state["delay"] = arguments["seconds"]
    elif name == "sicken":
        state["status"] = int(arguments["status"])
    elif name == "close":
        # The answer goes out first.
        threading.Timer(0.1, listener.shutdown).start()
    elif name == "work" and state["broken"]:
        return {"content": [{"type": "text", "text": "the database is gone"}], "isError": True}
    return {"content": [{"type": "text", "text": "done"}]}


def answer(message):
    method, params = message["method"], message.get("params") or {}
    reply = {"jsonrpc": "2.0", "id": message["id"]}
    time.sleep(state["delay"])
    if method == "initialize":
        reply["result"] = {
            "protocolVersion": params["protocolVersion"],
            "capabilities": {"tools": {}},
            "serverInfo": {"name": "sick", "version": "1"},
        }
    elif method == "ping":
        reply["result"] = {}
    elif method == "tools/list":
        reply["result"] = {"tools": [{"name": name, "inputSchema": SCHEMA} for name in TOOLS]}
    elif method == "tools/call":
        reply["result"] = call(params["name"], params.get("arguments") or {})
    else:
        reply["error"] = {"code": -32601, "message": "no such method"}
    return reply


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def respond(self, status, body=b"", kind="application/json"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path == "/health":
            self.respond(state["status"], b"{}")
        elif self.path == "/metrics":
            self.respond(200, METRICS.encode(), "text/plain; version=0.0.4")
        else:
            self.respond(405)

    def do_POST(self):
        message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if "id" not in message or "method" not in message:
            return self.respond(202)
        self.respond(200, json.dumps(answer(message)).encode())

    def do_DELETE(self):
        self.respond(200)

    def log_message(self, *_):
        pass


METRICS = """\
# HELP sick_requests_total Requests served.
# TYPE sick_requests_total counter
sick_requests_total{path="/mcp",server="own \\"label\\""} 12
# HELP sick_queue_length Requests that wait.
# TYPE sick_queue_length gauge
sick_queue_length 3
"""

parser = argparse.ArgumentParser()
parser.add_argument("--http", type=int)
options = parser.parse_args()

if options.http:
    listener = http.server.ThreadingHTTPServer(("127.0.0.1", options.http), Handler)
    threading.Thread(target=lambda: (listener.serve_forever(), listener.server_close())).start()
    print("listening", file=sys.stderr, flush=True)
    sys.stdin.buffer.read()
    os._exit(0)

for line in sys.stdin.buffer:
    message = json.loads(line)
    if "id" not in message or "method" not in message:
        continue
    print(json.dumps(answer(message)), flush=True)
    if state["deaf"]:
        time.sleep(1000)
