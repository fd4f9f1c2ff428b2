"""A server on the official Python SDK 1.x whose one tool asks its client for a name before it answers."""
from mcp.server.fastmcp import Context, FastMCP
from pydantic import BaseModel

server = FastMCP("asking")


class Person(BaseModel):
    name: str


@server.tool()
async def ask(question: str, ctx: Context) -> str:
    answer = await ctx.elicit(question, Person)
    return f"{question}: {answer.data.name}" if answer.action == "accept" else f"{question}: {answer.action}"


server.run()
