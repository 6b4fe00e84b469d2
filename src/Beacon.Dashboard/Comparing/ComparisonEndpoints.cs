namespace Beacon.Dashboard.Comparing;

/// <summary>Comparisons and trends: <c>/api/v1/compare</c>, <c>/api/v1/trends</c>.</summary>
internal static class ComparisonEndpoints
{
    public static void Map(WebApplication app) => _ = app;
}
