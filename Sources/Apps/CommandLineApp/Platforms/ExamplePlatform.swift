/// A description of a client, for `mcp-manager platform add --example`.
let examplePlatform = """
    # An AI client that mcp-manager does not know. Change what is below, then: mcp-manager platform add my-editor.yaml
    # Only id, title and files must be there.

    id: my-editor                   # what you type: lower-case letters, digits and '-'
    title: My Editor                # for people
    files: ~/.my-editor/mcp.json    # JSON, JSONC, TOML or YAML, as the name's end says
    # files:                        # or where it is on each system
    #   linux: $XDG_CONFIG_HOME/my-editor/mcp.json
    #   macos: ~/Library/Application Support/My Editor/mcp.json
    #   windows: '%APPDATA%\\My Editor\\mcp.json'
    # format: jsonc                 # where the name's end does not say it: json, jsonc, json-with-comments, toml, yaml

    # Signs that it is installed; one is enough. Left out: its file is the sign.
    detection:
      paths: ~/.my-editor
      commands: my-editor

    container: mcpServers           # the key that leads to the servers; [mcp, servers] for a key within a key

    # How it writes a server down: the names of its keys. These are the usual ones, and can be left out; 'no' says that it has none.
    entry:
      command: command
      arguments: args
      environment: env
      url: url
      headers: headers
      type: type
      # stdio_type: stdio           # what 'type' says of a program; left out: nothing
      # remote_types:               # what it says of remote servers
      #   streamable-http: http
      #   sse: sse
      # on_off: disabled            # a switch in the entry: disabled, or enabled
      # auto_approve: alwaysAllow   # a list of tools that are called without asking
      # timeout: {key: timeout, unit: seconds}
      # reference: "${env:NAME}"    # how a value says "the variable NAME"

    # names: {characters: "-_"}     # what the names of servers may have besides letters and digits; left out: anything

    afterwards: restart My Editor   # what people must do when the file was written; left out: it notices by itself
    # note: It asks before it uses a new server.

    """
