using System.Threading.Channels;
using Beacon.Actors.Hosting;
using Beacon.Plans;

namespace Beacon.Actors.TestKit;

/// <summary>
/// Stands in for the <see cref="IRunSupervisor"/> of an application, so that its own actors and services are tested without processes: each
/// run that they start is a <see cref="VirtualRun"/>, whose time the test moves.
/// </summary>
public sealed class VirtualSupervisor : IRunSupervisor, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly IReadOnlyCollection<FakeProgram> _programs;
    private readonly Channel<VirtualRun> _started = Channel.CreateUnbounded<VirtualRun>();
    private readonly List<VirtualRun> _runs = [];

    /// <summary>Makes one that has no runs yet.</summary>
    /// <param name="programs">
    /// Scripts for components of the plans that will be run; a component without one starts, listens where its plan says, and ends when it
    /// is signalled.
    /// </param>
    public VirtualSupervisor(params IReadOnlyCollection<FakeProgram> programs) => _programs = programs;

    /// <inheritdoc />
    public Task<IBeaconRun> StartAsync(RunPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        cancellationToken.ThrowIfCancellationRequested();
        VirtualRun run;
        lock (_runs)
        {
            var names = plan.Components.Select(component => component.Name).ToHashSet();
            run = new VirtualRun(plan, [.. _programs.Where(program => names.Contains(program.Component))], _runs.Count);
            _runs.Add(run);
        }

        // The registration stays until the token's owner disposes of it: a run that is over ignores it.
        cancellationToken.Register(() => run.Run.StopAsync());
        _started.Writer.TryWrite(run);
        return Task.FromResult(run.Run);
    }

    /// <summary>The next run that the code under test starts, or has started: each is given once, in their order.</summary>
    /// <param name="within">How long it may take, in real time: the code under test lives in it. Null: 10 seconds.</param>
    /// <exception cref="ExpectationFailedException">None was started.</exception>
    public async Task<VirtualRun> ExpectRun(TimeSpan? within = null)
    {
        using var patience = new CancellationTokenSource(within ?? Patience);
        try
        {
            return await _started.Reader.ReadAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new ExpectationFailedException("a run to be started", $"none was within {Durations.Format(within ?? Patience)}", []);
        }
    }

    /// <summary>Ends all runs that are not over, by killing what is left of them.</summary>
    public async ValueTask DisposeAsync()
    {
        List<VirtualRun> runs;
        lock (_runs)
            runs = [.. _runs];
        foreach (var run in runs)
            await run.DisposeAsync().ConfigureAwait(false);
    }
}
