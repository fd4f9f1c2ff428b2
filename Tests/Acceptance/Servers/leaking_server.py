"""A server that leaks its secrets in every way it knows. No package is needed.

Its secrets are the variables whose names begin with CANARY_. LEAK_DIARY is a file to which it adds the ways it has taken, one a
line, never what it leaked. While the file LEAK_BROKEN exists, it ends at its start.
"""
import base64
import json
import os
import sys
import time
import traceback
import urllib.parse

secrets = {name: value for name, value in sorted(os.environ.items()) if name.startswith("CANARY_")}
everything = " and ".join(secrets.values())


def note(way):
    with open(os.environ["LEAK_DIARY"], "a") as diary:
        diary.write(way + "\n")


def complain(way, text):
    """Says it on standard error, around our own buffers."""
    os.write(2, text.encode("utf-8", "surrogateescape") + b"\n")
    note(way)


def complain_in_parts(secret):
    """With pauses in the middle of the secret, and of a character, so that whoever reads gets it in parts."""
    data = secret.encode()
    cuts = sorted({len(data) // 3, len(data) // 2, len(data) - 1})
    os.write(2, b"in parts: ")
    for start, end in zip([0] + cuts, cuts + [len(data)]):
        os.write(2, data[start:end])
        # Not to wait for anything: to be read before the next part comes.
        time.sleep(0.02)
    os.write(2, b" were the parts\n")


def leak_on_standard_error():
    for name, secret in secrets.items():
        pair = f"user:{secret}".encode()
        complain("plain", f"{name} is {secret}, as everybody can see")
        complain_in_parts(secret)
        note("parts")
        complain("json", json.dumps({"level": "info", "token": secret}))
        complain("json", json.dumps({"level": "info", "token": secret}, ensure_ascii=False))
        complain("json twice", json.dumps({"body": json.dumps({"token": secret})}))
        complain("base64", "Authorization: Basic " + base64.b64encode(pair).decode())
        complain("base64", "token " + base64.b64encode(secret.encode()).decode())
        complain("base64url", "token " + base64.urlsafe_b64encode(pair).decode())
        complain("percent", "GET /?token=" + urllib.parse.quote(secret, safe=""))
        complain("percent", "GET /?token=" + urllib.parse.quote_plus(secret) + "&more=1")
        complain("repr", f"Settings(token={secret!r})")
        try:
            raise RuntimeError(f"no access with {secret}")
        except RuntimeError:
            complain("traceback", traceback.format_exc())
        # No message of the protocol at all, where only those should be.
        send_bytes(f"debug: {secret}\n".encode())
        note("standard output")


def send_bytes(data):
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def send(message):
    send_bytes(json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=len(json.dumps(message)) % 2 == 0).encode() + b"\n")


def tool(name, **properties):
    return {
        "name": name,
        "description": f"Is called with {everything}",
        "inputSchema": {"type": "object", "properties": properties},
    }


def call(id, name, arguments):
    if name == "tell":
        note("result")
        send({"id": id, "result": {"content": [{"type": "text", "text": everything}], "structuredContent": {"secrets": secrets}}})
    elif name == "fail":
        note("tool error")
        send({"id": id, "result": {"content": [{"type": "text", "text": f"cannot use {everything}"}], "isError": True}})
    elif name == "refuse":
        note("protocol error")
        send({"id": id, "error": {"code": -32000, "message": f"refused: {everything}", "data": {"secrets": secrets}}})
    elif name == "log":
        note("notification")
        for secret in secrets.values():
            send({"method": "notifications/message", "params": {"level": "warning", "logger": "leak", "data": f"used {secret}"}})
            send({"method": "notifications/message", "params": {"level": "error", "data": {"token": secret}}})
        send({"id": id, "result": {"content": [{"type": "text", "text": "logged"}]}})
    elif name == "echo":
        note("echo")
        send({"id": id, "result": {"content": [{"type": "text", "text": arguments.get("text", "")}]}})
    elif name == "crash":
        complain("last words", f"fatal: nobody takes {everything}")
        # The very last without the end of a line.
        os.write(2, secrets["CANARY_TOKEN"].encode())
        os._exit(3)
    else:
        send({"id": id, "error": {"code": -32602, "message": f"no tool {name}"}})


def answer(id, method, params):
    if method == "initialize":
        note("name")
        info = {"name": f"leaky {secrets['CANARY_TOKEN']}", "title": everything, "version": secrets["CANARY_SHORT"]}
        capabilities = {"tools": {}, "logging": {}}
        send({"id": id, "result": {
            "protocolVersion": params["protocolVersion"], "capabilities": capabilities, "serverInfo": info,
            "instructions": f"Use {everything}",
        }})
    elif method in ("ping", "logging/setLevel"):
        send({"id": id, "result": {}})
    elif method == "tools/list":
        note("description")
        text = {"type": "string", "description": f"Not {everything}", "default": secrets["CANARY_TOKEN"]}
        tools = [tool(name) for name in ("tell", "fail", "refuse", "log", "crash")] + [tool("echo", text=text)]
        send({"id": id, "result": {"tools": tools}})
    elif method == "tools/call":
        call(id, params["name"], params.get("arguments") or {})
    else:
        send({"id": id, "error": {"code": -32601, "message": "no such method"}})


leak_on_standard_error()
if os.path.exists(os.environ["LEAK_BROKEN"]):
    note("exit message")
    sys.exit(f"cannot log in with {everything}")
for line in sys.stdin.buffer:
    message = json.loads(line)
    if "id" in message and "method" in message:
        answer(message["id"], message["method"], message.get("params") or {})
