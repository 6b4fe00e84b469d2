using System.Collections.Immutable;
using Akka;
using Akka.Actor;
using Beacon.Actors.Components;
using Beacon.Actors.Messages;
using Beacon.Actors.Running;
using Beacon.Records.Events;

namespace Beacon.Actors.Hosting;

/// <summary>
/// The parent of all runs of an actor system, at <c>/user/beacon</c>. Passes the orders of the system's shutdown to every run, and answers
/// them with <see cref="Done"/> once they are carried out.
/// </summary>
internal sealed class BeaconActor : ReceiveActor
{
    public const string ActorName = "beacon";

    public BeaconActor()
    {
        Receive<StartRun>(start => Sender.Tell(Context.ActorOf(RunActor.Props(start.Context), start.Context.Recorder.Run)));
        Receive<GetSnapshots>(question =>
            Task.WhenAll(Context.GetChildren().Select(run => SnapshotAsync(run, question.CancellationToken)))
                .PipeTo(Sender, success: snapshots => new Snapshots([.. snapshots.OfType<RunSnapshot>()]))
        );
        Receive<RunProtocol.StopLevel>(stop =>
            AwaitRuns((run, over) => Task.WhenAny(run.Ask<RunProtocol.LevelStopped>(stop, Timeout.InfiniteTimeSpan), over))
        );
        Receive<RunProtocol.StopRun>(stop =>
            AwaitRuns(
                (run, over) =>
                {
                    run.Tell(stop);
                    return over;
                }
            )
        );
    }

    /// <summary>A fault of a run's actor is a defect of ours: the run is not restarted.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    /// <summary>Start a run: answered by the reference of its actor.</summary>
    public sealed record StartRun(RunContext Context);

    /// <summary>Asks for the state of the runs: answered by <see cref="Snapshots"/>.</summary>
    public sealed record GetSnapshots(CancellationToken CancellationToken);

    public sealed record Snapshots(ImmutableArray<RunSnapshot> Runs);

    // A run that is over in the meantime does not answer.
    private static async Task<RunSnapshot?> SnapshotAsync(IActorRef run, CancellationToken cancellationToken)
    {
        var answer = run.Ask<RunSnapshot>(new StatsProtocol.GetSnapshot(), Timeout.InfiniteTimeSpan, cancellationToken);
        return await Task.WhenAny(answer, run.WatchAsync(cancellationToken)).ConfigureAwait(false) == answer
            ? await answer.ConfigureAwait(false)
            : null;
    }

    // A run's actor ends when the run is over and its record complete.
    private void AwaitRuns(Func<IActorRef, Task, Task> ask) =>
        Task.WhenAll(Context.GetChildren().Select(run => ask(run, run.WatchAsync()))).PipeTo(Sender, success: () => Done.Instance);
}
