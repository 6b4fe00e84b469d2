using System.Diagnostics;
using System.Net.Sockets;
using Beacon.Actors.Control.Client;
using Beacon.Actors.Control.Sockets;
using Beacon.Actors.Hosting;
using Beacon.Processes.Files;

namespace Beacon.Actors.Control.Tests;

/// <summary>Where the socket of a run is, and who may use it.</summary>
public sealed class PlaceSpecs
{
    private const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task The_socket_is_in_the_results_folder_for_its_user_alone()
    {
        await using var run = await ServedRun.StartAsync();

        Assert.Equal(OwnerFolder, File.GetUnixFileMode(Path.GetDirectoryName(run.Socket)!));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(run.Socket));
        Assert.Equal([run.Living], LivingRun.In(run.Results));
        Assert.Contains(run.Living, LivingRun.OfUser());

        await run.Run.StopAsync();
        Assert.Empty(LivingRun.In(run.Results));
        Assert.DoesNotContain(run.Living, LivingRun.OfUser());
        Assert.False(Directory.Exists(Path.Combine(run.Results, ".running")));
    }

    [Fact]
    public async Task A_run_whose_socket_has_a_long_path_can_be_called()
    {
        await using var run = await ServedRun.StartAsync(results: string.Join('/', Enumerable.Repeat("a-folder-with-a-long-name", 10)));

        Assert.True(run.Socket.Length > 200);
        using var client = await run.Living.ConnectAsync();
        Assert.Equal(run.Run.Id, (await client.HelloAsync()).Run);
    }

    [Fact]
    public async Task Two_runs_in_one_folder_are_told_apart()
    {
        await using var run = await ServedRun.StartAsync();
        await using var other = await run.Run.Plan.StartAsync();

        Assert.Equal(new[] { run.Run.Id, other.Id }.Order(StringComparer.Ordinal), LivingRun.In(run.Results).Select(living => living.Id));
    }

    [Fact]
    public async Task A_plan_can_refuse_to_be_controlled()
    {
        await using var run = await ServedRun.StartAsync(plan => plan.WithoutControl());

        Assert.False(File.Exists(run.Socket));
        Assert.Equal([run.Living], LivingRun.In(run.Results));
        var refused = await Assert.ThrowsAsync<ControlException>(() => run.Living.ConnectAsync());
        Assert.Contains("run.control = off", refused.Message);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Where_the_results_can_not_have_sockets_the_socket_is_in_a_folder_of_the_user()
    {
        using var folder = new TemporaryFolder();
        var elsewhere = Directory.CreateDirectory(Path.Combine(folder.Path, "elsewhere"), OwnerFolder).FullName;

        // sysfs(5) has no sockets.
        using (
            var listener = ControlListener.Open(
                folder.Path,
                () => RecordFolder.Open("/sys/kernel"),
                _ => RecordFolder.OpenGuarded(elsewhere),
                Path.Combine(folder.Path, "run.sock")
            )
        )
        {
            using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            client.Connect(new UnixDomainSocketEndPoint(Path.Combine(elsewhere, "run.sock")));
            using var accepted = listener.Accept();
            Assert.Equal(Environment.ProcessId, PeerCredentials.Of(accepted!).Pid);
        }

        Assert.Empty(Directory.GetFileSystemEntries(elsewhere));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task A_run_whose_socket_is_elsewhere_is_among_those_of_its_user_until_it_is_over()
    {
        await using var run = await ServedRun.StartAsync();
        var elsewhere = Directory.CreateDirectory(Path.Combine(run.Folder, "elsewhere"), OwnerFolder).FullName;
        using var folder = RecordFolder.OpenGuarded(elsewhere);
        ControlListener Listen(string name) =>
            ControlListener.Open(
                run.Results,
                () => RecordFolder.Open("/sys/kernel"),
                _ => RecordFolder.OpenGuarded(elsewhere),
                Path.Combine(run.Results, ".running", name)
            );

        using (Listen(Path.GetFileName(run.Socket)))
            Assert.Equal([run.Living], LivingRun.LinkedFrom(folder));

        // What a killed host has left is removed by the next run: the mark of its run is gone by then.
        File.CreateSymbolicLink(Path.Combine(elsewhere, "killed.at"), Path.Combine(run.Results, ".running", "killed.sock"));
        File.WriteAllText(Path.Combine(elsewhere, "killed.sock"), "");
        using (Listen(Path.GetFileName(run.Socket)))
            Assert.Equal(
                [Path.ChangeExtension(Path.GetFileName(run.Socket), ".at"), Path.GetFileName(run.Socket)],
                Directory.GetFileSystemEntries(elsewhere).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            );
    }

    [Fact]
    public void Where_no_folder_can_have_sockets_both_reasons_are_named()
    {
        var failed = Assert.Throws<IOException>(() =>
            ControlListener.Open(
                "/sys",
                () => RecordFolder.Open("/sys/kernel"),
                _ => RecordFolder.Open("/sys/kernel"),
                "/sys/kernel/run.sock"
            )
        );
        Assert.StartsWith("/sys/kernel/run.sock: ", failed.Message);
    }

    [RootFact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Another_user_is_turned_away_even_where_the_folder_lets_everybody_in()
    {
        await using var run = await ServedRun.StartAsync();
        Assert.Contains("Permission denied", await CallAsNobodyAsync(run));

        foreach (var folder in new[] { run.Folder, run.Results, Path.GetDirectoryName(run.Socket)! })
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(run.Socket, (UnixFileMode)0b110_110_110);

        Assert.StartsWith("{\"ok\":false,\"kind\":\"not_permitted\"", await CallAsNobodyAsync(run));
        Assert.Contains("\"dropped\":1", await run.CallAsync("""{"call":"hello"}"""));
    }

    private static async Task<string> CallAsNobodyAsync(ServedRun run)
    {
        var start = new ProcessStartInfo(
            "setpriv",
            ["--reuid=65534", "--regid=65534", "--clear-groups", TestProgram.Path, "call", run.Socket, "{\"call\":\"stop\"}"]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        return await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
    }
}
