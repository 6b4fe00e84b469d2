using System.Collections.Immutable;
using System.Threading.Channels;
using Beacon.Records.Events;

namespace Beacon.Actors.Messages;

/// <summary>
/// The questions that the run's own machine asks the statistics. Local only: a subscription is a channel within this process. What
/// components send to the statistics from anywhere are <see cref="RunEvent"/>s and <see cref="OutputProtocol.LinesPrinted"/>.
/// </summary>
internal static class StatsProtocol
{
    /// <summary>What a run passes on to the statistics.</summary>
    public interface IPassedOn;

    /// <summary>Publishes a problem that was found beside the run.</summary>
    public sealed record Report(Problem Problem) : IPassedOn;

    /// <summary>Asks for the snapshot: answered by a <see cref="RunSnapshot"/>.</summary>
    public sealed record GetSnapshot : IPassedOn;

    /// <summary>Asks for the events so far: answered by <see cref="History"/>.</summary>
    public sealed record GetHistory;

    /// <summary>The events so far in their order, the last lines of output among them, as a late subscriber receives them.</summary>
    public sealed record History(ImmutableArray<RunEvent> Events);

    /// <summary>
    /// Publish events to this channel, past events first; it is completed after <see cref="RunFinished"/>. If its reader is far behind,
    /// output lines are left out, and nothing else.
    /// </summary>
    public sealed record Subscribe(Channel<RunEvent> Channel, bool Output) : IPassedOn;

    /// <summary>A live counter has broken an expectation that ends the run. Told to the run, once.</summary>
    public sealed record ExpectationBroken(ExpectationResult Result);

    public sealed record Unsubscribe(Channel<RunEvent> Channel) : IPassedOn;
}
