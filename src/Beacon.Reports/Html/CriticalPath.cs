using System.Collections.Immutable;

namespace Beacon.Reports.Html;

/// <summary>
/// The critical path of a start: from the component that was ready last back over the dependency that each waited for the longest, to a
/// component that waited for none (critical path method, Kelley and Walker 1959).
/// </summary>
internal static class CriticalPath
{
    /// <summary>
    /// The names of the components on the path, in order of launch, from the first incarnation of each; empty: none was ever ready.
    /// </summary>
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
