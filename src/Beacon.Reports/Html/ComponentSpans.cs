using Beacon.Records.Events;

namespace Beacon.Reports.Html;

/// <summary>
/// The incarnations of each component, in order of launch. Of one that was restarted more often than a chart has room for, neighbours
/// become one, but for the first and the last.
/// </summary>
internal sealed class ComponentSpans
{
    // A row of a chart is some hundred pixels wide.
    private const int MostOfOne = 400;

    private readonly Dictionary<string, List<ComponentSpan>> _spans = [];

    /// <summary>The incarnations by component; those that were never launched have none.</summary>
    public IReadOnlyDictionary<string, List<ComponentSpan>> ByComponent => _spans;

    public void Add(ComponentEvent happened)
    {
        var known = _spans.GetValueOrDefault(happened.Component);
        if (happened is ComponentStarting)
        {
            _spans[happened.Component] = known ??= [];
            if (known.Count == MostOfOne)
                Halve(known);
            known.Add(new ComponentSpan(happened.Component, happened.Elapsed));
        }
        else if (known is not null)
        {
            known[^1] = known[^1].After(happened);
        }
    }

    private static void Halve(List<ComponentSpan> spans)
    {
        List<ComponentSpan> halved =
        [
            spans[0],
            .. spans[1..^1].Chunk(2).Select(pair => pair.Aggregate((one, next) => one.Followed(next))),
            spans[^1],
        ];
        spans.Clear();
        spans.AddRange(halved);
    }
}
