// The client side of Streamable HTTP and of HTTP with server-sent events.
import ModelContextProtocol
