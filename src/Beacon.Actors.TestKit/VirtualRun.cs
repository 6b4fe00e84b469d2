using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Beacon.Actors.Hosting;
using Beacon.Actors.Scheduling;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.TestKit;

/// <summary>
/// A run of a plan with fake processes under virtual time: the library's own actors without programs, files or waiting. Expectations move
/// the time as far as they have to. A component without a script starts, listens where its plan says, and ends when it is signalled.
/// </summary>
public sealed partial class VirtualRun : IAsyncDisposable
{
    // An actor processes a message before its sender goes on, so nothing is late only because a thread was. Nothing is logged beside the
    // test's own output. The system ends at once: a graceful end would wait for timers that nobody moves.
    private static readonly Config Configuration = ConfigurationFactory.ParseString(
        """
        akka {
          actor.default-dispatcher { type = "Akka.TestKit.CallingThreadDispatcherConfigurator, Akka.TestKit", throughput = 2147483647 }
          loggers = []
          loglevel = OFF
          stdout-loglevel = OFF
          coordinated-shutdown { run-by-clr-shutdown-hook = off, exit-clr = off, run-by-actor-system-terminate = off }
        }
        """
    );

    private readonly ConcurrentQueue<RunEvent> _events = new();
    private readonly ActorSystem _system;
    private readonly BackgroundWork _work = new();

    internal VirtualRun(RunPlan plan, IReadOnlyCollection<FakeProgram> programs, int number = 0)
    {
        CheckNames(plan, programs);
        _system = ActorSystem.Create("virtual-run", Configuration);
        Launcher = new FakeLauncher(
            Time,
            [
                .. programs,
                .. plan.Components.Where(component => programs.All(program => program.Component != component.Name)).Select(WellBehaved),
            ]
        );
        try
        {
            var settings = new RunSettings
            {
                Launcher = Launcher,
                Probes = new FakeProbes(),
                Recorder = new MemoryRecorder(number),
                Time = Time,
                Observer = _events.Enqueue,
                Work = _work,
            };
            Run = RunSupervisor.Get(_system).StartAsync(plan, settings).GetAwaiter().GetResult();
        }
        catch
        {
            _system.Terminate();
            throw;
        }
    }

    /// <summary>The plan that is run.</summary>
    public RunPlan Plan => Run.Plan;

    /// <summary>The run itself, to be stopped, or to restart one of its components.</summary>
    public IBeaconRun Run { get; }

    /// <summary>The time of the run.</summary>
    public VirtualTime Time { get; } = new();

    internal FakeLauncher Launcher { get; }

    /// <summary>The events so far.</summary>
    public IReadOnlyList<RunEvent> Events => [.. _events];

    /// <summary>The events so far, to be run again with another plan.</summary>
    public RunJournal Journal => RunJournal.Of(Events);

    /// <summary>Starts a run.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="programs">Scripts for some of its components, or all.</param>
    /// <exception cref="InvalidPlanException">The plan is invalid.</exception>
    /// <exception cref="ArgumentException">
    /// A script is for a component that the plan does not have, or for one that has a script.
    /// </exception>
    public static VirtualRun Start(RunPlan plan, params IReadOnlyCollection<FakeProgram> programs) => new(plan, programs);

    /// <summary>The latest process of a component, to look at, or to make it act beside its script.</summary>
    /// <param name="component">The component's name.</param>
    /// <exception cref="KeyNotFoundException">The plan has no such component, or it was not launched yet.</exception>
    public FakeProcess Process(string component) =>
        Launcher.Launched.Contains(Plan.Component(component).Name)
            ? Launcher[component]
            : throw new KeyNotFoundException($"{component} was not launched yet; await run.ExpectReady(\"{component}\") first");

    /// <summary>Ends the run, if it is not over, by killing what is left of it.</summary>
    public async ValueTask DisposeAsync()
    {
        Run.Kill();
        await _system.Terminate().ConfigureAwait(false);
    }

    private static void CheckNames(RunPlan plan, IReadOnlyCollection<FakeProgram> programs)
    {
        foreach (var program in programs)
        {
            if (plan.Components.All(component => component.Name != program.Component))
                throw new ArgumentException(
                    $"the plan has no component \"{program.Component}\" to script; "
                        + $"it has {string.Join(", ", plan.Components.Select(component => component.Name))}",
                    nameof(programs)
                );
            if (programs.Count(other => other.Component == program.Component) > 1)
                throw new ArgumentException(
                    $"\"{program.Component}\" is scripted more than once; say all of it in one script",
                    nameof(programs)
                );
        }
    }

    private static FakeProgram WellBehaved(ComponentSpec component)
    {
        var probes = component.Ready.Probes.AddRange(component.Alive.Probes);
        var listening = probes
            .OfType<TcpListenProbe>()
            .SelectMany(probe => probe.Endpoints)
            .Select(endpoint => endpoint.Port)
            .Concat(probes.OfType<TcpConnectProbe>().Select(probe => probe.Port))
            .Concat(probes.OfType<HttpProbe>().Select(probe => probe.Url.Port));
        var bound = probes.OfType<UdpBoundProbe>().SelectMany(probe => probe.Endpoints).Select(endpoint => endpoint.Port);
        var script = listening.Distinct().Aggregate(Fake.Process(component.Name), (script, port) => script.ListensOn(port));
        return bound.Distinct().Aggregate(script, (script, port) => script.Binds(port));
    }
}
