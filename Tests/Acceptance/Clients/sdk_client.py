"""An MCP client on the official Python SDK (2.x or 1.x), driven line by line.

    sdk_client.py COMMAND [ARGUMENT...]

Connects to the server that COMMAND starts and prints {"ready": …}. Then each line of standard input is one order,
answered by one line with the same "order":

    {"order": 1, "list": true}                              the names of the tools
    {"order": 2, "call": "echo", "arguments": {…}}          the text of a call's result, or its error

While a call runs, its progress is printed as {"order": 2, "progress": …, "total": …}. Ends with its standard input.
"""
import asyncio
import json
import sys
from contextlib import asynccontextmanager
from importlib.metadata import version

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

SDK = version("mcp")


def say(**line):
    print(json.dumps(line), flush=True)


def field(value, *names):
    """A field by whichever of its names this SDK uses (2.x: snake case, 1.x: camel case)."""
    return next((getattr(value, name) for name in names if hasattr(value, name)), None)


@asynccontextmanager
async def connected(parameters):
    """The session and what the server said of itself, opened as this SDK does by default."""
    if SDK.startswith("1."):
        async with stdio_client(parameters) as (read, write), ClientSession(read, write) as session:
            opening = await session.initialize()
            yield session, opening.protocolVersion, opening.serverInfo.name
    else:
        from mcp import Client

        async with Client(stdio_client(parameters)) as client:
            yield client, client.protocol_version, client.server_info.name


async def obey(session, order):
    number = order["order"]

    async def progress(done, total, message):
        say(order=number, progress=done, total=total, message=message)

    try:
        if "list" in order:
            listed = await session.list_tools()
            say(order=number, tools=[tool.name for tool in listed.tools])
        else:
            result = await session.call_tool(order["call"], order["arguments"], progress_callback=progress)
            text = "\n".join(part.text for part in result.content if part.type == "text")
            say(order=number, text=text, isError=bool(field(result, "is_error", "isError")))
    except Exception as problem:  # the SDKs' own error types differ; the words are what the test reads
        details = getattr(problem, "error", None)
        say(order=number, error=str(problem), code=getattr(details, "code", None))


async def main():
    parameters = StdioServerParameters(command=sys.argv[1], args=sys.argv[2:])
    lines = asyncio.StreamReader(limit=64 << 20)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    async with connected(parameters) as (session, protocol, server):
        say(ready=server, protocol=protocol, sdk=SDK)
        while line := await lines.readline():
            await obey(session, json.loads(line))


asyncio.run(main())
