"""Uses every feature of a matrix server through the official Python SDK (2.x or 1.x), and tells which worked.

    matrix_client.py MODE -- COMMAND [ARGUMENT...]      over stdio to a server, or to mcp-connect
    matrix_client.py MODE URL                           straight to a server: Streamable HTTP, or SSE if it ends in /sse

MODE is how the client opens: legacy (all that 1.x can), auto or 2026-07-28. Prints one line for each feature:
{"feature": …, "ok": true or false, "detail": …}. Each has a time limit of its own, so that one hang costs only itself.
"""
import asyncio
import json
import os
import sys
import warnings
from contextlib import AsyncExitStack
from importlib.metadata import version

from mcp import ClientSession, StdioServerParameters, types
from mcp.client.sse import sse_client
from mcp.client.stdio import stdio_client

warnings.simplefilter("ignore")
IS_FIRST = version("mcp").startswith("1.")
MODE, *TARGET = sys.argv[1:]
LIMIT = 15
ROOT = "file:///matrix/root"
STATE = "matrix://state"
# Other clients may use the same server at the same time.
MINE = f"mine-{os.getpid()}"


def say(feature, ok, detail=""):
    print(json.dumps({"feature": feature, "ok": ok, "detail": str(detail)[:400]}), flush=True)


def value(kind, **fields):
    """A protocol value from its wire names, which both SDKs take."""
    return getattr(types, kind).model_validate(fields)


def field(thing, name):
    """A field by its wire name; 2.x spells it in snake case."""
    snake = "".join("_" + letter.lower() if letter.isupper() else letter for letter in name)
    return getattr(thing, snake) if hasattr(thing, snake) else getattr(thing, name)


def check(claim, detail):
    if not claim:
        raise AssertionError(detail)
    return detail


class Heard:
    """What the server has said on its own, and waiting for it."""

    def __init__(self):
        self.items, self.changed = [], asyncio.Condition()

    async def add(self, item):
        async with self.changed:
            self.items.append(item)
            self.changed.notify_all()

    async def wait(self, *wanted):
        """Waits until all of these have been heard, in any order; returns them."""
        async with self.changed:
            await self.changed.wait_for(lambda: all(item in self.items for item in wanted))
        return list(wanted)


class Client:
    """One connection; the same verbs whichever SDK it stands on."""

    def __init__(self):
        self.heard, self.questions, self.tools = Heard(), [], []

    # What the server may ask or tell.

    async def on_elicit(self, context, params):
        self.questions.append(params.message)
        return value("ElicitResult", action="accept", content={"name": "Ada"})

    async def on_sample(self, context, params):
        self.questions.append(params.messages[0].content.text)
        content = {"type": "text", "text": params.messages[0].content.text.upper()}
        return value("CreateMessageResult", role="assistant", content=content, model="matrix-model")

    async def on_roots(self, context):
        return value("ListRootsResult", roots=[{"uri": ROOT}])

    async def on_log(self, params):
        await self.heard.add(("log", params.level, params.data if isinstance(params.data, str) else params.data["msg"]))

    async def on_message(self, message):
        message = getattr(message, "root", message)
        method = getattr(message, "method", None)
        if method == "notifications/resources/updated":
            await self.heard.add((method, str(message.params.uri)))
        elif method:
            await self.heard.add(method)

    # Opening.

    async def open(self, stack):
        if TARGET[0] == "--":
            transport = stdio_client(StdioServerParameters(command=TARGET[1], args=TARGET[2:]))
        elif TARGET[0].endswith("/sse"):
            transport = sse_client(TARGET[0])
        elif IS_FIRST:
            from mcp.client.streamable_http import streamable_http_client

            transport = streamable_http_client(TARGET[0])
        else:
            transport = TARGET[0]
        callbacks = dict(
            sampling_callback=self.on_sample, elicitation_callback=self.on_elicit, list_roots_callback=self.on_roots,
            logging_callback=self.on_log, message_handler=self.on_message)
        if IS_FIRST:
            check(MODE == "legacy", "SDK 1.x knows no other mode than legacy")
            read, write, *_ = await stack.enter_async_context(transport)
            self.session = await stack.enter_async_context(ClientSession(read, write, **callbacks))
            opening = await self.session.initialize()
            self.version, self.server, self.promised = opening.protocolVersion, opening.serverInfo.name, opening.capabilities
        else:
            import mcp

            self.session = await stack.enter_async_context(
                mcp.Client(transport, mode=MODE, log_level="debug", **callbacks))
            self.version = self.session.protocol_version
            # A client pinned to a version asks nothing first, so nothing was promised to it.
            self.promised = None if MODE == self.version else self.session.server_capabilities
            self.server = getattr(self.session.server_info, "name", None)
        self.is_modern = self.version == "2026-07-28"

    # Verbs.

    async def call(self, tool, **arguments):
        result = await self.session.call_tool(tool, arguments)
        text = " ".join(part.text for part in result.content)
        check(not field(result, "isError"), f"error: {text}")
        return text

    async def cancel(self, call, number):
        if IS_FIRST:
            # 1.x has no verb for it.
            told = value("CancelledNotification", method="notifications/cancelled", params={"requestId": number})
            await self.session.send_notification(types.ClientNotification(told))
        # A server need not answer a cancelled request, so nobody may wait for one.
        call.cancel()
        await asyncio.wait([call])

    async def listening(self, stack, uri=None):
        """Makes the server tell changes; returns how to wait for some of them."""
        if self.is_modern:
            wishes = {"resource_subscriptions": [uri]} if uri else {
                "tools_list_changed": True, "resources_list_changed": True, "prompts_list_changed": True}
            events = await stack.enter_async_context(self.session.listen(**wishes))

            async def wait(*wanted):
                names = {
                    "ToolsListChanged": "notifications/tools/list_changed",
                    "ResourcesListChanged": "notifications/resources/list_changed",
                    "PromptsListChanged": "notifications/prompts/list_changed"}
                missing = set(wanted)
                async for event in events:
                    missing.discard(names.get(type(event).__name__) or ("notifications/resources/updated", event.uri))
                    if not missing:
                        return list(wanted)
                raise AssertionError(f"the subscription ended before {missing}")

            return wait
        if uri:
            await self.session.subscribe_resource(types.AnyUrl(uri) if IS_FIRST else uri)
        return self.heard.wait

    def uri(self, text):
        return types.AnyUrl(text) if IS_FIRST else text


# The features. Each returns what it saw, or raises; `None` means that the server does not offer it.


async def tools(client):
    client.tools = [tool.name for tool in (await client.session.list_tools()).tools]
    return check({"echo", "slow", "grow"} <= set(client.tools), " ".join(sorted(client.tools)))


async def echo(client):
    text = "ä€😀 \" \\ \n end"
    answer = await client.call("echo", text=text)
    return check(answer == text, answer)


async def fail(client):
    result = await client.session.call_tool("fail", {"message": "on purpose"})
    return check(field(result, "isError") and "on purpose" in result.content[0].text, result)


async def unknown_tool(client):
    """Either an error or a failed result, but an answer."""
    try:
        result = await client.session.call_tool("no_such_tool", {})
        return check(field(result, "isError"), result.content[0].text)
    except Exception as problem:
        return check("no_such_tool" in str(problem) or "nknown" in str(problem), repr(problem))


async def progress(client):
    heard = Heard()

    async def on_progress(done, total, message):
        await heard.add((done, total, message))

    result = await client.session.call_tool(
        "slow", {"key": f"progress {MINE}", "steps": 3, "seconds": 0.15}, progress_callback=on_progress)
    check(result.content[0].text == "done", result)
    wanted = [(step, 3, f"step {step}") for step in (1, 2, 3)]
    await heard.wait(*wanted)
    return check(heard.items == wanted, heard.items)


async def cancel(client):
    began = asyncio.Event()

    async def on_progress(done, total, message):
        began.set()

    number = getattr(client.session, "_request_id", None)
    call = asyncio.create_task(client.session.call_tool(
        "slow", {"key": f"cancel {MINE}", "steps": 100, "seconds": 30}, progress_callback=on_progress))
    await asyncio.wait([call, asyncio.ensure_future(began.wait())], return_when=asyncio.FIRST_COMPLETED)
    if call.done():
        return check(False, repr(call.exception() or call.result()))
    await client.cancel(call, number)
    fate = await client.call("fate", key=f"cancel {MINE}")
    return check(fate == "cancelled", fate)


async def log(client):
    if not client.is_modern:
        await client.session.set_logging_level("debug")
    await client.call("log", message="a line")
    return await client.heard.wait(("log", "info", "a line"))


async def ping(client):
    if client.is_modern:
        return None
    await client.session.send_ping()
    return "answered"


def asking(tool, arguments, expected):
    """A tool that asks the client something in the middle of its work."""

    async def feature(client):
        if tool not in client.tools:
            return None
        answer = await client.call(tool, **arguments)
        return check(answer == expected, answer)

    return feature


async def resource(client):
    listed = [str(found.uri) for found in (await client.session.list_resources()).resources]
    check(STATE in listed, listed)
    result = await client.session.read_resource(client.uri(STATE))
    return check(result.contents[0].text == "the state", result)


async def template(client):
    found = field(await client.session.list_resource_templates(), "resourceTemplates")
    check("matrix://items/{name}" in [field(each, "uriTemplate") for each in found], found)
    result = await client.session.read_resource(client.uri("matrix://items/x"))
    return check(result.contents[0].text == "item x", result)


async def prompt(client):
    check("greet" in [found.name for found in (await client.session.list_prompts()).prompts], "not listed")
    result = await client.session.get_prompt("greet", {"name": "Ada"})
    return check(result.messages[0].content.text == "Greet Ada.", result)


async def completion(client):
    check(client.promised is None or client.promised.completions is not None, "no completions promised")
    for reference in (
        value("PromptReference", type="ref/prompt", name="greet"),
        value("ResourceTemplateReference", type="ref/resource", uri="matrix://items/{name}"),
    ):
        result = await client.session.complete(reference, {"name": "name", "value": "A"})
        check(result.completion.values == ["Ada", "Alan"], result)
    return "for a prompt and a template"


async def subscription(client):
    if "touch" not in client.tools:
        return None
    check(client.promised is None or client.promised.resources.subscribe, "no subscriptions promised")
    async with AsyncExitStack() as stack:
        wait = await client.listening(stack, STATE)
        await client.call("touch", uri=STATE)
        await wait(("notifications/resources/updated", STATE))
    if not client.is_modern:
        await client.session.unsubscribe_resource(client.uri(STATE))
        told = client.heard.items.count(("notifications/resources/updated", STATE))
        await client.call("touch", uri=STATE)
        await client.call("echo", text="after")
        check(client.heard.items.count(("notifications/resources/updated", STATE)) == told, "told after unsubscribing")
    return "told"


async def list_changed(client):
    async with AsyncExitStack() as stack:
        wait = await client.listening(stack)
        await client.call("grow", name=MINE)
        await wait(*(f"notifications/{kind}/list_changed" for kind in ("tools", "resources", "prompts")))
    check(MINE in [tool.name for tool in (await client.session.list_tools()).tools], "no new tool")
    resources = (await client.session.list_resources()).resources
    check(f"matrix://grown/{MINE}" in [str(found.uri) for found in resources], "no new resource")
    check(MINE in [found.name for found in (await client.session.list_prompts()).prompts], "no new prompt")
    return await client.call(MINE)


FEATURES = {
    "tools": tools,
    "echo": echo,
    "fail": fail,
    "unknown tool": unknown_tool,
    "ping": ping,
    "progress": progress,
    "cancellation": cancel,
    "log": log,
    "elicitation": asking("ask", {"question": "who?"}, "accept Ada"),
    "sampling": asking("sample", {"prompt": "hello"}, "matrix-model: HELLO"),
    "roots": asking("roots", {}, ROOT),
    "elicitation in a result": asking("ask_in_result", {"question": "who?"}, "accept Ada"),
    "sampling in a result": asking("sample_in_result", {"prompt": "hello"}, "matrix-model: HELLO"),
    "roots in a result": asking("roots_in_result", {}, ROOT),
    "resource": resource,
    "template": template,
    "prompt": prompt,
    "completion": completion,
    "subscription": subscription,
    "list_changed": list_changed,
}


async def attempt(name, work):
    try:
        seen = await asyncio.wait_for(work, LIMIT)
        say(name, seen is not None, "not offered" if seen is None else seen)
        return True
    except (asyncio.TimeoutError, TimeoutError):
        say(name, False, f"nothing within {LIMIT} s")
    except Exception as problem:
        inner = problem
        while getattr(inner, "exceptions", None):
            inner = inner.exceptions[0]
        say(name, False, f"{type(inner).__name__}: {inner}")


async def main():
    client = Client()
    # Not under wait_for: the SDKs' task groups must be closed by the task that opened them.
    try:
        async with AsyncExitStack() as stack:
            async with asyncio.timeout(60):
                await client.open(stack)
            say("open", True, f"{client.server}, {client.version}")
            for name, feature in FEATURES.items():
                await attempt(name, feature(client))
    except BaseException as problem:
        while getattr(problem, "exceptions", None):
            problem = problem.exceptions[0]
        say("close" if hasattr(client, "version") else "open", False, f"{type(problem).__name__}: {problem}")
    else:
        say("close", True)


asyncio.run(main())
