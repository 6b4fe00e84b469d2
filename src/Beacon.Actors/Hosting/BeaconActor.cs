using System.Collections.Immutable;
using Akka;
using Akka.Actor;
using Beacon.Actors.Components;
using Beacon.Actors.Messages;
using Beacon.Actors.Running;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Hosting;

/// <summary>The parent of all runs of an actor system, at <c>/user/beacon</c>: passes the system's shutdown on to them.</summary>
internal sealed class BeaconActor : ReceiveActor
{
    /// <summary>The actor's name.</summary>
    public const string ActorName = "beacon";

    /// <summary>Creates the actor.</summary>
    public BeaconActor()
    {
        Receive<StartRun>(start => Sender.Tell(Context.ActorOf(RunActor.Props(start.Context), start.Context.Recorder.Run)));
        Receive<GetSnapshots>(question =>
            Task.WhenAll(Context.GetChildren().Select(run => SnapshotAsync(run, question.CancellationToken)))
                .PipeTo(Sender, success: snapshots => new Snapshots([.. snapshots.OfType<RunSnapshot>()]))
        );
        Receive<StopLevel>(stop =>
            AwaitRuns(
                (run, over) =>
                    Task.WhenAny(run.Ask<RunProtocol.LevelStopped>(new RunProtocol.StopLevel(stop.Level), Timeout.InfiniteTimeSpan), over)
            )
        );
        Receive<StopRuns>(_ =>
            AwaitRuns(
                (run, over) =>
                {
                    run.Tell(new RunProtocol.StopRun(UnixSignal.SIGTERM));
                    return over;
                }
            )
        );
    }

    /// <summary>A fault of a run's actor is a defect of ours: the run is not restarted.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    /// <summary>Start a run: answered by the reference of its actor.</summary>
    /// <param name="Context">What its actors share.</param>
    public sealed record StartRun(RunContext Context);

    /// <summary>Stop a level of every run: answered by <see cref="Done"/> once nothing is left of it.</summary>
    /// <param name="Level">The level; 1 is the one without dependencies.</param>
    public sealed record StopLevel(int Level);

    /// <summary>Stop every run and close its record: answered by <see cref="Done"/>.</summary>
    public sealed record StopRuns
    {
        /// <summary>The order.</summary>
        public static readonly StopRuns Order = new();
    }

    /// <summary>Asks for the state of the runs: answered by <see cref="Snapshots"/>.</summary>
    internal sealed record GetSnapshots(CancellationToken CancellationToken);

    /// <summary>The snapshots of the runs.</summary>
    internal sealed record Snapshots(ImmutableArray<RunSnapshot> Runs);

    // A run that is over in the meantime does not answer.
    private static async Task<RunSnapshot?> SnapshotAsync(IActorRef run, CancellationToken cancellationToken)
    {
        var answer = run.Ask<RunSnapshot>(StatsProtocol.GetSnapshot.Question, Timeout.InfiniteTimeSpan, cancellationToken);
        return await Task.WhenAny(answer, run.WatchAsync(cancellationToken)).ConfigureAwait(false) == answer
            ? await answer.ConfigureAwait(false)
            : null;
    }

    // A run's actor ends when the run is over and its record complete.
    private void AwaitRuns(Func<IActorRef, Task, Task> ask) =>
        Task.WhenAll(Context.GetChildren().Select(run => ask(run, run.WatchAsync()))).PipeTo(Sender, success: () => Done.Instance);
}
