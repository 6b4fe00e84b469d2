using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Akka.Actor;
using Beacon.Actors.Components;
using Beacon.Actors.Controlling;
using Beacon.Actors.Messages;
using Beacon.Actors.Running;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Hosting;

/// <summary>The handle on a run: passes calls to its actor, and keeps the result and the events when the actor has ended.</summary>
internal sealed class BeaconRun : IBeaconRun
{
    private readonly RunContext _context;
    private readonly IActorRef _actor;
    private readonly CancellationTokenSource _over = new();
    private readonly Task<RunProtocol.RunOver> _end;
    private IReadOnlyList<IRunCompanion> _companions = [];

    /// <summary>Creates the handle; <c>ended</c> is called when the run is over, before its completion is published.</summary>
    public BeaconRun(RunContext context, IActorRef actor, Func<Task> ended)
    {
        (_context, _actor) = (context, actor);
        StartedAt = context.Clock.StartedAt;
        _end = EndAsync(actor.Ask<RunProtocol.RunOver>(new RunProtocol.AwaitEnd(), Timeout.InfiniteTimeSpan), ended);
        Completion = ResultAsync();
        Operational = OperationalAsync();

        // A caller that does not await it must not get an unobserved exception.
        _ = Operational.ContinueWith(
            task => task.Exception,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously
        );
    }

    public string Id => _context.Recorder.Run;

    public RunPlan Plan => _context.Plan;

    public string Record => _context.Recorder.Folder;

    public DateTimeOffset StartedAt { get; }

    public TimeSpan Elapsed => _context.Clock.Elapsed;

    public Task Operational { get; }

    public Task<RunResult> Completion { get; }

    public async IAsyncEnumerable<RunEvent> Events(bool output, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The aggregator reads the channel's count, which a channel for a single reader does not have.
        var channel = Channel.CreateUnbounded<RunEvent>();
        _actor.Tell(new StatsProtocol.Subscribe(channel, output));
        try
        {
            // A subscription that arrives when the actor has ended gets no answer; every other one gets at least the run's first event.
            await Task.WhenAny(channel.Reader.WaitToReadAsync(cancellationToken).AsTask(), _end).ConfigureAwait(false);
            if (channel.Reader.TryPeek(out _) || cancellationToken.IsCancellationRequested)
                await foreach (var happened in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                    yield return happened;
            else
                foreach (var happened in await PastAsync(output).ConfigureAwait(false))
                    yield return happened;
        }
        finally
        {
            _actor.Tell(new StatsProtocol.Unsubscribe(channel));
        }
    }

    public IRunComponent Component(string name) => new RunComponent(this, Plan.Component(name).Name);

    public Task<RunResult> StopAsync(UnixSignal signal)
    {
        _actor.Tell(new RunProtocol.StopRun(signal));
        return Completion;
    }

    public async Task<RunSnapshot?> SnapshotAsync(CancellationToken cancellationToken)
    {
        using var dropped = CancellationTokenSource.CreateLinkedTokenSource(_over.Token, cancellationToken);
        var snapshot = await AskAsync<RunSnapshot>(new StatsProtocol.GetSnapshot(), dropped.Token).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return snapshot;
    }

    public async Task<ControlResult> ControlAsync(ControlOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.Component is null && order.Action is not (ControlAction.Stop or ControlAction.Kill))
            throw new ArgumentException($"a run can be stopped or killed; for {order.Action} name a component", nameof(order));
        if (order.Action == ControlAction.Signal && order.Signal is null)
            throw new ArgumentException("the signal to send is missing", nameof(order));
        using var dropped = CancellationTokenSource.CreateLinkedTokenSource(_over.Token, cancellationToken);
        var answer = await AskAsync<RunProtocol.ControlAnswer>(new RunProtocol.Control(order), dropped.Token).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return answer is not null ? new ControlResult(answer.Refusal, answer.HasChanged)
            : order.Component is null ? new ControlResult(null, HasChanged: false)
            : new ControlResult(new ControlRefusal(ControlFault.RunEnding, $"the run {Id} is over; start a new one"), HasChanged: false);
    }

    public void Kill() => _actor.Tell(new RunProtocol.KillRun());

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync(UnixSignal.SIGTERM).ConfigureAwait(false);
        }
        catch (InvalidOperationException)
        {
            // Its actor system has ended before it: nothing is left to stop.
        }
    }

    /// <summary>Lets others accompany the run from now on.</summary>
    internal void Accompany(IEnumerable<Func<IBeaconRun, Action<Problem>, IRunCompanion?>> companions)
    {
        _companions =
        [
            .. companions
                .Select(accompany => accompany(this, problem => _actor.Tell(new StatsProtocol.Report(problem))))
                .OfType<IRunCompanion>(),
        ];

        // The run may have ended meanwhile.
        if (_over.IsCancellationRequested)
            foreach (var companion in _companions)
                _ = companion.RunEndedAsync(null);
    }

    private async Task<RunProtocol.RunOver> EndAsync(Task<RunProtocol.RunOver> end, Func<Task> ended)
    {
        RunProtocol.RunOver? over = null;
        try
        {
            return over = await end.ConfigureAwait(false);
        }
        finally
        {
            await _over.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(_companions.Select(companion => companion.RunEndedAsync(over?.Result))).ConfigureAwait(false);
            await ended().ConfigureAwait(false);
        }
    }

    private async Task<RunResult> ResultAsync() => (await _end.ConfigureAwait(false)).Result;

    private async Task<ImmutableArray<RunEvent>> PastAsync(bool output)
    {
        var past = (await _end.ConfigureAwait(false)).Events;
        return output ? past : [.. past.Where(happened => happened is not ComponentOutput)];
    }

    private async Task OperationalAsync()
    {
        if (await AskAsync<RunProtocol.IsOperational>(new RunProtocol.AwaitOperational(), _over.Token).ConfigureAwait(false) is not null)
            return;
        var result = await Completion.ConfigureAwait(false);
        if (result.OperationalAfter is null)
            throw new RunNotOperationalException(result);
    }

    /// <summary>The actor's answer; null: the question was cancelled.</summary>
    private async Task<T?> AskAsync<T>(object question, CancellationToken dropped)
        where T : class
    {
        try
        {
            return await _actor.Ask<T>(question, Timeout.InfiniteTimeSpan, dropped).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or AskTimeoutException)
        {
            return null;
        }
    }

    private sealed class RunComponent(BeaconRun run, string name) : IRunComponent
    {
        public string Name => name;

        public async Task RestartAsync(CancellationToken cancellationToken)
        {
            using var dropped = CancellationTokenSource.CreateLinkedTokenSource(run._over.Token, cancellationToken);
            var answer = await run.AskAsync<RunProtocol.ControlAnswer>(new RunProtocol.RestartComponent(name), dropped.Token)
                .ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (answer is null)
                throw new InvalidOperationException($"{name} can't be restarted: the run {run.Id} is over; start a new one");
            if (answer.Refusal is { } refusal)
                throw new InvalidOperationException(refusal.Message);
        }
    }
}
