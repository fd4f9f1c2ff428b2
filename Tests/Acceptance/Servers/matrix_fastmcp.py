"""A server that uses every feature fastmcp 4 has, in both protocol eras.

    matrix_fastmcp.py [--transport stdio|streamable-http|sse] [--port N]

The same tools as matrix_sdk2.py. `ask`, `sample` and `roots` call the client in the middle of a call, which only the
legacy era can; `…_in_result` return their question as a result, which only the modern era can. fastmcp serves no
subscriptions and no `subscriptions/listen`.
"""
import argparse
import asyncio

from fastmcp import Context, FastMCP
from fastmcp.exceptions import ToolError
from fastmcp.prompts import Prompt
from fastmcp.resources import Resource
from fastmcp.tools import Tool
from mcp.types import (
    CreateMessageRequest,
    CreateMessageRequestParams,
    ElicitRequest,
    ElicitRequestFormParams,
    InputRequiredResult,
    ListRootsRequest,
    PromptListChangedNotification,
    ResourceListChangedNotification,
    SamplingMessage,
    TextContent,
    ToolListChangedNotification,
)
from pydantic import BaseModel

server = FastMCP("matrix-fastmcp", instructions="Every feature of fastmcp.")
# How each slow call ended, by its key.
fates: dict[str, asyncio.Future] = {}
NAMES = ["Ada", "Alan", "Grace"]


class Person(BaseModel):
    name: str


def fate_of(key):
    return fates.setdefault(key, asyncio.get_running_loop().create_future())


def message_of(prompt):
    return SamplingMessage(role="user", content=TextContent(type="text", text=prompt))


@server.tool
async def echo(text: str) -> str:
    return text


@server.tool
async def fail(message: str) -> str:
    raise ToolError(message)


@server.tool
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


@server.tool
async def fate(key: str) -> str:
    """How the slow call of this key ended."""
    try:
        return await asyncio.wait_for(asyncio.shield(fate_of(key)), 5)
    except asyncio.TimeoutError:
        return "running"


@server.tool
async def log(message: str, ctx: Context) -> str:
    await ctx.info(message, logger_name="matrix")
    return "logged"


@server.tool
async def ask(question: str, ctx: Context) -> str:
    answer = await ctx.elicit(question, Person)
    return f"{answer.action} {answer.data.name}" if answer.action == "accept" else answer.action


@server.tool
async def sample(prompt: str, ctx: Context) -> str:
    answer = await ctx.session.create_message(
        [message_of(prompt)], max_tokens=10, related_request_id=ctx.request_id)
    return f"{answer.model}: {answer.content.text}"


@server.tool
async def roots(ctx: Context) -> str:
    answer = await ctx.session.list_roots()
    return " ".join(str(root.uri) for root in answer.roots)


def asking(request):
    return InputRequiredResult(input_requests={"it": request})


@server.tool
async def ask_in_result(question: str, ctx: Context) -> str | InputRequiredResult:
    if not ctx.input_responses:
        form = ElicitRequestFormParams(message=question, requested_schema=Person.model_json_schema())
        return asking(ElicitRequest(params=form))
    answer = ctx.input_responses["it"]
    return f"{answer.action} {(answer.content or {}).get('name')}"


@server.tool
async def sample_in_result(prompt: str, ctx: Context) -> str | InputRequiredResult:
    if not ctx.input_responses:
        params = CreateMessageRequestParams(messages=[message_of(prompt)], max_tokens=10)
        return asking(CreateMessageRequest(params=params))
    answer = ctx.input_responses["it"]
    return f"{answer.model}: {answer.content.text}"


@server.tool
async def roots_in_result(ctx: Context) -> str | InputRequiredResult:
    if not ctx.input_responses:
        return asking(ListRootsRequest())
    return " ".join(str(root.uri) for root in ctx.input_responses["it"].roots)


@server.tool
async def grow(name: str, ctx: Context) -> str:
    """Adds a tool, a resource and a prompt of this name, and tells."""

    def grown() -> str:
        return name

    server.add_tool(Tool.from_function(grown, name=name))
    server.add_resource(Resource.from_function(grown, uri=f"matrix://grown/{name}"))
    server.add_prompt(Prompt.from_function(grown, name=name))
    for notification in (ToolListChangedNotification(), ResourceListChangedNotification(), PromptListChangedNotification()):
        await ctx.send_notification(notification)
    return "grown"


@server.resource("matrix://state")
def state() -> str:
    return "the state"


@server.resource("matrix://items/{name}")
def item(name: str) -> str:
    return f"item {name}"


@server.prompt
def greet(name: str) -> str:
    return f"Greet {name}."


@server.completion
def complete(ref, argument, context):
    return [name for name in NAMES if name.startswith(argument.value)]


parser = argparse.ArgumentParser()
parser.add_argument("--transport", choices=["stdio", "streamable-http", "sse"], default="stdio")
parser.add_argument("--port", type=int, default=0)
choice = parser.parse_args()
server.run(choice.transport, show_banner=False, **({} if choice.transport == "stdio" else {"port": choice.port}))
