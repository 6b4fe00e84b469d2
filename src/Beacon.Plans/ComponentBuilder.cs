namespace Beacon.Plans;

/// <summary>
/// Describes one component of a plan in C#. Each verb is a key of <c>reference.conf</c>, with the same defaults; what has no verb is set by
/// <see cref="With"/>. Nothing is checked before <see cref="RunPlanBuilder.Build"/>.
/// </summary>
public sealed class ComponentBuilder
{
    internal ComponentBuilder(string name) =>
        Spec = new ComponentSpec
        {
            Name = name,
            Title = null!,
            Command = null!,
            WorkingDirectory = null!,
        };

    internal ComponentSpec Spec { get; private set; }

    /// <summary>The program. May hold placeholders such as <c>{duration}</c>, as its arguments may.</summary>
    /// <param name="command">What holds a slash is a path; a bare name is looked up on PATH.</param>
    /// <param name="args">Its arguments; no shell splits or expands them.</param>
    public ComponentBuilder Run(string command, params string[] args) => With(spec => spec with { Command = command, Args = [.. args] });

    /// <summary>The name that people read. Default: the component's name.</summary>
    public ComponentBuilder Titled(string title) => With(spec => spec with { Title = title });

    /// <summary>The working directory. Default: the folder that the plan's paths start from.</summary>
    public ComponentBuilder In(string folder) => With(spec => spec with { WorkingDirectory = folder });

    /// <summary>A variable over the inherited environment; its value may hold placeholders, and null removes the variable.</summary>
    public ComponentBuilder Environment(string variable, string? value) =>
        With(spec => spec with { Environment = spec.Environment.SetItem(variable, value) });

    /// <summary>The components that have to be ready before this one starts.</summary>
    public ComponentBuilder DependsOn(params string[] components) =>
        components.Aggregate(this, (builder, component) => builder.DependsOn(component, DependencyCondition.Ready));

    /// <summary>A component that has to have come to some point before this one starts.</summary>
    public ComponentBuilder DependsOn(string component, DependencyCondition condition) =>
        With(spec =>
            spec with
            {
                DependsOn = [.. spec.DependsOn.Where(other => other.Component != component), new Dependency(component, condition)],
            }
        );

    /// <summary>Files or folders that must be there before anything is started.</summary>
    public ComponentBuilder RequiresFiles(params string[] paths) =>
        With(spec => spec with { Requires = spec.Requires with { Files = [.. spec.Requires.Files, .. paths] } });

    /// <summary>TCP ports that must be free before anything is started.</summary>
    /// <param name="ports">Each from 1 to 65535.</param>
    public ComponentBuilder RequiresFreeTcpPorts(params int[] ports) => RequiresFree(TransportProtocol.Tcp, ports);

    /// <summary>UDP ports that must be free before anything is started.</summary>
    /// <param name="ports">Each from 1 to 65535.</param>
    public ComponentBuilder RequiresFreeUdpPorts(params int[] ports) => RequiresFree(TransportProtocol.Udp, ports);

    /// <summary>When dependents may start: all of these hold. Default: as soon as the program was executed.</summary>
    /// <param name="probes">One of a kind each (<see cref="Probe"/>).</param>
    public ComponentBuilder ReadyWhen(params Probe[] probes) =>
        With(spec => spec with { Ready = spec.Ready with { Probes = [.. spec.Ready.Probes, .. probes] } });

    /// <summary>How long it may take to be ready. Default: 10 seconds.</summary>
    /// <param name="timeout">At least 1 ms.</param>
    public ComponentBuilder ReadyWithin(TimeSpan timeout) => With(spec => spec with { Ready = spec.Ready with { Timeout = timeout } });

    /// <summary>
    /// Probes that must keep succeeding from readiness on; after three failures of one in a row, a second apart, the component is killed.
    /// Other numbers: <c>With(spec => spec with { Alive = spec.Alive with { … } })</c>.
    /// </summary>
    /// <param name="probes">One of a kind each (<see cref="Probe"/>).</param>
    public ComponentBuilder AliveWhile(params Probe[] probes) =>
        With(spec => spec with { Alive = spec.Alive with { Probes = [.. spec.Alive.Probes, .. probes] } });

    /// <summary>It is started again after a failure. Default: never.</summary>
    /// <param name="restart">When and how often; null: on failure, with the defaults of <see cref="RestartSpec"/>.</param>
    public ComponentBuilder Restarts(RestartSpec? restart = null) =>
        With(spec => spec with { Restart = restart ?? new RestartSpec { Policy = RestartMode.OnFailure } });

    /// <summary>
    /// The signal that asks it to exit, and how long that may take before it is killed. Default: SIGTERM, and SIGKILL 2 seconds later.
    /// </summary>
    public ComponentBuilder StopsOn(UnixSignal signal, TimeSpan? within = null) =>
        With(spec => spec with { Stop = spec.Stop with { Signal = signal, Timeout = within ?? spec.Stop.Timeout } });

    /// <summary>The exit codes that mean success. Default: 0.</summary>
    /// <param name="codes">Each from 0 to 255.</param>
    public ComponentBuilder SucceedsWith(params int[] codes) => With(spec => spec with { SuccessExitCodes = [.. codes] });

    /// <summary>When it exits by itself, the run ends; with a success code, as completed.</summary>
    public ComponentBuilder EndsRun() => With(spec => spec with { EndsRun = true });

    /// <summary>It may exit with success during the run; at the end it is awaited before it is signalled.</summary>
    public ComponentBuilder FinishesItself() => With(spec => spec with { FinishesItself = true });

    /// <summary>The block of final statistics that it prints belongs to the run's result.</summary>
    /// <param name="from">The text that opens the block.</param>
    public ComponentBuilder ReadsStatistics(string from = "FINAL STATISTICS") =>
        With(spec => spec with { Statistics = (spec.Statistics ?? new StatisticsSpec()) with { From = from } });

    /// <summary>Live counters in the lines that it prints.</summary>
    /// <param name="patterns">.NET regular expressions; each named group is a counter: <c>ORDERS=(?&lt;orders&gt;[0-9]+)</c>.</param>
    public ComponentBuilder Counts(params string[] patterns)
    {
        var before = Spec.Statistics ?? new StatisticsSpec();
        return With(spec => spec with { Statistics = before with { Live = [.. before.Live, .. patterns] } });
    }

    /// <summary>Any other change of the component.</summary>
    /// <param name="change">Makes the changed component from the one described so far.</param>
    public ComponentBuilder With(Func<ComponentSpec, ComponentSpec> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Spec = change(Spec);
        return this;
    }

    private ComponentBuilder RequiresFree(TransportProtocol protocol, int[] ports) =>
        With(spec =>
            spec with
            {
                Requires = spec.Requires with
                {
                    FreePorts = [.. spec.Requires.FreePorts, .. ports.Select(port => new PortRequirement(protocol, port))],
                },
            }
        );
}
