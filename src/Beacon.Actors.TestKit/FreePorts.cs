using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Beacon.Actors.TestKit;

/// <summary>
/// Free ports by name. Each is held by a lock that all fixtures on this machine respect, and lies below the kernel's ephemeral ports.
/// </summary>
public sealed class FreePorts : IDisposable
{
    private const int First = 20_000;
    private const int Count = 12_000;

    private readonly ConcurrentDictionary<string, Lazy<(int Port, FileStream Lock)>> _ports = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The port of that name, for TCP and UDP; the same each time it is asked for.</summary>
    /// <param name="name">Any name.</param>
    /// <exception cref="InvalidOperationException">Nothing is free any more.</exception>
    public int this[string name] => _ports.GetOrAdd(name, _ => new Lazy<(int, FileStream)>(Take)).Value.Port;

    /// <summary>The names of the ports so far.</summary>
    internal IEnumerable<string> Names => _ports.Keys;

    /// <summary>Gives the ports back.</summary>
    public void Dispose()
    {
        foreach (var port in _ports.Values)
            port.Value.Lock.Dispose();
    }

    private static (int Port, FileStream Lock) Take()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"beacon-ports-{Environment.UserName}"));
        var start = Random.Shared.Next(Count);
        for (var step = 0; step < Count; step++)
        {
            var port = First + ((start + step) % Count);
            if (TryLock(Path.Combine(folder.FullName, $"{port}")) is not { } held)
                continue;
            if (IsFree(port))
                return (port, held);
            held.Dispose();
        }

        throw new InvalidOperationException($"no port from {First} to {First + Count - 1} is free; end programs that hold some");
    }

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsFree(int port)
    {
        using var tcp = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var udp = new Socket(SocketType.Dgram, ProtocolType.Udp);
        try
        {
            tcp.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
            udp.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
