"""A server that uses every feature the official Python SDK 1.x has: the legacy era only.

    matrix_sdk1.py [--transport stdio|streamable-http|sse] [--port N]

The same tools as matrix_sdk2.py, without those that ask in a result.
"""
import argparse
import asyncio

from mcp.server.fastmcp import Context, FastMCP
from mcp.server.lowlevel import NotificationOptions
from mcp.types import Completion, SamplingMessage, TextContent
from pydantic import BaseModel

parser = argparse.ArgumentParser()
parser.add_argument("--transport", choices=["stdio", "streamable-http", "sse"], default="stdio")
parser.add_argument("--port", type=int, default=0)
choice = parser.parse_args()

server = FastMCP("matrix-sdk1", instructions="Every feature of SDK 1.x.", port=choice.port)
# How each slow call ended, by its key; who subscribed to which uri.
fates: dict[str, asyncio.Future] = {}
subscribers: dict[str, list] = {}
NAMES = ["Ada", "Alan", "Grace"]


class Person(BaseModel):
    name: str


def fate_of(key):
    return fates.setdefault(key, asyncio.get_running_loop().create_future())


@server.tool()
async def echo(text: str) -> str:
    return text


@server.tool()
async def fail(message: str) -> str:
    raise ValueError(message)


@server.tool()
async def slow(key: str, steps: int, seconds: float, ctx: Context) -> str:
    """Takes a while, tells its progress, and can be cancelled."""
    fate = fate_of(key)
    try:
        for step in range(1, steps + 1):
            await asyncio.sleep(seconds / steps)
            await ctx.report_progress(step, steps, f"step {step}")
    except asyncio.CancelledError:
        fate.set_result("cancelled")
        raise
    fate.set_result("finished")
    return "done"


@server.tool()
async def fate(key: str) -> str:
    """How the slow call of this key ended."""
    try:
        return await asyncio.wait_for(asyncio.shield(fate_of(key)), 5)
    except asyncio.TimeoutError:
        return "running"


@server.tool()
async def log(message: str, ctx: Context) -> str:
    await ctx.session.send_log_message(
        level="info", data=message, logger="matrix", related_request_id=ctx.request_id)
    return "logged"


@server.tool()
async def ask(question: str, ctx: Context) -> str:
    answer = await ctx.elicit(question, Person)
    return f"{answer.action} {answer.data.name}" if answer.action == "accept" else answer.action


@server.tool()
async def sample(prompt: str, ctx: Context) -> str:
    message = SamplingMessage(role="user", content=TextContent(type="text", text=prompt))
    answer = await ctx.session.create_message([message], max_tokens=10, related_request_id=ctx.request_id)
    return f"{answer.model}: {answer.content.text}"


@server.tool()
async def roots(ctx: Context) -> str:
    answer = await ctx.session.list_roots()
    return " ".join(str(root.uri) for root in answer.roots)


@server.tool()
async def grow(name: str, ctx: Context) -> str:
    """Adds a tool, a resource and a prompt of this name, and tells."""

    def grown() -> str:
        return name

    server.add_tool(grown, name=name)
    server.resource(f"matrix://grown/{name}")(grown)
    server.prompt(name=name)(grown)
    await ctx.session.send_tool_list_changed()
    await ctx.session.send_resource_list_changed()
    await ctx.session.send_prompt_list_changed()
    return "grown"


@server.tool()
async def touch(uri: str, ctx: Context) -> str:
    """Says that a resource has changed, to whoever subscribed to it."""
    for session in subscribers.get(uri, []):
        await session.send_resource_updated(uri)
    return "touched"


@server.resource("matrix://state")
def state() -> str:
    return "the state"


@server.resource("matrix://items/{name}")
def item(name: str) -> str:
    return f"item {name}"


@server.prompt()
def greet(name: str) -> str:
    return f"Greet {name}."


@server.completion()
async def complete(ref, argument, context):
    return Completion(values=[name for name in NAMES if name.startswith(argument.value)])


# What FastMCP has no decorator for: subscriptions and log levels.
lowlevel = server._mcp_server


@lowlevel.subscribe_resource()
async def subscribe(uri):
    subscribers.setdefault(str(uri), []).append(lowlevel.request_context.session)


@lowlevel.unsubscribe_resource()
async def unsubscribe(uri):
    subscribers.pop(str(uri), None)


@lowlevel.set_logging_level()
async def set_level(level):
    pass


def promise(*_):
    """The SDK promises neither list_changed nor subscriptions by itself, whatever is registered."""
    promised = options(NotificationOptions(True, True, True))
    promised.capabilities.resources.subscribe = True
    return promised


options = lowlevel.create_initialization_options
lowlevel.create_initialization_options = promise
server.run(choice.transport)
