"""A server that uses every feature the official Python SDK 2.x has, in both protocol eras.

    matrix_sdk2.py [--transport stdio|streamable-http|sse] [--port N]

The same tools as matrix_sdk1.py and matrix_fastmcp.py. `ask`, `sample` and `roots` call the client in the middle of
a call, which only the legacy era can; `…_in_result` are written so that the SDK asks in whichever way the era has.
"""
import argparse
import asyncio
from typing import Annotated

from mcp.server.lowlevel import NotificationOptions
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.resolve import Elicit, ListRoots, Resolve, Sample
from mcp.types import (
    Completion,
    CreateMessageResult,
    EmptyResult,
    ListRootsResult,
    SamplingMessage,
    SetLevelRequestParams,
    SubscribeRequestParams,
    TextContent,
    UnsubscribeRequestParams,
)
from pydantic import BaseModel

server = MCPServer("matrix-sdk2", version="1", instructions="Every feature of SDK 2.x.")
# How each slow call ended, by its key; who subscribed to which uri in the legacy way.
fates: dict[str, asyncio.Future[str]] = {}
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
    raise ToolError(message)


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
    await ctx.info(message, logger_name="matrix")
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


def question_of_call(question: str) -> Elicit[Person]:
    return Elicit(question, Person)


def sample_of_call(prompt: str) -> Sample:
    return Sample([SamplingMessage(role="user", content=TextContent(type="text", text=prompt))], max_tokens=10)


def roots_of_call() -> ListRoots:
    return ListRoots()


@server.tool()
async def ask_in_result(question: str, person: Annotated[Person, Resolve(question_of_call)]) -> str:
    return f"accept {person.name}"


@server.tool()
async def sample_in_result(prompt: str, answer: Annotated[CreateMessageResult, Resolve(sample_of_call)]) -> str:
    return f"{answer.model}: {answer.content.text}"


@server.tool()
async def roots_in_result(answer: Annotated[ListRootsResult, Resolve(roots_of_call)]) -> str:
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
    await ctx.notify_tools_changed()
    await ctx.notify_resources_changed()
    await ctx.notify_prompts_changed()
    return "grown"


@server.tool()
async def touch(uri: str, ctx: Context) -> str:
    """Says that a resource has changed, to whoever subscribed to it."""
    for session in subscribers.get(uri, []):
        await session.send_resource_updated(uri)
    await ctx.notify_resource_updated(uri)
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


# What MCPServer has no decorator for: subscriptions and log levels of the legacy era.
async def subscribe(ctx, params):
    subscribers.setdefault(str(params.uri), []).append(ctx.session)
    return EmptyResult()


async def unsubscribe(ctx, params):
    subscribers.pop(str(params.uri), None)
    return EmptyResult()


async def set_level(ctx, params):
    return EmptyResult()


lowlevel = server._lowlevel_server
lowlevel.add_request_handler("resources/subscribe", SubscribeRequestParams, subscribe)
lowlevel.add_request_handler("resources/unsubscribe", UnsubscribeRequestParams, unsubscribe)
lowlevel.add_request_handler("logging/setLevel", SetLevelRequestParams, set_level)
# MCPServer promises no list_changed to legacy clients although it sends it; this one keeps what it promises.
options = lowlevel.create_initialization_options
lowlevel.create_initialization_options = lambda *_: options(NotificationOptions(True, True, True))

parser = argparse.ArgumentParser()
parser.add_argument("--transport", choices=["stdio", "streamable-http", "sse"], default="stdio")
parser.add_argument("--port", type=int, default=0)
choice = parser.parse_args()
server.run(choice.transport, **({} if choice.transport == "stdio" else {"port": choice.port}))
