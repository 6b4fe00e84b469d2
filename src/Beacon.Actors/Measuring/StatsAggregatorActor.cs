using System.Threading.Channels;
using Akka.Actor;
using Beacon.Actors.Components;
using Beacon.Processes;
using Beacon.Records.Events;
using Beacon.Records.Expecting;
using Beacon.Records.Json;
using static System.FormattableString;
using static Beacon.Actors.Messages.OutputProtocol;
using static Beacon.Actors.Messages.StatsProtocol;

namespace Beacon.Actors.Measuring;

/// <summary>The state of a run. Every event passes here in one order: into the snapshot and the record, and to the subscribers.</summary>
internal sealed class StatsAggregatorActor : ReceiveActor
{
    private const int EventsBehindAtMost = 65_536;
    private const int RecentLines = 1000;

    private readonly RunContext _context;
    private readonly Dictionary<string, LiveCounterFeed> _counters;
    private readonly Dictionary<string, long> _skipped = [];
    private readonly Dictionary<Channel<RunEvent>, Subscription> _subscriptions = [];
    private readonly List<RunEvent> _history = [];
    private readonly Queue<ComponentOutput> _recent = [];
    private readonly SlowCounters _slowCounters = new();
    private RunSnapshot _snapshot;
    private bool _mayAbort;

    public StatsAggregatorActor(RunContext context)
    {
        _context = context;
        _snapshot = RunSnapshot.Before(context.Plan);
        _mayAbort = context.Plan.Expectations.Any(expectation => expectation.Aborts);
        _counters = context
            .Plan.Components.Where(component => component.Statistics is { Live.IsEmpty: false })
            .ToDictionary(component => component.Name, component => new LiveCounterFeed(component, context.Clock));

        Receive<LinesPrinted>(OnOutput);
        Receive<SlowCounters.CountersRead>(OnCounters);
        Receive<GetSnapshot>(_ => Sender.Tell(_snapshot));
        Receive<GetHistory>(_ => Sender.Tell(new History([.. Past(output: true)])));
        Receive<Subscribe>(OnSubscribe);
        Receive<Unsubscribe>(unsubscribe => _subscriptions.Remove(unsubscribe.Channel));
        Receive<Report>(report => OnEvent(_context.Clock.Stamp(new ProblemRaised(report.Problem))));
        Receive<RunFinished>(OnFinished);
        Receive<RunEvent>(OnEvent);
    }

    private sealed class Subscription(bool output)
    {
        public bool Output { get; } = output;

        public long Skipped { get; set; }
    }

    public static Props Props(RunContext context) => Akka.Actor.Props.Create(() => new StatsAggregatorActor(context));

    protected override void PostStop()
    {
        foreach (var channel in _subscriptions.Keys)
            channel.Writer.TryComplete();
    }

    private void OnEvent(RunEvent happened)
    {
        happened = happened.Masked(_context.Mask);
        if (happened is ComponentStopped stopped)
            FlushOf(stopped.Component);
        _context.Recorder.Append(happened);
        Publish(happened);
        if (happened is StatisticReported { Final: false } or MachineSampled)
            CheckExpectations();
    }

    // With each sample too: a counter that was broken while the system settled need not be printed again.
    private void CheckExpectations()
    {
        if (!_mayAbort || Expectations.Broken(_context.Plan, _snapshot, _context.Clock.Elapsed) is not { } broken)
            return;
        _mayAbort = false;
        Context.Parent.Tell(new ExpectationBroken(broken));
    }

    private void OnFinished(RunFinished finished)
    {
        Publish(finished.Masked(_context.Mask));
        foreach (var channel in _subscriptions.Keys)
            channel.Writer.TryComplete();
        _subscriptions.Clear();
    }

    private void OnOutput(LinesPrinted output)
    {
        if (output.Skipped > 0)
            _skipped[output.Component] = _skipped.GetValueOrDefault(output.Component) + output.Skipped;

        var isWanted = _subscriptions.Values.Any(subscription => subscription.Output);
        var counters = _counters.GetValueOrDefault(output.Component);
        var lines = output.Lines;
        for (var index = 0; index < lines.Length; index++)
        {
            if (isWanted || lines.Length - index <= RecentLines)
                PublishLine(output.Component, lines[index]);
            if (counters is { MayBacktrack: false })
                counters.Note(counters.Read(lines[index].Text));
        }

        var (self, sender, answer) = (Self, Sender, new LinesRead(output.Batch));
        if (counters is { MayBacktrack: true } && _slowCounters.TryRead(output.Component, counters, lines, Answer))
            return;
        sender.Tell(answer);
        foreach (var counter in counters?.TakeDue() ?? [])
            OnEvent(counter);

        void Answer(SlowCounters.CountersRead read)
        {
            self.Tell(read);
            sender.Tell(answer);
        }
    }

    private void OnCounters(SlowCounters.CountersRead read)
    {
        var counters = _counters[read.Component];
        counters.Note(read.Changed);
        foreach (var pattern in read.GivenUp)
            OnEvent(_context.Clock.Stamp(new ProblemRaised(PatternProblems.GivenUp(read.Component, "statistics.live", pattern))));
        foreach (var counter in counters.TakeDue())
            OnEvent(counter);
    }

    /// <summary>Publishes the last values of a component whose output was read, and how many lines its live view has skipped.</summary>
    private void FlushOf(string component)
    {
        if (_counters.TryGetValue(component, out var counters))
            foreach (var counter in counters.TakeAll())
                OnEvent(counter);

        if (_skipped.Remove(component, out var skipped))
            OnEvent(Skipped(component, skipped, "the live view"));
    }

    private void OnSubscribe(Subscribe subscribe)
    {
        foreach (var happened in Past(subscribe.Output))
            subscribe.Channel.Writer.TryWrite(happened);
        if (_snapshot.State == RunState.Finished)
            subscribe.Channel.Writer.TryComplete();
        else
            _subscriptions[subscribe.Channel] = new Subscription(subscribe.Output);
    }

    private IEnumerable<RunEvent> Past(bool output) => output ? _history.Concat(_recent).OrderBy(happened => happened.Elapsed) : _history;

    private void Publish(RunEvent happened)
    {
        _context.Observer?.Invoke(happened);
        _snapshot = _snapshot.Apply(happened);
        if (happened is not (ResourcesSampled or MachineSampled or StatisticReported { Final: false }))
            _history.Add(happened);
        foreach (var (channel, subscription) in _subscriptions)
        {
            if (happened is ComponentExited exited && subscription.Skipped > 0)
            {
                channel.Writer.TryWrite(Skipped(exited.Component, subscription.Skipped, "this view"));
                subscription.Skipped = 0;
            }

            channel.Writer.TryWrite(happened);
        }
    }

    private void PublishLine(string component, OutputLine line)
    {
        var happened = new ComponentOutput(line.Stream, _context.Mask.Mask(line.Text))
        {
            At = _context.Clock.Now,
            Elapsed = _context.Clock.Elapsed,
            Component = component,
        };
        _context.Observer?.Invoke(happened);
        _recent.Enqueue(happened);
        if (_recent.Count > RecentLines)
            _recent.Dequeue();
        foreach (var (channel, subscription) in _subscriptions)
        {
            if (!subscription.Output)
                continue;

            // A reader that does not keep up loses lines: it must neither slow a component down nor fill the memory.
            if (channel.Reader.Count < EventsBehindAtMost)
                channel.Writer.TryWrite(happened);
            else
                subscription.Skipped++;
        }
    }

    private ProblemRaised Skipped(string component, long lines, string view) =>
        _context.Clock.Stamp(
            new ProblemRaised(
                new Problem(ProblemKind.LinesSkipped, Invariant($"{view} skipped {lines:N0} lines; the logs have them all"), component)
            )
        );
}
