using Beacon.Records.Events;

namespace Beacon.Reports.Html;

/// <summary>
/// The life of one incarnation, or of several that followed one another, in time since the start of the run. Null: that moment did not
/// occur.
/// </summary>
internal sealed record ComponentSpan(string Component, TimeSpan Launched)
{
    /// <summary>How many there were.</summary>
    public int Incarnations { get; private init; } = 1;

    public TimeSpan? Ready { get; init; }

    public string? Probe { get; init; }

    public TimeSpan? Stopping { get; init; }

    public TimeSpan? Exited { get; init; }

    public string? Exit { get; init; }

    public ComponentSpan After(ComponentEvent happened) =>
        happened switch
        {
            ComponentReady ready => this with { Ready = Launched + ready.After, Probe = ready.Probe },
            ComponentStopping => this with { Stopping = Stopping ?? happened.Elapsed },
            ComponentExited exited => this with { Exited = happened.Elapsed, Exit = exited.Exit.ToString() },
            _ => this,
        };

    /// <summary>Both as one.</summary>
    public ComponentSpan Followed(ComponentSpan next) =>
        this with
        {
            Incarnations = Incarnations + next.Incarnations,
            Ready = Ready ?? next.Ready,
            Probe = Probe ?? next.Probe,
            Stopping = next.Stopping,
            Exited = next.Exited,
            Exit = next.Exit,
        };
}
