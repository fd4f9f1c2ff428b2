"""Claude Code, asked through its own SDK for the MCP servers in its file.

    claude_client.py

Starts Claude Code, which connects to its servers, and prints one line for all of them:

    {"servers": [{"name": "time", "status": "connected", "tools": ["convert_time"]}]}

No model is asked anything, so no account is needed.
"""
import asyncio
import json

from claude_agent_sdk import ClaudeAgentOptions, ClaudeSDKClient

# It says that it is ready when every server has answered, or after so long; else it connects behind our back.
PATIENCE = {"MCP_CONNECTION_NONBLOCKING": "0", "MCP_CONNECT_TIMEOUT_MS": "60000", "MCP_TIMEOUT": "60000"}


async def main():
    async with ClaudeSDKClient(ClaudeAgentOptions(env=PATIENCE)) as claude:
        status = await claude.get_mcp_status()
    servers = [
        dict(name=server["name"], status=server["status"], tools=[tool["name"] for tool in server.get("tools", [])])
        for server in status["mcpServers"]
    ]
    print(json.dumps({"servers": servers}), flush=True)


asyncio.run(main())
