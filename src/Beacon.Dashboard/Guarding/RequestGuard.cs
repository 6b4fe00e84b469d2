using Beacon.Dashboard.Api;

namespace Beacon.Dashboard.Guarding;

/// <summary>
/// Turns away what no page of ours and no script of the user's would send, before anything else looks at a request. A browser sends pages
/// of other sites to loopback too, under their own names (DNS rebinding) or with their own origin (cross-site request forgery).
/// </summary>
internal sealed class RequestGuard(RequestDelegate next, AccessToken token)
{
    private const string Bearer = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        if (WhyRefused(context.Request, NeedsToken(context)) is var (status, kind, message))
        {
            await Refusal.WriteAsync(context, status, kind, message);
            return;
        }

        await next(context);
    }

    private (int Status, string Kind, string Message)? WhyRefused(HttpRequest request, bool needsToken)
    {
        if (!IsLoopbackName(request.Host.Host))
            return (StatusCodes.Status421MisdirectedRequest, "foreign_host", "this dashboard is reached as 127.0.0.1 or localhost only");
        if (request.Headers.Origin.Any(origin => origin != $"{request.Scheme}://{request.Host}"))
            return (StatusCodes.Status403Forbidden, "foreign_origin", "a page of another site may not call this dashboard");
        if (request.Headers["Sec-Fetch-Site"].Any(site => site is not ("same-origin" or "none")) && !IsNavigation(request, needsToken))
            return (StatusCodes.Status403Forbidden, "foreign_origin", "a page of another site may not call this dashboard");
        if (request.Headers.ContainsKey("Upgrade"))
            return (StatusCodes.Status400BadRequest, "no_upgrade", "this dashboard speaks plain HTTP");
        if (needsToken && !HasToken(request))
            return (
                StatusCodes.Status401Unauthorized,
                "no_token",
                "the token of this dashboard is missing or wrong; open the link that it printed"
            );
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !request.HasJsonContentType())
            return (StatusCodes.Status415UnsupportedMediaType, "not_json", "a body of application/json is expected");
        return null;
    }

    // A link on another site may open the page, which has no token then.
    private static bool IsNavigation(HttpRequest request, bool needsToken) =>
        HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] is ["navigate"] && !needsToken;

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host is "127.0.0.1" or "[::1]";

    // By where a request leads, however its address is written. An address that leads nowhere tells nothing.
    private static bool NeedsToken(HttpContext context) =>
        context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<OpenToAll>() is null;

    private bool HasToken(HttpRequest request) =>
        request.Headers.Authorization is [{ } given]
        && given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        && token.Is(given.AsSpan(Bearer.Length));
}
