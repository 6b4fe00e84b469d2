using Beacon.Records.Events;

namespace Beacon.Reports.Html;

/// <summary>The life of one incarnation, in time since the start of the run. Null: that moment did not occur.</summary>
internal sealed record ComponentSpan(string Component, TimeSpan Launched)
{
    public TimeSpan? Ready { get; init; }

    public string? Probe { get; init; }

    public TimeSpan? Stopping { get; init; }

    public TimeSpan? Exited { get; init; }

    public string? Exit { get; init; }

    /// <summary>The incarnations of all components, in order of launch.</summary>
    public static IReadOnlyList<ComponentSpan> Of(IEnumerable<RunEvent> events)
    {
        var spans = new List<ComponentSpan>();
        var latest = new Dictionary<string, int>();
        foreach (var happened in events.OfType<ComponentEvent>())
        {
            if (happened is ComponentStarting)
            {
                latest[happened.Component] = spans.Count;
                spans.Add(new ComponentSpan(happened.Component, happened.Elapsed));
            }
            else if (latest.TryGetValue(happened.Component, out var place))
            {
                spans[place] = spans[place].After(happened);
            }
        }

        return spans;
    }

    private ComponentSpan After(ComponentEvent happened) =>
        happened switch
        {
            ComponentReady ready => this with { Ready = Launched + ready.After, Probe = ready.Probe },
            ComponentStopping => this with { Stopping = Stopping ?? happened.Elapsed },
            ComponentExited exited => this with { Exited = happened.Elapsed, Exit = exited.Exit.ToString() },
            _ => this,
        };
}
