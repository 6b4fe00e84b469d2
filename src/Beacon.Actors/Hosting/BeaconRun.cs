using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Akka.Actor;
using Beacon.Actors.Plans;
using Beacon.Actors.Running;

namespace Beacon.Actors.Hosting;

/// <summary>A run as its owner sees it: a face for its actor.</summary>
internal sealed class BeaconRun(RunContext context, IActorRef actor) : IBeaconRun
{
    public string Id => context.Recorder.Run;

    public RunPlan Plan => context.Plan;

    public string Record => context.Recorder.Folder;

    public Task<RunResult> Completion { get; } = actor.Ask<RunResult>(RunProtocol.AwaitResult.Question, Timeout.InfiniteTimeSpan);

    public async IAsyncEnumerable<RunEvent> Events(bool output, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The aggregator looks at how far a reader is behind, which a channel for a single reader can't tell.
        var channel = Channel.CreateUnbounded<RunEvent>();
        actor.Tell(new StatsProtocol.Subscribe(channel, output));
        try
        {
            await foreach (var happened in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false)) yield return happened;
        }
        finally
        {
            actor.Tell(new StatsProtocol.Unsubscribe(channel));
        }
    }

    public void Stop(UnixSignal signal) => actor.Tell(new RunProtocol.StopRun(signal));

    public void Kill() => actor.Tell(RunProtocol.KillRun.Order);
}
