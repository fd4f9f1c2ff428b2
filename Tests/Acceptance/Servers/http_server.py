"""A small server over HTTP, from either major version of the official SDK.

    http_server.py streamable-http|sse PORT [--token TOKEN] [--health STATUS] [--cert FILE --key FILE]

Port 0 takes a free one; the port is printed when it is bound. With a token, every request must carry it.
"""
import argparse
import asyncio
import os
import signal
import socket

import uvicorn

try:
    from mcp.server.mcpserver import Context, MCPServer
except ImportError:
    from mcp.server.fastmcp import Context, FastMCP as MCPServer

server = MCPServer("http-sample")


@server.tool()
async def echo(text: str) -> str:
    """Says it again."""
    return text


@server.tool()
async def steps(count: int, ctx: Context) -> str:
    """Tells its progress."""
    for step in range(1, count + 1):
        await ctx.report_progress(step, count)
    return f"{count} steps"


@server.tool()
async def crash() -> str:
    """Ends the server at once."""
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


def guarded(app, token):
    """Lets only those in who know the token."""

    async def guard(scope, receive, send):
        headers = dict(scope.get("headers") or [])
        if scope["type"] != "http" or headers.get(b"authorization") == f"Bearer {token}".encode():
            return await app(scope, receive, send)
        await send({"type": "http.response.start", "status": 401, "headers": [(b"www-authenticate", b"Bearer")]})
        await send({"type": "http.response.body", "body": b""})

    return guard


def checked(app, status):
    """Answers the path /health with this status."""

    async def check(scope, receive, send):
        if scope["type"] != "http" or scope["path"] != "/health":
            return await app(scope, receive, send)
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    return check


parser = argparse.ArgumentParser()
parser.add_argument("transport", choices=["streamable-http", "sse"])
parser.add_argument("port", type=int)
parser.add_argument("--token")
parser.add_argument("--health", type=int)
parser.add_argument("--cert")
parser.add_argument("--key")
options = parser.parse_args()

app = server.sse_app() if options.transport == "sse" else server.streamable_http_app()
if options.token:
    app = guarded(app, options.token)
if options.health:
    app = checked(app, options.health)
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", options.port))
listener.listen()
print(listener.getsockname()[1], flush=True)
config = uvicorn.Config(app, log_level="warning", ssl_certfile=options.cert, ssl_keyfile=options.key)
asyncio.run(uvicorn.Server(config).serve(sockets=[listener]))
