using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Beacon.Actors.Control.Client;
using Beacon.Actors.Controlling;
using Beacon.Actors.Hosting;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;
using Beacon.Records.Logs;
using Beacon.Records.Reading;

namespace Beacon.Actors.Host.Commands;

/// <summary>
/// A run of another process as a console sees one: its plan is that of the record, its events come over the socket, its samples from calls
/// once a second, its output from the logs. It is watched only; what would change it is for the commands of its own.
/// </summary>
internal sealed class AttachedRun(LivingRun run, CancellationToken leaving) : IBeaconRun
{
    private static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LogInterval = TimeSpan.FromMilliseconds(100);

    public string Id => run.Id;

    public RunPlan Plan { get; } = RunRecord.PlanOf(run.Record) ?? throw new ControlException($"{run.Id} has no plan in its record");

    public string Record => run.Record;

    public DateTimeOffset StartedAt { get; private set; } = DateTimeOffset.UtcNow;

    public TimeSpan Elapsed => DateTimeOffset.UtcNow - StartedAt;

    public Task Operational => throw OnlyWatched();

    public Task<RunResult> Completion => throw OnlyWatched();

    public async IAsyncEnumerable<RunEvent> Events(
        bool output = false,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(leaving, cancellationToken);
        var events = Channel.CreateBounded<RunEvent>(1000);
        var sources = Task.WhenAll(
            FollowAsync(events.Writer, left),
            SampleAsync(events.Writer, left.Token),
            output ? PrintAsync(events.Writer, left.Token) : Task.CompletedTask
        );
        _ = sources.ContinueWith(_ => events.Writer.TryComplete(), TaskScheduler.Default);
        await foreach (var happened in events.Reader.ReadAllAsync(CancellationToken.None))
            yield return happened;
        await sources;
    }

    public IRunComponent Component(string name) => throw OnlyWatched();

    public Task<RunResult> StopAsync(UnixSignal signal) => throw OnlyWatched();

    public Task<RunSnapshot?> SnapshotAsync(CancellationToken cancellationToken) => throw OnlyWatched();

    public Task<ControlResult> ControlAsync(ControlOrder order, CancellationToken cancellationToken) => throw OnlyWatched();

    public void Kill() => throw OnlyWatched();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // The end of the events is the end of the run, or of its host: the others end with it.
    private async Task FollowAsync(ChannelWriter<RunEvent> events, CancellationTokenSource left)
    {
        try
        {
            using var client = await run.ConnectAsync(left.Token);
            await foreach (var (_, happened) in client.EventsAsync(cancellationToken: left.Token))
            {
                if (happened is RunStarted)
                    StartedAt = happened.At;
                await events.WriteAsync(happened, left.Token);
            }
        }
        catch (OperationCanceledException) { }
        finally
        {
            await left.CancelAsync();
        }
    }

    private async Task SampleAsync(ChannelWriter<RunEvent> events, CancellationToken left)
    {
        try
        {
            using var client = await run.ConnectAsync(left);
            while (true)
            {
                await Task.Delay(SampleInterval, left);
                var state = await client.StateAsync(left);
                foreach (var component in state.Components.Where(component => component.RssBytes is not null))
                    await events.WriteAsync(
                        new ResourcesSampled(
                            new ResourceUsage(
                                TimeSpan.FromSeconds(component.CpuSeconds ?? 0),
                                component.RssBytes ?? 0,
                                component.Threads ?? 0,
                                0
                            ),
                            component.CpuShare
                        )
                        {
                            Component = component.Name,
                            At = DateTimeOffset.UtcNow,
                            Elapsed = TimeSpan.FromMilliseconds(state.ElapsedMs),
                        },
                        left
                    );
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ControlException)
        {
            // The run has ended, or is left.
        }
    }

    private async Task PrintAsync(ChannelWriter<RunEvent> events, CancellationToken left)
    {
        using var logs = new FollowedLogs(run.Record, [.. Plan.Components.Select(component => component.Name)]);
        try
        {
            foreach (var line in logs.Past(new LogQuery { Tail = 100 }, isOver: false))
                await events.WriteAsync(EventOf(line), left);
            while (true)
            {
                foreach (var line in logs.Next(Elapsed))
                    await events.WriteAsync(EventOf(line), left);
                await Task.Delay(LogInterval, left);
            }
        }
        catch (OperationCanceledException) { }
    }

    private ComponentOutput EventOf(RecordedLine line) =>
        new(line.Stream, line.Text)
        {
            At = StartedAt + line.Elapsed,
            Elapsed = line.Elapsed,
            Component = line.Component,
        };

    private static NotSupportedException OnlyWatched() => new("an attached run is only watched");
}
