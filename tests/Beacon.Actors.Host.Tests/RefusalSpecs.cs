using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Beacon.Actors.Host.Tests;

/// <summary>Command lines and plans that are refused before anything starts.</summary>
[Collection(DemoPorts.Name)]
public class RefusalSpecs
{
    [Theory]
    [InlineData("did you mean \"verify\"", "veriffy")]
    [InlineData("the command comes first", "30", "verify")]
    [InlineData("\"agent\" is not available in this version", "agent")]
    [InlineData("the command comes first: beacon runs list", "30", "runs", "list")]
    [InlineData("\"0\"", "0")]
    [InlineData("\"-5\"", "--", "-5")]
    [InlineData("5x", "5x")]
    [InlineData("--folow", "--folow")]
    [InlineData("--config", "--config")]
    [InlineData("--follow is an option of run, not of verify", "verify", "--follow")]
    [InlineData("--format \"tabel\": expected one of table, mermaid, dot, json; did you mean \"table\"?", "plan", "--format", "tabel")]
    public async Task A_wrong_argument_is_named_with_the_way_out(string expected, params string[] args)
    {
        using var beacon = BeaconProcess.Start(BeaconProcess.NewFolder(), args);
        Assert.Equal(2, await beacon.ExitAsync());
        Assert.Contains(expected, beacon.Error);
        Assert.Empty(beacon.Lines);
        Assert.Empty(Directory.GetFileSystemEntries(beacon.Folder));
    }

    [Fact]
    public async Task With_json_a_usage_error_is_also_written_as_events()
    {
        using var beacon = BeaconProcess.Start(BeaconProcess.NewFolder(), "veriffy", "--json");
        Assert.Equal("bad_usage", (await beacon.ExpectAsync("problem")).GetProperty("kind").GetString());
        var finished = await beacon.ExpectAsync("run_finished");
        Assert.Equal(2, finished.GetProperty("exitCode").GetInt32());
        Assert.False(finished.TryGetProperty("record", out _));
        Assert.Equal(2, await beacon.ExitAsync());
    }

    [Fact]
    public async Task All_problems_of_a_plan_are_reported_together()
    {
        using var beacon = BeaconProcess.StartPlan(
            """
            a { comand = sleep, depends-on = [bb] }
            b { command = sleep, ready { timeout = 5 }, restart { policy = allways }, node-role = worker }
            """
        );
        Assert.Equal(2, await beacon.ExitAsync());
        var messages = beacon
            .Lines.Select(line => JsonDocument.Parse(line).RootElement)
            .Where(runEvent => runEvent.GetProperty("event").GetString() == "problem")
            .Select(runEvent => runEvent.GetProperty("message").GetString()!)
            .ToList();
        Assert.Contains(
            messages,
            message => message.Contains("beacon.components.a.comand") && message.Contains("did you mean \"command\"")
        );
        Assert.Contains(messages, message => message.Contains("beacon.components.a.depends-on") && message.Contains("\"bb\""));
        Assert.Contains(messages, message => message.Contains("beacon.components.b.ready.timeout") && message.Contains("unit"));
        Assert.Contains(
            messages,
            message => message.Contains("beacon.components.b.restart.policy") && message.Contains("did you mean \"always\"")
        );
        Assert.Contains(messages, message => message.Contains("beacon.components.b.node-role") && message.Contains("not available"));
        Assert.False(Directory.Exists(Path.Combine(beacon.Folder, "runs")));
    }

    [Fact]
    public async Task A_missing_program_is_named_and_nothing_is_started()
    {
        using var beacon = BeaconProcess.StartPlan(
            "a { command = sleep, args = [\"100\"] }\nb { command = no-such-program }\nc { command = \"./nor-this\" }"
        );
        Assert.Equal(3, await beacon.ExitAsync());
        Assert.Contains("no program \"no-such-program\" on PATH", beacon.Error);
        Assert.Contains("there is no program", beacon.Error);
        Assert.Contains("\"kind\":\"program_missing\"", beacon.Lines.First());
        Assert.DoesNotContain(beacon.Lines, line => line.Contains("component_starting"));
    }

    [Fact]
    public async Task A_program_that_is_not_executable_is_reported_with_the_chmod_command()
    {
        var folder = BeaconProcess.NewFolder();
        File.WriteAllText(Path.Combine(folder, "script"), "#!/bin/sh\n");
        File.WriteAllText(Path.Combine(folder, "plan.conf"), "beacon.components.a { command = \"./script\" }");
        using var beacon = BeaconProcess.Start(folder, "verify", "--config", "plan.conf");
        Assert.Equal(3, await beacon.ExitAsync());
        Assert.Contains("is not executable; try: chmod +x", beacon.Error);
    }

    [Fact]
    public async Task A_missing_required_file_is_named()
    {
        using var beacon = BeaconProcess.StartPlan("a { command = sleep, requires { files = [\"data.itch\"] } }");
        Assert.Equal(3, await beacon.ExitAsync());
        Assert.Contains(Path.Combine(beacon.Folder, "data.itch"), beacon.Error);
    }

    [Theory]
    [InlineData(ProtocolType.Tcp)]
    [InlineData(ProtocolType.Udp)]
    public async Task The_process_that_holds_a_required_port_is_named_by_pid(ProtocolType protocol)
    {
        using var holder = new Socket(
            AddressFamily.InterNetwork,
            protocol == ProtocolType.Tcp ? SocketType.Stream : SocketType.Dgram,
            protocol
        );
        holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        if (protocol == ProtocolType.Tcp)
            holder.Listen();
        var port = ((IPEndPoint)holder.LocalEndPoint!).Port;

        using var beacon = BeaconProcess.StartPlan(
            $"a {{ command = sleep, requires {{ free-ports = [\"{protocol.ToString().ToLowerInvariant()}:{port}\"] }} }}"
        );
        Assert.Equal(3, await beacon.ExitAsync());
        Assert.Contains($"(pid {Environment.ProcessId})", beacon.Error);
    }

    [Fact]
    public async Task A_results_folder_that_can_t_be_written_is_refused()
    {
        var folder = BeaconProcess.NewFolder();
        File.WriteAllText(Path.Combine(folder, "plan.conf"), "beacon.components.a { command = sleep }");
        File.WriteAllText(Path.Combine(folder, "runs"), "a file where a folder should be");
        using var beacon = BeaconProcess.Start(folder, "--config", "plan.conf", "--json");
        Assert.Equal("results_not_writable", (await beacon.ExpectAsync("problem")).GetProperty("kind").GetString());
        Assert.Equal(3, await beacon.ExitAsync());
    }

    [Fact]
    public async Task Verify_prints_the_start_order_and_starts_nothing()
    {
        using var beacon = BeaconProcess.Start(BeaconProcess.NewFolder(), "verify");
        Assert.Equal(0, await beacon.ExitAsync());
        Assert.Contains(beacon.Lines, line => line.Contains("matching-engine → algorithm → market-data"));
    }

    [Theory]
    [InlineData("mermaid", "flowchart")]
    [InlineData("dot", "digraph")]
    [InlineData("json", "\"components\"")]
    [InlineData("table", "matching-engine")]
    public async Task The_plan_is_shown_in_each_format(string format, string expected)
    {
        using var beacon = BeaconProcess.Start(BeaconProcess.NewFolder(), "plan", "--format", format);
        Assert.Equal(0, await beacon.ExitAsync());
        var text = string.Join('\n', beacon.Lines);
        Assert.Contains(expected, text);
        if (format == "json")
            Assert.Equal(3, JsonDocument.Parse(text).RootElement.GetProperty("components").GetArrayLength());
    }

    [Fact]
    public async Task A_logger_of_the_plan_that_can_t_be_loaded_is_refused_by_name()
    {
        var folder = BeaconProcess.NewFolder();
        File.WriteAllText(
            Path.Combine(folder, "plan.conf"),
            "akka.loggers = [\"No.Such.Logger, No.Such.Package\"]\nbeacon.components.a { command = sleep, args = [\"100\"] }"
        );
        using var beacon = BeaconProcess.Start(folder, "1", "--config", "plan.conf", "--json");
        Assert.Equal(2, await beacon.ExitAsync());
        Assert.Contains("No.Such.Logger", beacon.Error);
    }
}
