using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Beacon.Actors.Controlling;
using Beacon.Actors.Hosting;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Tests.Console;

/// <summary>A fake run whose events a test writes.</summary>
internal sealed class EventRun(RunPlan plan) : IBeaconRun
{
    private readonly Channel<RunEvent> _events = Channel.CreateUnbounded<RunEvent>();

    public string Id => "r1";

    public RunPlan Plan => plan;

    public string Record => "/runs/r1";

    public DateTimeOffset StartedAt => default;

    public TimeSpan Elapsed => default;

    public Task Operational => Task.CompletedTask;

    public Task<RunResult> Completion => throw new NotSupportedException();

    public void Happen(RunEvent happened) => Assert.True(_events.Writer.TryWrite(happened));

    public void End() => _events.Writer.Complete();

    public async IAsyncEnumerable<RunEvent> Events(
        bool output = false,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        await foreach (var happened in _events.Reader.ReadAllAsync(cancellationToken))
            yield return happened;
    }

    public IRunComponent Component(string name) => throw new NotSupportedException();

    public Task<RunResult> StopAsync(UnixSignal signal = UnixSignal.SIGTERM) => throw new NotSupportedException();

    public Task<RunSnapshot?> SnapshotAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<ControlResult> ControlAsync(ControlOrder order, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public void Kill() => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
