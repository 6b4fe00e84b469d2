namespace Beacon.Dashboard.Logs;

/// <summary>What the components of a run printed: <c>/api/v1/runs/{id}/logs</c>.</summary>
internal static class LogEndpoints
{
    public static void Map(WebApplication app) => _ = app;
}
