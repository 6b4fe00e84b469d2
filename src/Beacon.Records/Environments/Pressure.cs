using System.Globalization;

namespace Beacon.Records.Environments;

/// <summary>
/// Pressure stall information: the line <c>some</c> of <c>/proc/pressure/NAME</c> (kernel documentation, accounting/psi).
/// </summary>
/// <param name="Share">The share of the last ten seconds in which at least one task waited, 0 to 1.</param>
/// <param name="Total">The time in which at least one task waited, since boot.</param>
internal readonly record struct Pressure(double Share, TimeSpan Total)
{
    private const string Some = "some ";
    private const string Percent = "avg10=";
    private const string Microseconds = "total=";

    /// <summary>The pressure on a resource: <c>cpu</c>, <c>memory</c> or <c>io</c>; null: the system does not report it.</summary>
    public static Pressure? Of(string resource)
    {
        try
        {
            return File.ReadLines($"/proc/pressure/{resource}").Select(Parse).FirstOrDefault(pressure => pressure is not null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads a line such as <c>some avg10=2.04 avg60=0.75 avg300=0.40 total=157622151</c>.</summary>
    internal static Pressure? Parse(string line)
    {
        if (!line.StartsWith(Some, StringComparison.Ordinal))
            return null;
        var fields = line.Split(' ');
        return NumberOf(fields, Percent) is { } percent && NumberOf(fields, Microseconds) is { } microseconds
            ? new Pressure(percent / 100, TimeSpan.FromMicroseconds(microseconds))
            : null;
    }

    private static double? NumberOf(string[] fields, string key) =>
        fields.FirstOrDefault(field => field.StartsWith(key, StringComparison.Ordinal)) is { } field
        && double.TryParse(field.AsSpan(key.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
