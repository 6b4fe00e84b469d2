using System.Collections.Immutable;
using Akka.Actor;
using Beacon.Actors.Components;
using Beacon.Actors.Measuring.Validity;
using Beacon.Actors.Messages;
using Beacon.Actors.Scheduling;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Actors.Measuring;

/// <summary>
/// Publishes the resource usage of the components' processes and of the machine, and raises what makes the run's numbers doubtful. The
/// launcher does the measuring itself, which reads files of the kernel.
/// </summary>
internal sealed class ResourcesActor : TimedActor
{
    private const string SampleTimer = "sample";
    private const string PatienceTimer = "patience";

    // A kernel that does not answer must not keep a run from being stopped.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly RunContext _context;
    private readonly IActorRef _stats;
    private readonly RunValidity _validity;
    private readonly Dictionary<string, IProcess> _watched = [];
    private readonly Dictionary<string, (TimeSpan At, TimeSpan CpuTime)> _last = [];
    private readonly List<IActorRef> _askers = [];
    private MachineSampled? _lastMachine;
    private bool _measuring;

    public ResourcesActor(RunContext context, IActorRef stats)
        : base(context.Clock.Time)
    {
        _context = context;
        _stats = stats;
        _validity = new RunValidity(context.Plan);
        Receive<WatchProtocol.Watch>(watch =>
        {
            // A new process has used nothing yet, whatever the one before it had.
            _watched[watch.Component] = watch.Process;
            _last[watch.Component] = (context.Clock.Elapsed, TimeSpan.Zero);
        });
        Receive<WatchProtocol.Unwatch>(unwatch =>
        {
            _watched.Remove(unwatch.Component);
            _validity.NoteEnd(unwatch.Component, unwatch.Usage);
        });
        Receive<ResourcesProtocol.RunIsOperational>(_ =>
        {
            _validity.IsOperational = true;
            Sample();
        });
        Receive<ResourcesProtocol.SampleNow>(_ =>
        {
            _askers.Add(Sender);
            Timers.Start(PatienceTimer, Patience);
            Sample();
        });
        Receive<Measured>(OnMeasured);
        OnTimer(PatienceTimer, AnswerAskers);
        OnTimer(
            SampleTimer,
            () =>
            {
                Timers.Start(SampleTimer, _validity.Interval);
                Sample();
            }
        );
    }

    private sealed record Measured(
        ImmutableArray<KeyValuePair<string, IProcess>> Watched,
        Measurement Found,
        TimeSpan At,
        DateTimeOffset? Now
    );

    public static Props Props(RunContext context, IActorRef stats) => Akka.Actor.Props.Create(() => new ResourcesActor(context, stats));

    protected override void PreStart() => Timers.Start(SampleTimer, _context.Plan.SampleInterval);

    private void Sample()
    {
        if (_measuring)
            return;
        _measuring = true;
        var (self, clock) = (Self, _context.Clock);
        var watched = _watched.ToImmutableArray();
        _context.Launcher.Measure(
            [.. watched.Select(entry => entry.Value)],
            found =>
            {
                var clocks = clock.ReadTogether();
                self.Tell(new Measured(watched, found, clocks?.Elapsed ?? clock.Elapsed, clocks?.Now));
            }
        );
    }

    private void OnMeasured(Measured measured)
    {
        _measuring = false;
        var components = new Dictionary<string, (ResourceUsage Usage, double CpuShare)>();

        // A process that ended in the meantime has said itself what it used.
        foreach (var (component, process) in measured.Watched.Where(entry => _watched.GetValueOrDefault(entry.Key) == entry.Value))
            if (measured.Found.Usages.TryGetValue(process, out var usage))
                components.Add(component, (usage, Publish(component, usage, measured.At)));

        Publish(measured.Found.Machine, measured.At);
        var sample = new Sample(components, measured.Found.Machine, measured.At, measured.Now, measured.Found.Cost);
        _validity.Note(sample).ForEach(Raise);
        if (_askers.Count == 0)
            return;

        _validity.Conclude(sample).ForEach(Raise);
        AnswerAskers();
    }

    private double Publish(string component, ResourceUsage usage, TimeSpan at)
    {
        var last = _last.GetValueOrDefault(component);
        var share = at > last.At ? Math.Max(0, (usage.CpuTime - last.CpuTime) / (at - last.At)) : 0;
        _last[component] = (at, usage.CpuTime);
        _stats.Tell(
            new ResourcesSampled(usage, share)
            {
                At = _context.Clock.Now,
                Elapsed = at,
                Component = component,
            }
        );
        return share;
    }

    private void Publish(MachineUsage usage, TimeSpan at)
    {
        double? ShareSince(Func<MachineUsage, TimeSpan?> counted) =>
            _lastMachine is { } last && at > last.Elapsed ? (counted(usage) - counted(last.Usage)) / (at - last.Elapsed) : null;

        // The kernel brings its totals up to date when it likes: a short interval may be given more than all of itself.
        double? PartSince(Func<MachineUsage, TimeSpan?> counted) => ShareSince(counted) is { } share ? Math.Min(1, share) : null;

        _lastMachine = new MachineSampled(usage)
        {
            At = _context.Clock.Now,
            Elapsed = at,
            BusyCores = ShareSince(machine => machine.Busy),
            CpuWaitingShare = PartSince(machine => machine.CpuWaiting),
            IoWaitingShare = PartSince(machine => machine.IoWaiting),
            MemoryWaitingShare = PartSince(machine => machine.MemoryWaiting),
        };
        _stats.Tell(_lastMachine);
    }

    private void Raise(Problem problem) => _stats.Tell(_context.Clock.Stamp(new ProblemRaised(problem)));

    private void AnswerAskers()
    {
        Timers.Cancel(PatienceTimer);
        foreach (var asker in _askers)
            asker.Tell(new ResourcesProtocol.Sampled());
        _askers.Clear();
    }
}
