using System.Net;
using Beacon.Plans;

namespace Beacon.Actors.Probing;

/// <summary>Checks whether an HTTP GET is answered with the expected status. A redirection is not followed: its status counts.</summary>
internal sealed class HttpCheck(HttpProbe spec) : IProbeCheck, IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    public async Task<ProbeResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _client
                .GetAsync(spec.Url, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            return new ProbeResult(IsExpected(response.StatusCode), $"status {(int)response.StatusCode}");
        }
        catch (HttpRequestException exception)
        {
            return new ProbeResult(false, exception.Message);
        }
    }

    public void Dispose() => _client.Dispose();

    private bool IsExpected(HttpStatusCode status) =>
        spec.Status is { } expected ? (int)status == expected : (int)status is >= 200 and < 300;
}
