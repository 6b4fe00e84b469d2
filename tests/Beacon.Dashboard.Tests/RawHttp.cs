using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Beacon.Dashboard.Tests;

/// <summary>HTTP as it is on the wire: requests that no client library would send.</summary>
internal sealed class RawHttp : IDisposable
{
    // Only ever reached by a test that fails.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket _socket;

    private RawHttp(Socket socket) => _socket = socket;

    public static async Task<RawHttp> ConnectAsync(EndPoint place)
    {
        var socket =
            place is UnixDomainSocketEndPoint
                ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(place);
        return new RawHttp(socket);
    }

    public static Task<RawHttp> ConnectAsync(ServedDashboard dashboard) =>
        ConnectAsync(new IPEndPoint(IPAddress.Loopback, dashboard.Address.Port));

    /// <summary>Sends a request of these lines, asks for the end of the connection, and reads the answer.</summary>
    public static async Task<RawAnswer> SendAsync(ServedDashboard dashboard, params string[] lines)
    {
        using var connection = await ConnectAsync(dashboard);
        await connection.WriteAsync(string.Join("\r\n", [.. lines, "Connection: close", "", ""]));
        return await connection.ReadAnswerAsync();
    }

    /// <summary>The same with the token and the dashboard's own Host.</summary>
    public static Task<RawAnswer> SendTrustedAsync(ServedDashboard dashboard, string line, params string[] more) =>
        SendAsync(dashboard, [line, $"Host: 127.0.0.1:{dashboard.Address.Port}", $"Authorization: Bearer {dashboard.Token}", .. more]);

    public async Task WriteAsync(string text) => await _socket.SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Reads until the server closes the connection.</summary>
    public async Task<RawAnswer> ReadAnswerAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var received = new MemoryStream();
        var buffer = new byte[8192];
        try
        {
            while (await _socket.ReceiveAsync(buffer, patience.Token) is > 0 and var count)
                received.Write(buffer, 0, count);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
            // The server has hung up on what it did not want to read.
        }

        return RawAnswer.Parse(Encoding.UTF8.GetString(received.ToArray()));
    }

    public void Dispose() => _socket.Dispose();
}

/// <summary>An answer as it came.</summary>
/// <param name="Status">The status code; 0: the connection was closed without an answer in HTTP/1.</param>
/// <param name="Head">The status line and the headers.</param>
/// <param name="Body">The body; chunked as it came.</param>
internal sealed record RawAnswer(int Status, string Head, string Body)
{
    /// <summary>The kind of a refusal.</summary>
    public string? Kind
    {
        get
        {
            var (start, end) = (Body.IndexOf('{'), Body.LastIndexOf('}'));
            return start < 0 ? null : JsonDocument.Parse(Body[start..(end + 1)]).RootElement.GetProperty("kind").GetString();
        }
    }

    public string? Header(string name) =>
        Head.Split("\r\n")
            .FirstOrDefault(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))
            ?[(name.Length + 1)..].Trim();

    public static RawAnswer Parse(string text)
    {
        if (!text.StartsWith("HTTP/1", StringComparison.Ordinal))
            return new RawAnswer(0, "", text);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = end < 0 ? text : text[..end];
        return new RawAnswer(
            int.Parse(head.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture),
            head,
            end < 0 ? "" : text[(end + 4)..]
        );
    }
}
