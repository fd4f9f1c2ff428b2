"""A server that says what its variables hold without telling: their length and a fingerprint. No package is needed.

    digest_server.py [--variable NAME] [--allow FILE] [--hang FILE]

With --allow it ends at once unless the variable's fingerprint is a line of FILE; with --hang it answers nothing when it is one.
"""
import argparse
import json
import os
import sys


def fingerprint(name):
    value = os.environb.get(name.encode())
    if value is None:
        return "none"
    digest = 0xCBF29CE484222325
    for byte in value:
        digest = (digest ^ byte) * 0x100000001B3 % (1 << 64)
    return f"{len(value)}:{digest:016x}"


def listed(path):
    if not path or not os.path.exists(path):
        return False
    with open(path) as file:
        return fingerprint(options.variable) in file.read().split()


def tool(name, description, argument):
    schema = {"type": "object", "properties": {argument: {"type": "string"}}, "required": [argument]}
    return {"name": name, "description": description, "inputSchema": schema}


TOOLS = [
    tool("fingerprint", "Of one variable.", "name"),
    tool("fingerprints", "Of all whose names begin so, a line each.", "prefix"),
]


def call(name, arguments):
    if name == "fingerprint":
        return fingerprint(arguments["name"])
    names = sorted(name for name in os.environ if name.startswith(arguments["prefix"]))
    return "\n".join(f"{name} {fingerprint(name)}" for name in names)


def answer(method, params):
    if method == "initialize":
        return {
            "protocolVersion": params["protocolVersion"],
            "capabilities": {"tools": {}},
            "serverInfo": {"name": "digest", "version": "1"},
        }
    if method == "ping":
        return {}
    if method == "tools/list":
        return {"tools": TOOLS}
    if method == "tools/call":
        return {"content": [{"type": "text", "text": call(params["name"], params.get("arguments") or {})}]}
    return None


parser = argparse.ArgumentParser()
parser.add_argument("--variable")
parser.add_argument("--allow")
parser.add_argument("--hang")
options = parser.parse_args()

if options.allow and not listed(options.allow):
    sys.exit(f"{options.variable} was not accepted")
hangs = listed(options.hang)
if hangs:
    print("this value takes for ever", file=sys.stderr, flush=True)

for line in sys.stdin.buffer:
    message = json.loads(line)
    if hangs or "id" not in message or "method" not in message:
        continue
    result = answer(message["method"], message.get("params") or {})
    reply = {"jsonrpc": "2.0", "id": message["id"]}
    if result is None:
        reply["error"] = {"code": -32601, "message": "no such method"}
    else:
        reply["result"] = result
    print(json.dumps(reply), flush=True)
