using System.Net.Sockets;
using Beacon.Dashboard.Api;
using Beacon.Records.Layout;

namespace Beacon.Dashboard.Guarding;

/// <summary>
/// Guards what leaves the dashboard. Every answer tells the browser what it may do with it. Every failure is a <see cref="Refusal"/>: of a
/// record that can't be shown with the reason, of a fault of the dashboard without where in the code it was.
/// </summary>
internal sealed class AnswerGuard(RequestDelegate next)
{
    // Nothing from elsewhere, nothing inline, and markup only by way of our script.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types beacon";

    public async Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        try
        {
            await next(context);
            if (WhyEmpty(context) is var (kind, message))
                await Refusal.WriteAsync(context, context.Response.StatusCode, kind, message);
        }
        catch (Exception exception) when (context.RequestAborted.IsCancellationRequested || context.Response.HasStarted)
        {
            // Nobody waits for the answer, or its beginning can't be taken back.
            if (exception is not OperationCanceledException)
                context.Abort();
        }
        catch (Exception exception)
        {
            var (status, kind, message) = Describe(exception);
            context.Response.ContentType = null;
            await Refusal.WriteAsync(context, status, kind, message);
        }
    }

    private static (int Status, string Kind, string Message) Describe(Exception exception) =>
        exception switch
        {
            BadHttpRequestException request => (request.StatusCode, "bad_request", request.Message),
            NewerRecordException => (StatusCodes.Status422UnprocessableEntity, "newer_record", exception.Message),
            InvalidDataException => (StatusCodes.Status422UnprocessableEntity, "damaged_record", exception.Message),
            UnauthorizedAccessException => (StatusCodes.Status422UnprocessableEntity, "not_readable", exception.Message),
            IOException and not { InnerException: SocketException } => (
                StatusCodes.Status422UnprocessableEntity,
                "not_readable",
                exception.Message
            ),
            _ => (
                StatusCodes.Status500InternalServerError,
                "internal",
                $"a fault of the dashboard ({exception.GetType().Name}); please report it with what was asked for"
            ),
        };

    private static (string Kind, string Message)? WhyEmpty(HttpContext context) =>
        context.Response is { HasStarted: false, ContentType: null, ContentLength: null or 0, StatusCode: var status }
            ? status switch
            {
                StatusCodes.Status404NotFound => (
                    "no_such_address",
                    $"there is nothing at {context.Request.Path}; /openapi/v1.json lists what there is"
                ),
                StatusCodes.Status405MethodNotAllowed => (
                    "wrong_method",
                    $"{context.Request.Path} is not for {context.Request.Method}; allowed: {context.Response.Headers.Allow}"
                ),
                StatusCodes.Status413PayloadTooLarge => ("too_large", "the body of the request is too large"),
                >= 400 => ("bad_request", "the request makes no sense here; /openapi/v1.json has what is expected"),
                _ => null,
            }
            : null;
}
