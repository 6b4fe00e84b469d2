using System.Net.Sockets;
using System.Text.Json;
using Beacon.Actors.Control.Protocol;

namespace Beacon.Actors.Control.Serving;

/// <summary>
/// One client: reads a call, answers it, reads the next. Its memory is bounded by its buffers; a client that does not take an answer in
/// time is cut off, while one that follows events may read as slowly as it likes.
/// </summary>
internal sealed class ControlConnection(Socket socket, CallHandler handler, EventFeed feed) : IDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan GoneCheck = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LingerAtMost = TimeSpan.FromSeconds(1);

    // A rent of the pool would stay with the thread; most calls are short.
    private byte[] _buffer = new byte[512];
    private int _filled;

    /// <summary>When the client was last heard of, or took something.</summary>
    public long ActiveAt { get; private set; } = Environment.TickCount64;

    /// <summary>Whether a call is being answered, or events are followed.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Serves the client until it leaves, or is cut off.</summary>
    /// <param name="dropped">Called when it is cut off.</param>
    public async Task ServeAsync(Action dropped)
    {
        try
        {
            while (await ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                IsBusy = true;
                var (reply, follow) = await AnswerAsync(line).ConfigureAwait(false);
                if (follow is not null)
                {
                    await FollowAsync(follow).ConfigureAwait(false);
                    return;
                }

                await SendAnswerAsync(reply!).ConfigureAwait(false);
                IsBusy = false;
            }
        }
        catch (OversizedCallException)
        {
            dropped();
            await RefuseAsync("bad_call", $"a call is longer than {ControlProtocol.CallBytesAtMost} bytes").ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It did not take its answer.
            dropped();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The client is gone.
        }
    }

    /// <summary>Turns the client away with a word.</summary>
    public async Task RefuseAsync(string kind, string message)
    {
        try
        {
            await SendAnswerAsync(ControlJson.LineOf(ControlReply.Refused(kind, message))).ConfigureAwait(false);
            await LingerAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException) { }
    }

    public void Dispose() => socket.Dispose();

    private async Task<(byte[]? Reply, EventStream? Follow)> AnswerAsync(byte[] line)
    {
        ControlCall call;
        try
        {
            call = ControlJson.Read<ControlCall>(line);
        }
        catch (JsonException exception)
        {
            // The parser adds a path, which says nothing about a line.
            var reason = exception.Message.Split(" Path: ")[0];
            var message = $"a call is one JSON object on a line, such as {{\"call\":\"state\"}}: {reason}";
            return (ControlJson.LineOf(ControlReply.Refused("bad_call", message)), null);
        }

        return call.Call == "events"
            ? (null, new EventStream(feed, call.From ?? 1))
            : (await handler.AnswerAsync(call).ConfigureAwait(false), null);
    }

    private async Task<byte[]?> ReadLineAsync()
    {
        while (true)
        {
            var end = _buffer.AsSpan(0, _filled).IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = _buffer[..end];
                _filled -= end + 1;
                _buffer.AsSpan(end + 1, _filled).CopyTo(_buffer);
                if (line.AsSpan().Trim(" \t\r"u8).Length > 0)
                    return line;
                continue;
            }

            if (_filled == ControlProtocol.CallBytesAtMost)
                throw new OversizedCallException();
            if (_filled == _buffer.Length)
                Array.Resize(ref _buffer, Math.Min(_filled * 2, ControlProtocol.CallBytesAtMost));
            var count = await socket.ReceiveAsync(_buffer.AsMemory(_filled)).ConfigureAwait(false);
            if (count == 0)
                return null;
            _filled += count;
            ActiveAt = Environment.TickCount64;
        }
    }

    private async Task SendAnswerAsync(byte[] reply)
    {
        using var timeout = new CancellationTokenSource(AnswerTimeout);
        await SendAsync(reply, timeout.Token).ConfigureAwait(false);
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            var count = await socket.SendAsync(bytes, cancellationToken).ConfigureAwait(false);
            ActiveAt = Environment.TickCount64;
            bytes = bytes[count..];
        }
    }

    private async Task FollowAsync(EventStream events)
    {
        while (true)
        {
            var next = events.NextAsync(CancellationToken.None);
            while (await Task.WhenAny(next, Task.Delay(GoneCheck)).ConfigureAwait(false) != next)
                ThrowIfGone();
            var bytes = await next.ConfigureAwait(false);
            if (bytes.IsEmpty)
                return;
            await SendAsync(bytes, CancellationToken.None).ConfigureAwait(false);
        }
    }

    // A connection that is closed before all was read is reset, and the client loses the word that it is sent.
    private async Task LingerAsync()
    {
        socket.Shutdown(SocketShutdown.Send);
        using var timeout = new CancellationTokenSource(LingerAtMost);
        while (await socket.ReceiveAsync(_buffer.AsMemory(), timeout.Token).ConfigureAwait(false) > 0) { }
    }

    // unix(7): to send fails with EPIPE once the other end is closed, also to send nothing. One that has only shut down its sending side
    // still reads.
    private void ThrowIfGone() => socket.Send(ReadOnlySpan<byte>.Empty);

    private sealed class OversizedCallException : Exception;
}
