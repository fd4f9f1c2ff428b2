"""fastmcp's own proxy on standard input and output, for the command in the arguments."""

import sys

from fastmcp.client.transports import StdioTransport
from fastmcp.server import create_proxy

create_proxy(StdioTransport(command=sys.argv[1], args=sys.argv[2:])).run(transport="stdio", show_banner=False)
