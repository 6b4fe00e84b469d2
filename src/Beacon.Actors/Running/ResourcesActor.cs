using System.Collections.Immutable;
using Akka.Actor;
using Beacon.Actors.Processes;

namespace Beacon.Actors.Running;

/// <summary>
/// Publishes what the components' processes use. The measuring itself, which reads files of the kernel, happens off the actor.
/// </summary>
public sealed class ResourcesActor : ReceiveActor
{
    private const string SampleTimer = "sample";

    private readonly RunContext _context;
    private readonly IActorRef _stats;
    private readonly ActorTimers _timers;
    private readonly Dictionary<string, IProcess> _watched = [];
    private readonly Dictionary<string, (TimeSpan At, TimeSpan CpuTime)> _last = [];
    private readonly List<IActorRef> _askers = [];
    private bool _measuring;

    /// <summary>Makes the actor.</summary>
    /// <param name="context">What the actors of the run share.</param>
    /// <param name="stats">The run's <see cref="StatsAggregatorActor"/>.</param>
    public ResourcesActor(RunContext context, IActorRef stats)
    {
        _context = context;
        _stats = stats;
        _timers = new ActorTimers(Self, context.Clock.Time);
        Receive<Watch>(watch =>
        {
            // A new process has used nothing yet, whatever the one before it had.
            _watched[watch.Component] = watch.Process;
            _last[watch.Component] = (context.Clock.Elapsed, TimeSpan.Zero);
        });
        Receive<Unwatch>(unwatch => _watched.Remove(unwatch.Component));
        Receive<SampleNow>(_ =>
        {
            _askers.Add(Sender);
            Sample();
        });
        Receive<Measured>(OnMeasured);
        Receive<ActorTimers.Due>(due => _timers.IsCurrent(due), _ =>
        {
            _timers.Start(SampleTimer, _context.Plan.SampleInterval);
            Sample();
        });
    }

    /// <summary>Measure this component from now on.</summary>
    /// <param name="Component">The component's name.</param>
    /// <param name="Process">Its process.</param>
    public sealed record Watch(string Component, IProcess Process);

    /// <summary>This component has no process any more.</summary>
    /// <param name="Component">The component's name.</param>
    public sealed record Unwatch(string Component);

    /// <summary>
    /// Measure now: components are about to end, and what they used ends with them. Answered by <see cref="Sampled"/>.
    /// </summary>
    public sealed record SampleNow
    {
        /// <summary>The order.</summary>
        public static readonly SampleNow Order = new();
    }

    /// <summary>The measurement that was asked for is published.</summary>
    public sealed record Sampled
    {
        /// <summary>The answer.</summary>
        public static readonly Sampled Answer = new();
    }

    private sealed record Measured(ImmutableArray<KeyValuePair<string, IProcess>> Watched, Measurement Found, TimeSpan At);

    /// <summary>The actor's properties.</summary>
    /// <inheritdoc cref="ResourcesActor(RunContext, IActorRef)"/>
    public static Props Props(RunContext context, IActorRef stats) => Akka.Actor.Props.Create(() => new ResourcesActor(context, stats));

    /// <inheritdoc />
    protected override void PreStart() => _timers.Start(SampleTimer, _context.Plan.SampleInterval);

    /// <inheritdoc />
    protected override void PostStop() => _timers.Dispose();

    private void Sample()
    {
        if (_measuring) return;
        if (_watched.Count == 0)
        {
            AnswerAskers();
            return;
        }

        _measuring = true;
        var (self, clock) = (Self, _context.Clock);
        var watched = _watched.ToImmutableArray();
        _context.Launcher.Measure([.. watched.Select(entry => entry.Value)], found => self.Tell(new Measured(watched, found, clock.Elapsed)));
    }

    private void OnMeasured(Measured measured)
    {
        _measuring = false;
        foreach (var (component, process) in measured.Watched)
        {
            if (!measured.Found.Usages.TryGetValue(process, out var usage)) continue;
            var last = _last.GetValueOrDefault(component);
            var wall = measured.At - last.At;
            _last[component] = (measured.At, usage.CpuTime);
            _stats.Tell(new ResourcesSampled(usage, wall > TimeSpan.Zero ? Math.Max(0, (usage.CpuTime - last.CpuTime) / wall) : 0)
            {
                At = _context.Clock.Now,
                Elapsed = measured.At,
                Component = component,
            });
        }

        AnswerAskers();
    }

    private void AnswerAskers()
    {
        foreach (var asker in _askers) asker.Tell(Sampled.Answer);
        _askers.Clear();
    }
}
