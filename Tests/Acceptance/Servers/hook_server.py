"""Takes what webhooks send, refuses the first, and prints each with whether its signature is right. No package is needed.

    hook_server.py SECRET
"""
import hashlib
import hmac
import http.server
import json
import sys

secret = sys.argv[1].encode()
seen = 0


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        global seen
        seen += 1
        body = self.rfile.read(int(self.headers["Content-Length"]))
        signed = self.headers["X-MCP-Manager-Timestamp"].encode() + b"." + body
        expected = "sha256=" + hmac.new(secret, signed, hashlib.sha256).hexdigest()
        is_signed = hmac.compare_digest(expected, self.headers["X-MCP-Manager-Signature"])
        status = 503 if seen == 1 else 204
        print(json.dumps({"status": status, "isSigned": is_signed, "body": json.loads(body)}), flush=True)
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
