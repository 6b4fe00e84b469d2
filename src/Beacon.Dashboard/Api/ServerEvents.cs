using System.Text;

namespace Beacon.Dashboard.Api;

/// <summary>
/// A stream of server-sent events (WHATWG HTML, section 9.2), each with data of one line. While there is nothing to say it sends a comment
/// every few seconds, whatever its request is doing, so that a client knows that the connection lives.
/// </summary>
internal sealed class ServerEvents : IAsyncDisposable
{
    private readonly HttpContext _context;
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly CancellationTokenSource _over;
    private readonly Task _beating;
    private long _sentAt;

    /// <summary>Begins the answer, which no proxy holds back.</summary>
    public ServerEvents(HttpContext context, TimeProvider time)
    {
        (_context, _time, _sentAt) = (context, time, time.GetTimestamp());
        _interval = context.RequestServices.GetRequiredService<DashboardOptions>().Limits.BeatEvery;
        _over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        _beating = BeatAsync();
    }

    /// <summary>Sends an event.</summary>
    /// <param name="kind">Its type; null: <c>message</c>.</param>
    /// <param name="data">JSON without line ends.</param>
    /// <param name="id">What a client that comes back names as the last one it has; null: nothing.</param>
    public async Task SendAsync(string? kind, string data, long? id = null)
    {
        var text = new StringBuilder();
        if (id is not null)
            text.Append("id: ").Append(id).Append('\n');
        if (kind is not null)
            text.Append("event: ").Append(kind).Append('\n');
        text.Append("data: ").Append(OneLine(data)).Append("\n\n");
        await WriteAsync(text.ToString(), _context.RequestAborted);
    }

    /// <summary>Ends the beat; the answer ends with its request.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _beating;
        _over.Dispose();
        _writing.Dispose();
    }

    private async Task BeatAsync()
    {
        try
        {
            while (true)
            {
                var left = _interval - _time.GetElapsedTime(Volatile.Read(ref _sentAt));
                if (left > TimeSpan.Zero)
                    await Task.Delay(left, _time, _over.Token);
                else
                    await WriteAsync(":\n\n", _over.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The stream is over, or its client has left.
        }
    }

    private async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await _context.Response.WriteAsync(text, cancellationToken);
            await _context.Response.Body.FlushAsync(cancellationToken);
            Volatile.Write(ref _sentAt, _time.GetTimestamp());
        }
        finally
        {
            _writing.Release();
        }
    }

    // A carriage return in a damaged file would end the line, and what follows would pass for a field.
    private static string OneLine(string data) => data.Replace('\r', ' ').Replace('\n', ' ');
}
