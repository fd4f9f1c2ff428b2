"""An HTTP server that lets nobody in, and quotes what everybody came with. No package is needed.

It prints its port, takes requests until its input ends, and says on standard error how often it was asked.
"""
import base64
import http.server
import json
import sys
import threading
import urllib.parse


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked = 0

    def refuse(self):
        Handler.asked += 1
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        came_with = self.headers.get("Authorization") or "nothing"
        body = json.dumps({
            "error": f"{came_with} is not good enough",
            "encoded": base64.b64encode(came_with.encode()).decode(),
            "link": "https://example.com/?token=" + urllib.parse.quote(came_with, safe=""),
        }).encode()
        self.send_response(401, f"Not with {came_with}")
        self.send_header("WWW-Authenticate", f'Bearer error="invalid_token", error_description="{came_with}"')
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_DELETE = refuse

    def log_message(self, format, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
print(f"asked {Handler.asked} times", file=sys.stderr, flush=True)
