namespace Beacon.Dashboard.Api;

/// <summary>Why a request was refused: <c>{"ok": false, "kind": …, "message": …}</c>, as on the control socket.</summary>
/// <param name="Kind">The kind, in snake case.</param>
/// <param name="Message">What is wrong, and the way out.</param>
internal sealed record Refusal(string Kind, string Message)
{
    public bool Ok => false;

    public static Task WriteAsync(HttpContext context, int status, string kind, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new Refusal(kind, message), ApiJson.Default.Refusal);
    }

    public static IResult Of(int status, string kind, string message) =>
        Results.Json(new Refusal(kind, message), ApiJson.Default.Refusal, statusCode: status);
}
