using System.Collections.Immutable;

namespace Beacon.Reports.Html;

/// <summary>
/// What a start took its time for: the component that was ready last, before it the dependency that it waited for the longest, and so on
/// to one that waited for none (critical path method, Kelley and Walker 1959).
/// </summary>
internal static class CriticalPath
{
    /// <summary>The names of the components on the path, the first to be launched first; empty: none was ever ready.</summary>
    /// <param name="first">The first incarnation of each component.</param>
    /// <param name="dependencies">What each component waits for, and whether for its exit rather than its readiness.</param>
    public static ImmutableArray<string> Of(
        IReadOnlyDictionary<string, ComponentSpan> first,
        IReadOnlyDictionary<string, ImmutableArray<(string Component, bool ForExit)>> dependencies
    )
    {
        var path = new List<string>();
        var last = first.Values.Where(span => span.Ready is not null).MaxBy(span => span.Ready);
        while (last is not null && !path.Contains(last.Component))
        {
            path.Add(last.Component);
            last = dependencies
                .GetValueOrDefault(last.Component, [])
                .Where(dependency => first.ContainsKey(dependency.Component))
                .OrderByDescending(dependency => HeldAt(first[dependency.Component], dependency.ForExit))
                .Select(dependency => first[dependency.Component])
                .FirstOrDefault();
        }

        path.Reverse();
        return [.. path];
    }

    private static TimeSpan HeldAt(ComponentSpan span, bool forExit) => (forExit ? span.Exited : span.Ready) ?? TimeSpan.Zero;
}
