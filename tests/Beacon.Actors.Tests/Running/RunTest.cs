using System.Collections.Immutable;
using System.Threading.Channels;
using Akka.Actor;
using Beacon.Actors.Components;
using Beacon.Actors.Messages;
using Beacon.Actors.Running;
using Beacon.Actors.Scheduling;
using Beacon.Actors.TestKit;
using Beacon.Plans;
using Beacon.Records.Events;
using Beacon.Records.Recording;

namespace Beacon.Actors.Tests.Running;

/// <summary>A run with fake processes, whose time stands still until the test moves it.</summary>
public abstract class RunTest : Akka.TestKit.Xunit2.TestKit
{
    // Only ever reached by a test that fails.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Channel<RunEvent> _events = Channel.CreateUnbounded<RunEvent>();
    private readonly List<RunEvent> _seen = [];

    protected RunTest()
        : base("akka.loglevel = ERROR")
    {
        Launcher = new FakeLauncher(Time);
        Recorder = new MemoryRecorder();
    }

    protected VirtualTime Time { get; } = new();

    private protected FakeLauncher Launcher { get; }

    private protected MemoryRecorder Recorder { get; }

    protected IActorRef Run { get; private set; } = ActorRefs.Nobody;

    protected static ComponentSpec Component(string name, params string[] dependsOn) =>
        new()
        {
            Name = name,
            Title = name,
            Command = name,
            WorkingDirectory = "/",
            DependsOn = [.. dependsOn.Select(dependency => new Dependency(dependency, DependencyCondition.Ready))],
        };

    protected static RunPlan Plan(params ImmutableArray<ComponentSpec> components) =>
        RunPlan.Create("test", "/").RecordsIn("/").Add([.. components]).For(TimeSpan.FromSeconds(30)).Build();

    private protected void Start(RunPlan plan, IRunRecorder? recorder = null)
    {
        var context = new RunContext
        {
            Plan = plan,
            Launcher = Launcher,
            Recorder = recorder ?? Recorder,
            Clock = new RunClock(Time),
            Probes = new FakeProbes(),
        };
        Run = Sys.ActorOf(RunActor.Props(context), "run");
        Run.Tell(new StatsProtocol.Subscribe(_events, Output: true));
    }

    /// <summary>The component was launched for the first time, or again, and has become its program.</summary>
    protected async Task<FakeProcess> StartedAsync(string component, int incarnation = 1)
    {
        await UntilAsync(() => Launcher.CountOf(component) == incarnation);
        return Launcher[component].Starts(4710 + incarnation);
    }

    /// <summary>The next event of that type, those between passed over.</summary>
    protected async Task<T> ExpectAsync<T>(Func<T, bool>? where = null)
        where T : RunEvent
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (true)
            {
                var happened = await _events.Reader.ReadAsync(patience.Token);
                _seen.Add(happened);
                if (happened is T expected && (where is null || where(expected)))
                    return expected;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            throw new Xunit.Sdk.XunitException($"no {typeof(T).Name} came; what came was:\n{string.Join('\n', _seen)}");
        }
    }

    protected async Task<T> ExpectOfAsync<T>(string component)
        where T : ComponentEvent => await ExpectAsync<T>(happened => happened.Component == component);

    protected async Task<RunResult> ExpectResultAsync()
    {
        await ExpectAsync<RunFinished>();
        return Recorder.Result!;
    }

    /// <summary>Moves time in small steps until the condition holds: what polls must get to poll between.</summary>
    protected async Task AdvanceUntilAsync(TimeSpan step, Func<bool> condition) =>
        await AwaitConditionAsync(
            () =>
            {
                if (!condition())
                    Time.Advance(step);
                return Task.FromResult(condition());
            },
            Patience,
            TimeSpan.FromMilliseconds(1)
        );

    /// <summary>Waits until the condition holds, without moving time.</summary>
    protected Task UntilAsync(Func<bool> condition) =>
        AwaitConditionAsync(() => Task.FromResult(condition()), Patience, TimeSpan.FromMilliseconds(2));
}
