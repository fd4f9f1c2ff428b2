"""An MCP client on the official Python SDK 1.x that gives its own name to whoever asks.

    answering_client.py NAME COMMAND [ARGUMENT...]

Connects to the server that COMMAND starts and prints {"ready": …}. Each line of standard input is a question to call the
tool `ask` with; the answer is one line, with all that the client itself was asked meanwhile.
"""
import asyncio
import json
import sys

from mcp import ClientSession, StdioServerParameters, types
from mcp.client.stdio import stdio_client

NAME, COMMAND, *ARGUMENTS = sys.argv[1:]
asked = []


async def answer(context, params):
    asked.append(params.message)
    return types.ElicitResult(action="accept", content={"name": NAME})


async def main():
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    parameters = StdioServerParameters(command=COMMAND, args=ARGUMENTS)
    async with stdio_client(parameters) as (read, write), ClientSession(read, write, elicitation_callback=answer) as session:
        opening = await session.initialize()
        print(json.dumps({"ready": opening.serverInfo.name}), flush=True)
        while line := await lines.readline():
            result = await session.call_tool("ask", {"question": line.decode().strip()})
            print(json.dumps({"text": result.content[0].text, "isError": result.isError, "asked": asked}), flush=True)
            asked.clear()


asyncio.run(main())
