using System.Net.Sockets;
using System.Text;
using Beacon.Actors.Control.Client;

namespace Beacon.Actors.Control.Tests;

/// <summary>A host of another version of Beacon, played by the test.</summary>
public sealed class OtherVersionSpecs : IDisposable
{
    private readonly TemporaryFolder _results = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly LivingRun _run;

    public OtherVersionSpecs()
    {
        _run = new LivingRun("20261128-120000-shop-0000", _results.Path);
        Directory.CreateDirectory(Path.Combine(_results.Path, ".running"));
        _listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(_results.Path, ".running", $"{_run.Id}.sock")));
        _listener.Listen();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _results.Dispose();
    }

    [Fact]
    public async Task A_later_protocol_is_refused_with_both_versions()
    {
        var refused = await Assert.ThrowsAsync<ControlException>(() =>
            AskAsync("""{"ok":true,"protocol":2,"version":"9.1.0","calls":["hello"]}""", client => client.HelloAsync())
        );

        Assert.Contains("protocol 2 (beacon 9.1.0), this program 1", refused.Message);
    }

    [Fact]
    public async Task Fields_of_a_later_version_are_passed_over()
    {
        var state = await AskAsync(
            """{"ok":true,"run":"r","state":"resting","mood":{"is":"good"},"components":[{"name":"api","state":"dreaming","new":[1]}]}""",
            client => client.StateAsync()
        );

        Assert.Equal(("resting", "dreaming"), (state.State, Assert.Single(state.Components).State));
    }

    [Fact]
    public async Task Something_that_is_no_host_is_named()
    {
        var refused = await Assert.ThrowsAsync<ControlException>(() => AskAsync("HTTP/1.1 400 Bad Request", client => client.StateAsync()));

        Assert.Contains("does not understand: HTTP/1.1 400 Bad Request", refused.Message);
    }

    [Fact]
    public async Task A_host_that_ends_without_an_answer_is_named()
    {
        var refused = await Assert.ThrowsAsync<ControlException>(() => AskAsync(null, client => client.StateAsync()));

        Assert.Contains("its host has ended, or was killed", refused.Message);
    }

    [Fact]
    public async Task A_socket_where_nobody_listens_is_that_of_a_killed_host()
    {
        var path = Path.Combine(_results.Path, ".running", $"{_run.Id}.sock");
        File.Move(path, path + ".kept");
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            // .NET deletes the name with the socket: rename it meanwhile.
            dead.Bind(new UnixDomainSocketEndPoint(path));
            File.Move(path, path + ".dead");
        }

        File.Move(path + ".dead", path);
        var refused = await Assert.ThrowsAsync<ControlException>(() => _run.ConnectAsync());

        Assert.Contains("its host was killed", refused.Message);
    }

    private async Task<T> AskAsync<T>(string? answer, Func<ControlClient, Task<T>> ask)
    {
        var served = Task.Run(async () =>
        {
            using var accepted = await _listener.AcceptAsync();
            var read = new byte[1000];
            await accepted.ReceiveAsync(read);
            if (answer is not null)
                await accepted.SendAsync(Encoding.UTF8.GetBytes(answer + "\n"));
        });
        using var client = await _run.ConnectAsync();
        try
        {
            return await ask(client).WaitAsync(ServedRun.Patience);
        }
        finally
        {
            await served;
        }
    }
}
