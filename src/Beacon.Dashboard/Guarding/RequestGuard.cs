using Beacon.Dashboard.Api;

namespace Beacon.Dashboard.Guarding;

/// <summary>
/// Turns away what no page of ours and no script of the user's would send, before anything else looks at a request. A browser sends pages of
/// other sites to loopback too, under their own names (DNS rebinding) or with their own origin (cross-site request forgery).
/// </summary>
internal sealed class RequestGuard(RequestDelegate next, AccessToken token)
{
    private const string Bearer = "Bearer ";

    // Nothing from elsewhere, nothing inline, and markup only by way of our script.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types beacon";

    public async Task InvokeAsync(HttpContext context)
    {
        var (request, headers) = (context.Request, context.Response.Headers);
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";

        if (WhyRefused(request) is var (status, kind, message))
        {
            await Refusal.WriteAsync(context, status, kind, message);
            return;
        }

        await next(context);
    }

    private (int Status, string Kind, string Message)? WhyRefused(HttpRequest request)
    {
        if (!IsLoopbackName(request.Host.Host))
            return (StatusCodes.Status421MisdirectedRequest, "foreign_host", "this dashboard is reached as 127.0.0.1 or localhost only");
        if (request.Headers.Origin is [{ } origin] && origin != $"{request.Scheme}://{request.Host}")
            return (StatusCodes.Status403Forbidden, "foreign_origin", "a page of another site may not call this dashboard");
        if (request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none") && !IsNavigation(request))
            return (StatusCodes.Status403Forbidden, "foreign_origin", "a page of another site may not call this dashboard");
        if (request.Headers.ContainsKey("Upgrade"))
            return (StatusCodes.Status400BadRequest, "no_upgrade", "this dashboard speaks plain HTTP");
        if (NeedsToken(request.Path) && !HasToken(request))
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
    private static bool IsNavigation(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] is ["navigate"] && !NeedsToken(request.Path);

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host is "127.0.0.1" or "[::1]";

    // The frame of the pages, its script and its style are the same for everybody and hold nothing of any run.
    private static bool NeedsToken(PathString path) => path.StartsWithSegments("/api") || path.StartsWithSegments("/pages");

    private bool HasToken(HttpRequest request) =>
        request.Headers.Authorization is [{ } given]
        && given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        && token.Is(given.AsSpan(Bearer.Length));
}
