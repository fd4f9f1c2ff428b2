import Testing

@testable import DaemonLaunch

struct `The service of a home` {
    private let standard = HomeDirectory(path: "/home/ada/.mcp_servers")
    private let other = HomeDirectory(path: "/srv/100% mine & <more> $x")

    @Test func `is a unit that systemd tells to end gently and starts again when it fails`() {
        let file = ServiceFile.systemd(
            home: standard, isStandard: true, program: "/opt/mcp/mcp-managerd", folder: "/home/ada/.config/systemd/user")
        #expect(file.path == "/home/ada/.config/systemd/user/mcp-managerd.service")
        #expect(
            file.text == """
                # Written by 'mcp-manager daemon install'; 'mcp-manager daemon uninstall' takes it away.
                [Unit]
                Description=mcp-manager, the servers of /home/ada/.mcp_servers

                [Service]
                Type=notify
                ExecStart="/opt/mcp/mcp-managerd"
                StandardError=append:/home/ada/.mcp_servers/logs/daemon.log
                Restart=on-failure
                RestartSec=1
                RestartPreventExitStatus=3
                # The daemon ends its servers itself, gently; what it leaves is killed.
                KillMode=mixed
                TimeoutStopSec=30
                Delegate=yes

                [Install]
                WantedBy=default.target

                """)
    }

    @Test func `names another home, whatever characters are in its path`() {
        let file = ServiceFile.systemd(home: other, isStandard: false, program: "/a \"b\"\\c", folder: "/u")
        #expect(file.name == "mcp-managerd-\(other.digest).service")
        #expect(file.text.contains(#"ExecStart="/a \"b\"\\c" "--home" "/srv/100%% mine & <more> $$x""#))
        #expect(file.text.contains("Description=mcp-manager, the servers of /srv/100%% mine & <more> $x\n"))
    }

    @Test func `is an agent for launchd`() {
        let file = ServiceFile.launchd(home: other, isStandard: false, program: "/opt/mcp-managerd", folder: "/L")
        #expect(file.path == "/L/mcp-manager.daemon.\(other.digest).plist")
        #expect(
            file.text == """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
                <!-- Written by 'mcp-manager daemon install'; 'mcp-manager daemon uninstall' takes it away. -->
                <plist version="1.0">
                <dict>
                    <key>Label</key>
                    <string>mcp-manager.daemon.\(other.digest)</string>
                    <key>ProgramArguments</key>
                    <array>
                        <string>/opt/mcp-managerd</string>
                        <string>--home</string>
                        <string>/srv/100% mine &amp; &lt;more&gt; $x</string>
                    </array>
                    <key>RunAtLoad</key>
                    <true/>
                    <key>KeepAlive</key>
                    <dict>
                        <key>SuccessfulExit</key>
                        <false/>
                    </dict>
                    <key>ExitTimeOut</key>
                    <integer>30</integer>
                    <key>StandardErrorPath</key>
                    <string>/srv/100% mine &amp; &lt;more&gt; $x/logs/daemon.log</string>
                </dict>
                </plist>

                """)
    }

    @Test func `tells which process it runs`() {
        let unit = ServiceFile.systemd(home: standard, isStandard: true, program: "/d", folder: "/u")
        #expect(unit.process(in: "4711\n") == 4711)
        #expect(unit.process(in: "0\n") == nil)
        #expect(unit.process(in: "") == nil)
        let agent = ServiceFile.launchd(home: standard, isStandard: true, program: "/d", folder: "/L")
        #expect(agent.process(in: "{\n\t\"Label\" = \"x1\";\n\t\"PID\" = 4711;\n};\n") == 4711)
        #expect(agent.process(in: "{\n\t\"Label\" = \"x1\";\n};\n") == nil)
    }

    @Test func `is standard where nobody names a home, even if a variable names another`() {
        let environment = ["HOME": "/home/ada", "MCP_MANAGER_HOME": "/elsewhere"]
        #expect(standard.isStandard { environment[$0] })
        #expect(!HomeDirectory(path: "/elsewhere").isStandard { environment[$0] })
    }
}
