using System.Net.Sockets;
using Beacon.Plans.Text;
using Beacon.Processes.Files;

namespace Beacon.Actors.Control.Sockets;

/// <summary>The listening socket of one run, bound where its clients look for it.</summary>
/// <remarks>
/// It is bound by a short name through the descriptor of its folder, since a path in <c>sockaddr_un</c> holds 107 bytes, and renamed when
/// it listens: who finds it can connect.
/// </remarks>
internal sealed class ControlListener : IDisposable
{
    private const int Backlog = 256;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly List<(Func<RecordFolder> Open, string Name)> _made = [];
    private readonly Socket _socket;
    private readonly string _results;

    private ControlListener(Socket socket, string results, uint user) => (_socket, _results, User) = (socket, results, user);

    /// <summary>The user who listens.</summary>
    public uint User { get; }

    /// <summary>Listens for the clients of a run.</summary>
    /// <param name="results">The results folder.</param>
    /// <param name="run">The run's id.</param>
    /// <exception cref="IOException">The socket can't be made, neither beside the results nor elsewhere; the message says why.</exception>
    public static ControlListener Open(string results, string run) =>
        Open(
            results,
            () => SocketFolder.OfResults(results),
            user => SocketFolder.OfUser(user, create: true),
            SocketFolder.PathOf(results, run)
        );

    /// <summary>Listens in the first of two folders that can have sockets.</summary>
    internal static ControlListener Open(string results, Func<RecordFolder> beside, Func<uint, RecordFolder> elsewhere, string path)
    {
        var name = Path.GetFileName(path);
        var listener = TryListen(results, beside, name, out var failure);
        var link = listener is null ? SocketFolder.NameOfPlace(name) : name;
        listener ??=
            TryListen(results, () => elsewhere(OwnUser.Id), name, out var another)
            ?? throw new IOException($"{path}: {failure}; {SocketFolder.PathOfUser(OwnUser.Id)}: {another}");
        listener.Link(elsewhere, link, path);
        return listener;
    }

    /// <summary>Waits for the next client; null: the listener was closed.</summary>
    public Socket? Accept()
    {
        while (true)
            try
            {
                return _socket.Accept();
            }
            catch (SocketException) when (!_socket.SafeHandle.IsClosed && _socket.IsBound)
            {
                // ECONNABORTED, or no descriptor is free (EMFILE): the next client may be luckier, and the run must not spin.
                Thread.Sleep(TimeSpan.FromMilliseconds(100));
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return null;
            }
    }

    /// <summary>Removes the socket from its folder, and stops listening.</summary>
    public void Dispose()
    {
        foreach (var (open, name) in _made)
            TryDelete(open, name);
        SocketFolder.TryDeleteEmpty(_results);
        _socket.Dispose();
    }

    private static ControlListener? TryListen(string results, Func<RecordFolder> open, string name, out string? failure)
    {
        Socket? socket = null;
        try
        {
            using var folder = open();
            var unfinished = $".{Environment.ProcessId}-{Guid.NewGuid():N}"[..24];
            socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint($"{folder.OpenPath}/{unfinished}"));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode($"{folder.OpenPath}/{unfinished}", OwnerOnly);
            socket.Listen(Backlog);
            folder.Rename(unfinished, name);
            failure = null;
            var listener = new ControlListener(socket, results, PeerCredentials.UserOf(socket));
            listener._made.Add((open, name));
            return listener;
        }
        catch (Exception exception) when (exception is SocketException or IOException or UnauthorizedAccessException)
        {
            socket?.Dispose();
            failure = ExceptionText.Of(exception);
            return null;
        }
    }

    // For those who look for all runs of a user. Without the link the run is found from its results folder all the same.
    private void Link(Func<uint, RecordFolder> elsewhere, string name, string path)
    {
        try
        {
            using var folder = elsewhere(User);
            foreach (var (old, socket, _) in SocketFolder.LinksIn(folder).Where(link => !link.IsOfRun))
            {
                folder.Delete(old);
                folder.Delete(Path.GetFileName(socket));
            }

            File.CreateSymbolicLink($"{folder.OpenPath}/{name}", path);
            _made.Add((() => elsewhere(User), name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException) { }
    }

    private static void TryDelete(Func<RecordFolder> open, string name)
    {
        try
        {
            using (var folder = open())
                folder.Delete(name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The folder is gone, or another's: a socket that nobody serves is removed by the next run.
        }
    }
}
