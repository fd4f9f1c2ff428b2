"""A server that writes to standard error as fast as it is told, and knows whether it ever had to wait. No package is needed.

The tool `flood` writes `lines` lines at `rate` lines a second and answers how many there were, how long the longest write took
and how long all of them did. Each line has its number, counted from 1 over all calls.
"""
import json
import os
import sys
import time

written = 0


def flood(lines, rate):
    global written
    began = time.monotonic()
    longest = 0.0
    done = 0
    while done < lines:
        # A hundredth of a second at a time.
        count = min(max(1, rate // 100), lines - done)
        block = "".join(
            f"line {number:09} of a server that has much to say about the request it has just served\n"
            for number in range(written + 1, written + count + 1)
        ).encode()
        before = time.monotonic()
        while block:
            block = block[os.write(2, block) :]
        longest = max(longest, time.monotonic() - before)
        written += count
        done += count
        ahead = done / rate - (time.monotonic() - began)
        if ahead > 0:
            time.sleep(ahead)
    return {"lines": written, "longestWrite": longest, "seconds": time.monotonic() - began}


SCHEMA = {"type": "object", "properties": {"lines": {"type": "integer"}, "rate": {"type": "integer"}}, "required": ["lines", "rate"]}


def answer(method, params):
    if method == "initialize":
        return {
            "protocolVersion": params["protocolVersion"],
            "capabilities": {"tools": {}},
            "serverInfo": {"name": "flooding", "version": "1"},
        }
    if method == "ping":
        return {}
    if method == "tools/list":
        return {"tools": [{"name": "flood", "description": "Writes lines.", "inputSchema": SCHEMA}]}
    if method == "tools/call":
        told = flood(**params["arguments"])
        return {"content": [{"type": "text", "text": json.dumps(told)}]}
    return None


for line in sys.stdin.buffer:
    message = json.loads(line)
    if "id" not in message or "method" not in message:
        continue
    result = answer(message["method"], message.get("params") or {})
    reply = {"jsonrpc": "2.0", "id": message["id"]}
    if result is None:
        reply["error"] = {"code": -32601, "message": "no such method"}
    else:
        reply["result"] = result
    print(json.dumps(reply), flush=True)
