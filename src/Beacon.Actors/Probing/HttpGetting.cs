using System.Net;
using Beacon.Plans;

namespace Beacon.Actors.Probing;

/// <summary>Whether an HTTP GET is answered with the expected status. Redirections are not followed: they are an answer.</summary>
internal sealed class HttpGetting(HttpProbe spec) : IProbe, IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    public async Task<ProbeAnswer> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _client
                .GetAsync(spec.Url, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            return new ProbeAnswer(IsExpected(response.StatusCode), $"status {(int)response.StatusCode}");
        }
        catch (HttpRequestException exception)
        {
            return new ProbeAnswer(false, exception.Message);
        }
    }

    public void Dispose() => _client.Dispose();

    private bool IsExpected(HttpStatusCode status) =>
        spec.Status is { } expected ? (int)status == expected : (int)status is >= 200 and < 300;
}
