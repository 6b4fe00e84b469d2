using System.Text;

namespace Beacon.Dashboard.Api;

/// <summary>Server-sent events (WHATWG HTML, section 9.2), each with data of one line.</summary>
internal static class ServerEvents
{
    /// <summary>How long a stream is silent before it says that it lives.</summary>
    public static readonly TimeSpan BeatInterval = TimeSpan.FromSeconds(5);

    /// <summary>Begins the answer, which no proxy holds back.</summary>
    public static void Begin(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no";
    }

    /// <summary>Sends an event.</summary>
    /// <param name="context">The request.</param>
    /// <param name="kind">Its type; null: <c>message</c>.</param>
    /// <param name="data">JSON without line ends.</param>
    /// <param name="id">What a client that comes back names as the last one it has; null: nothing.</param>
    public static async Task SendAsync(HttpContext context, string? kind, string data, long? id = null)
    {
        var text = new StringBuilder();
        if (id is not null)
            text.Append("id: ").Append(id).Append('\n');
        if (kind is not null)
            text.Append("event: ").Append(kind).Append('\n');
        text.Append("data: ").Append(OneLine(data)).Append("\n\n");
        await context.Response.WriteAsync(text.ToString(), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    /// <summary>Sends a comment, so that a client knows that the connection lives although there is nothing to say.</summary>
    public static async Task BeatAsync(HttpContext context)
    {
        await context.Response.WriteAsync(":\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    // A carriage return in a damaged file would end the line, and what follows would pass for a field.
    private static string OneLine(string data) => data.Replace('\r', ' ').Replace('\n', ' ');
}
