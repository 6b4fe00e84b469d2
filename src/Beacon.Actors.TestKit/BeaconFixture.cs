using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Beacon.Actors.Hosting;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.TestKit;

/// <summary>
/// A system of real programs for a test: started and ready when the test begins, stopped gracefully when it ends. Each fixture gets free
/// ports, so that tests can run in parallel: the file says <c>${PORT_ENGINE}</c>, and the test asks for <c>Port("engine")</c>.
/// </summary>
/// <remarks>
/// No test framework tells a fixture whether its test has passed. So the record with the logs is kept, and its path printed, unless
/// the test calls <see cref="Passed"/> at its end.
/// </remarks>
public sealed partial class BeaconFixture : IAsyncDisposable
{
    private readonly FreePorts _ports;
    private readonly Action<string> _output;
    private readonly Task _printing;
    private bool _passed;

    private BeaconFixture(IBeaconRun run, FreePorts ports, Action<string>? output)
    {
        Run = run;
        _ports = ports;
        _output = output ?? (_ => { });
        _printing = PrintEventsAsync();
    }

    /// <summary>The run: its events, its components, and its record folder.</summary>
    public IBeaconRun Run { get; }

    /// <summary>Starts the system of a configuration file, and waits until it is operational.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">Options; null: the defaults.</param>
    /// <param name="cancellationToken">Ends the wait, and the system.</param>
    /// <exception cref="InvalidPlanException">The plan is refused.</exception>
    /// <exception cref="PrerequisitesMissingException">A program, file or port is missing: nothing was started.</exception>
    /// <exception cref="RunNotOperationalException">
    /// It failed before it was operational; what the components printed is in its record.
    /// </exception>
    public static Task<BeaconFixture> StartAsync(string file, FixtureOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new FixtureOptions();
        return StartAsync(ports => RunPlan.Load(Sources(file, options, ports)), options, cancellationToken);
    }

    /// <summary>Starts the system of a plan, and waits until it is operational.</summary>
    /// <param name="plan">Makes the plan, with the ports that it asks for by name.</param>
    /// <inheritdoc cref="StartAsync(string, FixtureOptions?, CancellationToken)"/>
    /// <param name="options">Options; null: the defaults.</param>
    /// <param name="cancellationToken">Ends the wait, and the system.</param>
    public static async Task<BeaconFixture> StartAsync(
        Func<FreePorts, RunPlan> plan,
        FixtureOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(plan);
        var ports = new FreePorts();
        try
        {
            var changed = plan(ports).With(run => run.For(options?.Duration ?? Timeout.InfiniteTimeSpan));
            var run = await changed.StartAsync(cancellationToken).ConfigureAwait(false);
            var fixture = new BeaconFixture(run, ports, options?.Output);
            try
            {
                await run.Operational.ConfigureAwait(false);
                return fixture;
            }
            catch
            {
                await fixture.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
        catch
        {
            ports.Dispose();
            throw;
        }
    }

    /// <summary>The port of a name.</summary>
    /// <param name="name">Its name: that of <c>${PORT_ENGINE}</c> is <c>engine</c>; - and _ are one.</param>
    /// <exception cref="KeyNotFoundException">The system has no port of that name.</exception>
    public int Port(string name) =>
        _ports.Names.Contains(Key(name), StringComparer.OrdinalIgnoreCase) ? _ports[Key(name)]
        : _ports.Names.Contains(name, StringComparer.OrdinalIgnoreCase) ? _ports[name]
        : throw new KeyNotFoundException(
            $"no port \"{name}\" was allotted; the plan asks for {string.Join(", ", _ports.Names.Order().DefaultIfEmpty("none"))}; "
                + $"write ${{PORT_{Key(name)}}} where it is needed"
        );

    /// <summary>The test has passed: the record is deleted, unless a component has failed all the same.</summary>
    public void Passed() => _passed = true;

    /// <summary>Stops the system gracefully, the last level first.</summary>
    public async ValueTask DisposeAsync()
    {
        await Run.DisposeAsync().ConfigureAwait(false);
        var result = await Run.Completion.ConfigureAwait(false);
        await _printing.ConfigureAwait(false);
        _ports.Dispose();
        if (_passed && result.Outcome != RunOutcome.Failed)
            Directory.Delete(result.Record, recursive: true);
        else
            Print($"the logs are kept in {result.Record}");
    }

    private static PlanSources Sources(string file, FixtureOptions options, FreePorts ports)
    {
        var sources = new PlanSources
        {
            Files = [file],
            Settings = [.. options.Settings],
            Duration = "infinite",
        };
        if (options.Duration is not null)
            sources = sources with { Duration = Durations.Format(options.Duration) };
        var environment = sources.Environment.SetItems(options.Environment);
        var text = File.Exists(file) ? File.ReadAllText(file) : "";
        return sources with
        {
            Environment = environment.SetItems(
                PortReference()
                    .Matches(text)
                    .Select(match => match.Groups[1].Value)
                    .Distinct()
                    .Select(name => KeyValuePair.Create($"PORT_{name}", $"{ports[Key(name)]}"))
            ),
        };
    }

    private static string Key(string name) => name.Replace('-', '_').ToUpperInvariant();

    private async Task PrintEventsAsync()
    {
        await foreach (var happened in Run.Events(output: true).ConfigureAwait(false))
            if (EventText.IsShown(happened))
                Print(EventText.Of(happened));
    }

    private void Print(string line)
    {
        try
        {
            _output(line);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The log of a finished test accepts no more lines; the record has all of them.
        }
    }

    [GeneratedRegex(@"\$\{\??PORT_([A-Za-z0-9_]+)\}")]
    private static partial Regex PortReference();
}
