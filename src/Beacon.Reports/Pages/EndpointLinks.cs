using System.Collections.Frozen;
using Beacon.Plans;

namespace Beacon.Reports.Pages;

/// <summary>Where components answer, as addresses for a browser: what their readiness probes ask.</summary>
internal static class EndpointLinks
{
    /// <summary>The addresses by component; empty: the plan is not known.</summary>
    public static FrozenDictionary<string, string[]> Of(RunPlan? plan) =>
        (plan?.Components ?? []).ToFrozenDictionary(
            component => component.Name,
            component => component.Ready.Probes.SelectMany(Of).Distinct().ToArray()
        );

    private static IEnumerable<string> Of(Probe probe) =>
        probe switch
        {
            HttpProbe http => [http.Url.GetLeftPart(UriPartial.Authority)],
            TcpListenProbe listen => listen
                .Endpoints.Where(endpoint => endpoint.Port > 0)
                .Select(endpoint => $"http://127.0.0.1:{endpoint.Port}"),
            TcpConnectProbe tcp => [$"http://{(tcp.Host.Contains(':') ? $"[{tcp.Host}]" : tcp.Host)}:{tcp.Port}"],
            _ => [],
        };
}
