#!/usr/bin/env python3
"""A small MCP server for the pictures: issues of a team, with tools worth a form, and a log like that of a real one."""

import itertools
import json
import sys

ISSUES = {
    "PAY-118": ("Refunds are booked twice", "open", ["billing", "urgent"], "kim"),
    "PAY-121": ("Invoice lacks the tax number", "open", ["billing"], "ana"),
    "PAY-124": ("Export stops at 10,000 rows", "closed", ["export"], "kim"),
    "PAY-130": ("Card form rejects spaces", "open", ["checkout", "urgent"], "lee"),
}

TEXT, MANY = {"type": "string"}, {"type": "integer", "minimum": 1, "maximum": 100}
TOOLS = [
    ("search_issues", "Issues whose words, state and labels match", {
        "query": {**TEXT, "description": "Words to look for in titles"},
        "state": {**TEXT, "enum": ["open", "closed"], "description": "Only those in this state"},
        "labels": {"type": "array", "items": TEXT, "description": "Only those with all of these"},
        "limit": {**MANY, "default": 20},
    }, ["query"]),
    ("get_issue", "Everything about one issue", {"key": {**TEXT, "description": "Such as PAY-118"}}, ["key"]),
    ("add_comment", "Writes a comment under an issue", {"key": TEXT, "text": TEXT}, ["key", "text"]),
    ("list_projects", "The projects you may see", {}, []),
]


# What goes on beside the calls, one after the other.
BESIDE = itertools.cycle([
    "DEBUG pool: 2 of 20 connections in use",
    "WARN rate limit at 80 %: 4,012 of 5,000 requests this hour",
    '{"level":"info","event":"sync","project":"PAY","issues":24,"changed":3,"ms":41}',
    "ERROR upstream timeout after 1200 ms: POST /rest/api/3/issue/PAY-121/comment",
    "INFO retry 1/3 in 250 ms",
    "INFO comment added to PAY-121 by kim",
    "DEBUG cache: 212 of 240 entries warm",
    "WARN slow query: 940 ms for labels in (billing, urgent)",
])


def log(level, message):
    print(f"{level} {message}", file=sys.stderr, flush=True)
    print(next(BESIDE), file=sys.stderr, flush=True)


def search(query="", state=None, labels=(), limit=20):
    found = [
        {"key": key, "title": title, "state": now, "labels": tags, "assignee": {"name": name, "active": True}}
        for key, (title, now, tags, name) in ISSUES.items()
        if query.lower() in title.lower() and state in (None, "", now) and set(labels) <= set(tags)
    ]
    log("INFO", f"search query={query!r} found={len(found)} ms=41")
    return {"total": len(found), "issues": found[:limit], "next": None}


def get(key):
    if key not in ISSUES:
        log("ERROR", f"GET /rest/api/3/issue/{key}: 404 in 22 ms")
        raise KeyError(f"there is no issue {key}")
    title, state, labels, name = ISSUES[key]
    log("INFO", f"GET /rest/api/3/issue/{key}: 200 in 87 ms")
    return {"key": key, "title": title, "state": state, "labels": labels, "assignee": {"name": name, "active": True}}


def comment(key, text):
    get(key)
    log("INFO", f"comment of {len(text)} characters added to {key}")
    return {"key": key, "comments": 4}


ACTS = {"search_issues": search, "get_issue": get, "add_comment": comment, "list_projects": lambda: {"projects": ["PAY", "WEB"]}}


def answer(method, parameters):
    match method:
        case "initialize":
            return {
                "protocolVersion": "2025-11-25", "capabilities": {"tools": {}},
                "serverInfo": {"name": "tickets", "version": "2.4.1"},
            }
        case "tools/list":
            return {"tools": [
                {"name": name, "description": words, "inputSchema": {"type": "object", "properties": fields, "required": needed}}
                for name, words, fields, needed in TOOLS
            ]}
        case "tools/call":
            try:
                value = ACTS[parameters["name"]](**parameters.get("arguments", {}))
            except (KeyError, TypeError) as error:
                return {"isError": True, "content": [{"type": "text", "text": str(error).strip("'\"")}]}
            return {"content": [{"type": "text", "text": json.dumps(value)}], "structuredContent": value}
        case "ping":
            return {}
    return None


def main():
    log("INFO", "listening on stdio, protocol 2025-11-25")
    for line in sys.stdin:
        message = json.loads(line)
        if "id" not in message:
            continue
        result = answer(message["method"], message.get("params", {}))
        outcome = {"error": {"code": -32601, "message": "no such method"}} if result is None else {"result": result}
        print(json.dumps({"jsonrpc": "2.0", "id": message["id"], **outcome}), flush=True)


if __name__ == "__main__":
    main()
