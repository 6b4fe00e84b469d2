using System.Diagnostics;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Beacon.Actors.Host.Tests;

/// <summary><c>beacon dashboard</c>, and a dashboard beside a run, as a user starts them.</summary>
public class DashboardSpecs
{
    private const string App = "app { command = sh, args = [\"-c\", \"exec sleep 1000\"] }";

    [Fact]
    public async Task The_command_becomes_the_dashboard_which_serves_until_it_is_told_to_end()
    {
        using var beacon = BeaconProcess.Start(BeaconProcess.NewFolder(), "dashboard");
        await beacon.ExpectLineAsync("http://127.0.0.1:");
        var link = beacon.Lines.Last();
        Assert.EndsWith("beacon-dashboard", File.ReadAllText($"/proc/{beacon.Pid}/cmdline").Split('\0')[0]);
        Assert.Equal(0, (await AskAsync(link, "/api/v1/runs")).GetProperty("total").GetInt32());
        beacon.Signal(PosixSignal.SIGTERM);
        Assert.Equal(0, await beacon.ExitAsync());
    }

    [Fact]
    public async Task A_dashboard_beside_a_run_shows_it_and_ends_with_it()
    {
        using var beacon = BeaconProcess.StartPlan(App, "name = shop, duration = infinite", "--dashboard");
        await beacon.ExpectAsync("run_operational");
        var link = Assert.Single(beacon.Error.Split('\n'), line => line.StartsWith("dashboard ", StringComparison.Ordinal))[10..];
        var run = (await AskAsync(link, "/pages/current")).GetString();
        Assert.Equal(Path.GetFileName(beacon.Record), run);
        Assert.Equal("shop", (await AskAsync(link, $"/api/v1/runs/{run}/state")).GetProperty("name").GetString());

        using var dashboard = DashboardOf(beacon.Pid);
        beacon.Signal(PosixSignal.SIGTERM);
        Assert.Equal(143, await beacon.ExitAsync());
        await dashboard.WaitForExitAsync();
    }

    [Fact]
    public async Task A_dashboard_ends_also_with_a_run_whose_host_was_killed()
    {
        using var beacon = BeaconProcess.StartPlan(App, "duration = infinite", "--dashboard");
        await beacon.ExpectAsync("run_operational");
        using var dashboard = DashboardOf(beacon.Pid);
        await beacon.KillAsync();
        await dashboard.WaitForExitAsync();
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_the_way_out()
    {
        using var first = BeaconProcess.Start(BeaconProcess.NewFolder(), "dashboard");
        await first.ExpectLineAsync("http://127.0.0.1:");
        var port = new Uri(first.Lines.Last()).Port;
        using var second = BeaconProcess.Start(BeaconProcess.NewFolder(), "dashboard", "--port", $"{port}");
        Assert.Equal(3, await second.ExitAsync());
        Assert.Contains($"can't listen on port {port} of 127.0.0.1", second.Error);
        Assert.Contains("name another with --port", second.Error);
    }

    [Theory]
    [InlineData("argument 'x' for option", "dashboard", "--port", "x")]
    [InlineData("--port 65536: a number from 0 to 65535 is expected", "dashboard", "--port", "65536")]
    [InlineData("--port and --socket exclude each other", "dashboard", "--port", "1", "--socket", "s")]
    [InlineData("--dashboard is an option of run, not of repeat", "repeat", "2", "--dashboard")]
    public async Task Wrong_usage_is_named(string message, params string[] words)
    {
        using var beacon = BeaconProcess.Start(BeaconProcess.NewFolder(), words);
        Assert.Equal(2, await beacon.ExitAsync());
        Assert.Contains(message, beacon.Error);
    }

    private static Process DashboardOf(int pid) =>
        Assert.Single(
            Process.GetProcesses(),
            one => BeaconProcess.CommandOf(one.Id).Contains($"--beside\0{pid}\0", StringComparison.Ordinal)
        );

    private static async Task<JsonElement> AskAsync(string link, string path)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", link.Split("#token=")[1].Trim());
        return JsonDocument.Parse(await client.GetStringAsync(new Uri(new Uri(link), path))).RootElement;
    }
}
