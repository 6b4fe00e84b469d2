using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Beacon.Actors.Hosting;
using Beacon.Actors.TestKit;
using Beacon.Actors.Tests.Observing;
using Beacon.Plans;
using Beacon.Records.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Beacon.Actors.Tests.Hosting;

/// <summary>Runs in an embedder's own actor system, with real programs.</summary>
public sealed class EmbeddingSpecs : IDisposable
{
    private readonly Programs _programs = new();

    public void Dispose() => _programs.Dispose();

    [Fact]
    public async Task Runs_are_started_from_the_container_side_by_side()
    {
        using var host = await StartAsync(akka => akka.WithBeacon());
        var supervisor = host.Services.GetRequiredService<IRunSupervisor>();

        await using var one = await supervisor.StartAsync(Chain);
        await using var other = await supervisor.StartAsync(Chain);
        await Task.WhenAll(one.Operational, other.Operational);
        var result = await one.StopAsync();

        Assert.Equal(RunOutcome.Interrupted, result.Outcome);
        Assert.False(other.Completion.IsCompleted);
        await host.StopAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_host_that_is_stopped_stops_its_runs_in_reverse_order(bool phaseALevel)
    {
        using var host = await StartAsync(akka => akka.WithBeacon(phaseALevel ? Chain : null));
        var run = await host.Services.GetRequiredService<IRunSupervisor>().StartAsync(Chain);
        await run.Operational;

        await host.StopAsync();

        await AssertStoppedInOrderAsync(run);
    }

    [Fact]
    public async Task An_actor_system_that_is_terminated_stops_its_runs_in_reverse_order()
    {
        using var host = await StartAsync(akka => akka.WithBeacon());
        var run = await host.Services.GetRequiredService<IRunSupervisor>().StartAsync(Chain);
        await run.Operational;

        await host.Services.GetRequiredService<ActorSystem>().Terminate();

        await AssertStoppedInOrderAsync(run);
    }

    [Fact]
    public async Task Any_actor_system_supervises_runs_without_configuration()
    {
        var system = ActorSystem.Create(
            "plain",
            "akka { loglevel = OFF, stdout-loglevel = OFF, coordinated-shutdown { run-by-clr-shutdown-hook = off, exit-clr = off } }"
        );
        var run = await RunSupervisor.Get(system).StartAsync(Chain);
        await run.Operational;

        await system.Terminate();

        await AssertStoppedInOrderAsync(run);
    }

    [Fact]
    public async Task An_embedder_whose_HOCON_overrides_the_phases_still_gets_runs_stopped_in_order()
    {
        using var host = await StartAsync(akka =>
            akka.WithBeacon(Chain)
                .AddHocon(
                    ConfigurationFactory.ParseString(
                        """
                        akka.scheduler.tick-duration = 10ms
                        akka.coordinated-shutdown.phases.beacon-stop-level-2.timeout = 20s
                        akka.coordinated-shutdown.phases.before-service-unbind.depends-on = []
                        """
                    ),
                    HoconAddMode.Prepend
                )
        );
        var run = await host.Services.GetRequiredService<IRunSupervisor>().StartAsync(Chain);
        await run.Operational;

        await host.StopAsync();

        await AssertStoppedInOrderAsync(run);
    }

    [Fact]
    public async Task A_system_that_ends_without_its_coordinated_shutdown_leaves_no_process_and_no_waiter()
    {
        using var host = await StartAsync(akka =>
            akka.WithBeacon()
                .AddHocon(
                    ConfigurationFactory.ParseString(
                        "akka.coordinated-shutdown { run-by-actor-system-terminate = off, terminate-actor-system = off }"
                    ),
                    HoconAddMode.Prepend
                )
        );
        var run = await host.Services.GetRequiredService<IRunSupervisor>().StartAsync(Chain);
        await run.Operational;
        var pids = (await run.Events().TakeWhile(happened => happened is not RunOperational).ToListAsync())
            .OfType<ComponentStarting>()
            .Select(starting => starting.Pid)
            .ToList();

        await host.Services.GetRequiredService<ActorSystem>().Terminate();

        Assert.Contains(
            "was ended before the run was",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => run.Completion)).Message
        );
        Assert.True(SpinWait.SpinUntil(() => pids.All(pid => !Directory.Exists($"/proc/{pid}")), TimeSpan.FromSeconds(10)));
        await run.DisposeAsync();
    }

    [Fact]
    public async Task A_health_check_is_healthy_while_runs_are_operational_and_the_containers_logger_logs_them()
    {
        using var listeners = new Listeners();
        using var host = await StartAsync(
            akka => akka.WithBeacon().WithBeaconHealthCheck(),
            services => services.AddSingleton<ILoggerFactory>(listeners).AddHealthChecks()
        );
        var health = host.Services.GetRequiredService<HealthCheckService>();
        var before = await health.CheckHealthAsync();
        await using var run = await host.Services.GetRequiredService<IRunSupervisor>().StartAsync(Chain);
        await run.Operational;

        var during = await health.CheckHealthAsync();
        await run.StopAsync();

        Assert.Equal((HealthStatus.Healthy, "no run"), (before.Status, before.Entries["beacon"].Description));
        Assert.Equal((HealthStatus.Healthy, $"{run.Id} Operational"), (during.Status, during.Entries["beacon"].Description));
        Assert.Contains(
            listeners.Logged,
            one => one.Category == "Beacon.Actors" && one.Message.StartsWith($"run {run.Id} is operational", StringComparison.Ordinal)
        );
        Assert.Contains(listeners.Spans, span => (string?)span.GetTagItem("beacon.run.id") == run.Id);
        await host.StopAsync();
        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync()).Status);
    }

    [Fact]
    public async Task Of_two_runs_with_the_same_port_the_second_is_refused_with_the_name_of_the_first()
    {
        using var host = await StartAsync(akka => akka.WithBeacon());
        var supervisor = host.Services.GetRequiredService<IRunSupervisor>();
        var plan = _programs
            .Plan()
            .Add("server", c => c.Run(Programs.TestProgram, "listen", "18181").ReadyWhen(Probe.TcpListen(18181)))
            .Build();
        await using var first = await supervisor.StartAsync(plan);

        var refused = await Assert.ThrowsAsync<PrerequisitesMissingException>(() => supervisor.StartAsync(plan));
        await first.StopAsync();
        await using var third = await supervisor.StartAsync(plan);

        Assert.Equal(
            $"port tcp:18181, which server wants, is taken by the run {first.Id}; wait for its end, stop it, or choose another port",
            refused.Message
        );
        await third.StopAsync();
        await host.StopAsync();
    }

    [Fact]
    public async Task A_system_that_is_shutting_down_takes_no_more_runs()
    {
        using var host = await StartAsync(akka => akka.WithBeacon());
        var supervisor = host.Services.GetRequiredService<IRunSupervisor>();
        await host.StopAsync();

        Assert.Contains(
            "is shutting down",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => supervisor.StartAsync(Chain))).Message
        );
        Assert.Empty(_programs.Records);
    }

    [Fact]
    public async Task A_run_with_a_launcher_a_clock_and_a_recorder_of_the_embedder_needs_nothing_of_this_machine()
    {
        var time = new VirtualTime();
        var (launcher, recorder) = (new FakeLauncher(time), new MemoryRecorder());
        var plan = RunPlan.Create("remote").RecordsIn("/no/such/folder").Add("engine", c => c.Run("/no/such/program").EndsRun()).Build();
        using var system = ActorSystem.Create("embedder", DedicatedSystem.Silent);
        var settings = new RunSettings
        {
            Launcher = launcher,
            Time = time,
            Recorder = recorder,
        };
        await using var run = await RunSupervisor.Get(system).StartAsync(plan, settings);
        var events = run.Events();
        await foreach (var _ in events)
            break;
        Assert.Equal(["engine"], launcher.Launched);
        launcher["engine"].Starts();
        await run.Operational;
        launcher["engine"].Exits(0);

        Assert.Equal(RunOutcome.Completed, (await run.Completion).Outcome);
        Assert.Equal(recorder.Run, run.Id);
        Assert.Contains(recorder.Events, happened => happened is ComponentExited);
        Assert.False(Directory.Exists("/no/such/folder"));
    }

    [Fact]
    public void A_container_without_an_actor_system_says_how_to_add_one()
    {
        using var container = new ServiceCollection().AddBeacon().BuildServiceProvider();

        Assert.Contains(
            "services.AddAkka",
            Assert.Throws<InvalidOperationException>(() => container.GetRequiredService<IRunSupervisor>()).Message
        );
    }

    private RunPlan Chain =>
        _programs
            .Plan()
            .Add("a", c => c.Run(Programs.TestProgram, "sleep"))
            .Add("b", c => c.Run(Programs.TestProgram, "sleep").DependsOn("a"))
            .Build();

    private static async Task AssertStoppedInOrderAsync(IBeaconRun run)
    {
        var result = await run.Completion;
        var events = await run.Events().ToListAsync();
        Assert.Equal(RunOutcome.Interrupted, result.Outcome);
        Assert.Equal(["b", "a"], events.OfType<ComponentStopping>().Select(stopping => stopping.Component));
        Assert.True(
            events.FindIndex(happened => happened is ComponentStopped { Component: "b" })
                < events.FindIndex(happened => happened is ComponentStopping { Component: "a" })
        );
        Assert.True(File.Exists(Path.Combine(result.Record, "run.json")));
    }

    private static async Task<IHost> StartAsync(Action<AkkaConfigurationBuilder> configure, Action<IServiceCollection>? add = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddBeacon();
        add?.Invoke(builder.Services);
        builder.Services.AddAkka(
            "app",
            akka =>
            {
                akka.AddHocon(
                    ConfigurationFactory.ParseString(
                        """
                        akka {
                          loglevel = OFF
                          stdout-loglevel = OFF
                          coordinated-shutdown { run-by-clr-shutdown-hook = off, exit-clr = off }
                        }
                        """
                    ),
                    HoconAddMode.Append
                );
                configure(akka);
            }
        );
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
