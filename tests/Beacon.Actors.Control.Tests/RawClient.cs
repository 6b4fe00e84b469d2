using System.Net.Sockets;
using System.Text;

namespace Beacon.Actors.Control.Tests;

/// <summary>A client that speaks bytes: as another language, or a broken program, would.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket;
    private readonly StreamReader _lines;

    private RawClient(Socket socket)
    {
        _socket = socket;
        _lines = new StreamReader(new NetworkStream(socket));
    }

    public static async Task<RawClient> ConnectAsync(ServedRun run)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(run.Socket));
        return new RawClient(socket);
    }

    public Task SendAsync(string line) => SendBytesAsync(Encoding.UTF8.GetBytes(line + "\n"));

    public async Task SendBytesAsync(byte[] bytes)
    {
        using var patience = new CancellationTokenSource(ServedRun.Patience);
        for (ReadOnlyMemory<byte> left = bytes; !left.IsEmpty; )
            left = left[await _socket.SendAsync(left, patience.Token)..];
    }

    /// <summary>The next line; null: the run has closed the connection.</summary>
    public async Task<string?> ReadLineAsync()
    {
        using var patience = new CancellationTokenSource(ServedRun.Patience);
        try
        {
            return await _lines.ReadLineAsync(patience.Token);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public async Task<List<string>> ReadToEndAsync()
    {
        var lines = new List<string>();
        while (await ReadLineAsync() is { } line)
            lines.Add(line);
        return lines;
    }

    public void ShutDownSending() => _socket.Shutdown(SocketShutdown.Send);

    public void Dispose()
    {
        _lines.Dispose();
        _socket.Dispose();
    }
}
