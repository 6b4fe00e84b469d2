using System.Collections.Concurrent;
using Beacon.Actors.Plans;
using Beacon.Actors.Processes;

namespace Beacon.Actors.Probing;

/// <summary>
/// Asks the readiness probes of one incarnation until each has held once, and stops asking those that have. Runs on the thread pool
/// and on its own time, never on an actor's.
/// </summary>
internal sealed class ReadinessWatch : IDisposable
{
    // A probe that hangs must not keep the next question from being asked.
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(1);

    private readonly ComponentSpec _component;
    private readonly IProcess _process;
    private readonly TimeProvider _time;
    private readonly Action<ProbeSpec> _held;
    private readonly ConcurrentDictionary<ProbeSpec, string> _lastSeen = new();
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Begins to ask.</summary>
    /// <param name="component">The component, its placeholders expanded.</param>
    /// <param name="process">Its process.</param>
    /// <param name="time">What tells and measures time.</param>
    /// <param name="held">Told each probe that holds, once. <c>log</c> probes are the launcher's and not asked here.</param>
    public ReadinessWatch(ComponentSpec component, IProcess process, TimeProvider time, Action<ProbeSpec> held)
    {
        (_component, _process, _time, _held) = (component, process, time, held);
        foreach (var spec in component.Ready.Probes.Distinct()) _ = Task.Run(() => WatchAsync(spec));
    }

    /// <summary>What was last seen of a probe, for the reader of a timeout.</summary>
    public string LastSeen(ProbeSpec spec) => $"{spec}: {_lastSeen.GetValueOrDefault(spec, "no answer yet")}";

    /// <summary>Ends the asking.</summary>
    public void Dispose() => _stop.Cancel();

    private async Task WatchAsync(ProbeSpec spec)
    {
        try
        {
            if (spec is LogProbe)
            {
                _lastSeen[spec] = "no line has matched";
                return;
            }

            if (spec is AfterProbe after) await Task.Delay(after.Delay, _time, _stop.Token).ConfigureAwait(false);
            else await AskUntilItHoldsAsync(spec).ConfigureAwait(false);
            _held(spec);
        }
        catch (OperationCanceledException)
        {
            // The incarnation has ended, or is ready without this probe's word.
        }
    }

    private async Task AskUntilItHoldsAsync(ProbeSpec spec)
    {
        var probe = ProbeFor(spec);
        using var disposable = probe as IDisposable;
        using var interval = new PeriodicTimer(_component.Ready.Interval, _time);
        do
        {
            var answer = await AskAsync(probe).ConfigureAwait(false);
            _lastSeen[spec] = answer.Observation;
            if (answer.Holds) return;
        }
        while (await interval.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false));
    }

    private async Task<ProbeAnswer> AskAsync(IProbe probe)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        attempt.CancelAfter(AttemptTimeout);
        try
        {
            return await probe.AskAsync(attempt.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            return new ProbeAnswer(false, $"no answer within {Durations.Format(AttemptTimeout)}");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new ProbeAnswer(false, exception.Message);
        }
    }

    private IProbe ProbeFor(ProbeSpec spec) => spec switch
    {
        TcpListenProbe listen => new SocketProbe(listen.Endpoints, "listens on", _process.Listens),
        UdpBoundProbe bound => new SocketProbe(bound.Endpoints, "has bound", _process.HasBound),
        TcpConnectProbe connect => new TcpConnecting(connect),
        HttpProbe http => new HttpGetting(http),
        ExecProbe exec => new CommandRunning(exec, _component.WorkingDirectory, _component.Environment),
        FileProbe file => new FileExisting(file),
        _ => throw new ArgumentOutOfRangeException(nameof(spec), spec.Kind, "a probe that can't be asked"),
    };
}
