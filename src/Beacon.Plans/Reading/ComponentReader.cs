using System.Collections.Immutable;
using System.Globalization;
using Beacon.Plans.Hocon;
using Beacon.Plans.Text;

namespace Beacon.Plans.Reading;

/// <summary>What the reader of one component has to know of the rest of the plan: all components, and whether they take part.</summary>
internal sealed record ComponentContext(string Folder, bool IsInfinite, IReadOnlyDictionary<string, bool> IsEnabled);

/// <summary>Reads one component.</summary>
internal sealed class ComponentReader(Setting component, ComponentContext context)
{
    private const double MostFactor = 1000;
    private const int MostRestarts = 100_000;

    // What an affinity mask here can hold; whether this machine has that core is a prerequisite.
    private const int MaximumCores = 1024;

    // A part ends where a line does: below this, parts would be cut by the lines rather than by the size.
    private const long LeastPartBytes = 64 * 1024;

    // Less than any program needs to be started: a unit that was forgotten rather than a limit.
    private const long LeastMemoryBytes = 1024 * 1024;

    public ComponentSpec Read()
    {
        component.Require("command", "name the program: a path, or a name that is on PATH");
        var spec = new ComponentSpec
        {
            Name = component.Key,
            Title = component["title"].Text() ?? component.Key,
            Command = Checked(component["command"].Program(), component["command"]) ?? "",
            Args = Args(),
            WorkingDirectory = Checked(component["cwd"].PathTemplate(), component["cwd"]) ?? Placeholders.Escape(context.Folder),
            Environment = Environment(),
            DependsOn = [.. Dependencies()],
            Requires = new Requirements
            {
                Files = [.. component["requires"]["files"].Items().Select(file => file.AbsolutePath()).OfType<string>()],
                FreePorts = [.. component["requires"]["free-ports"].Items().Select(FreePort).OfType<PortRequirement>()],
            },
            Ready = ProbeReader.ReadReady(component["ready"], context.IsInfinite),
            Alive = ProbeReader.ReadAlive(component["alive"], context.IsInfinite),
            Restart = Restart(component["restart"]),
            Stop = Stop(component["stop"]),
            SuccessExitCodes = SuccessExitCodes(component["success-exit-codes"]),
            EndsRun = component["ends-run"].Switch(),
            FinishesItself = component["finishes-itself"].Switch(),
            Output = new OutputSpec
            {
                Mode = component["output"]["mode"].OneOf<OutputMode>(),
                Console = component["output"]["console"].OneOf<ConsoleStreams>(),
                RotateAtBytes = component["output"]["rotate-at"].SizeOrOff(LeastPartBytes),
                Keep = component["output"]["keep"].Integer(0, int.MaxValue),
            },
            Statistics = StatisticsReader.Read(component["statistics"]),
            Limits = Limits(component["limits"]),
        };

        CheckProgress(component["ready"], spec.Ready.Probes);
        CheckProgress(component["alive"], spec.Alive.Probes);
        return spec;
    }

    private string? Checked(string? text, Setting setting) => setting.WithPlaceholders(text, context.IsInfinite);

    private ImmutableArray<string> Args() =>
        [
            .. component["args"]
                .Items("a list of texts [\"…\", \"…\"]")
                .Select(arg => Checked(CommandWords.IsShell(component["command"]) ? arg.LiteralTemplate() : arg.Template(), arg))
                .OfType<string>(),
        ];

    private ImmutableSortedDictionary<string, string?> Environment()
    {
        var variables = ImmutableSortedDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        foreach (var file in component["env-files"].Items())
            EnvironmentFile.Read(file, variables);
        foreach (var variable in component["env"].Fields)
        {
            if (variable.Key.Contains('=') || variable.Key.Contains('\0') || HoconText.HalfCharacter(variable.Key) is not null)
                variable.Refuse($"{HoconText.Quote(variable.Key)} is no name of a variable");
            variables[variable.Key] = Checked(variable.Template(), variable);
        }

        return variables.ToImmutable();
    }

    private IEnumerable<Dependency> Dependencies()
    {
        var setting = component["depends-on"];
        var isObject = setting.Value is ConfigObject;
        var seen = new HashSet<string>();
        foreach (var entry in isObject ? setting.Fields : setting.Items("a list [\"NAME\", …], or { NAME = ready | started | completed }"))
        {
            // In an object, null takes back a dependency of a file before.
            if (entry.Value is null || (isObject ? entry.Key : entry.Text()) is not { } other || !seen.Add(other))
                continue;
            if (WhyNotDependOn(other) is { } reason)
                setting.Refuse(reason, entry);
            else
                yield return new Dependency(other, isObject ? entry.OneOf<DependencyCondition>() : DependencyCondition.Ready);
        }
    }

    private string? WhyNotDependOn(string dependency) =>
        dependency == component.Key ? "a component can't depend on itself; remove it from the list"
        : !context.IsEnabled.TryGetValue(dependency, out var isEnabled) ? $"no component \"{dependency}\"{SuggestionFor(dependency)}"
        : !isEnabled ? $"component \"{dependency}\" is disabled; enable it, or remove the dependency"
        : null;

    private string SuggestionFor(string dependency) =>
        Nearest.Suggestion(dependency, context.IsEnabled.Keys.Where(other => other != component.Key));

    private static PortRequirement? FreePort(Setting setting)
    {
        const string Expected = "\"tcp:PORT\" or \"udp:PORT\"";
        if (setting.Text(Expected) is not { } text)
            return null;
        if (
            text.Split(':') is [var name, var number]
            && EnumText.TryParse<TransportProtocol>(name, out var protocol)
            && LocalEndpoint.ParsePort(number) is { } port
        )
            return new PortRequirement(protocol, port);

        setting.Refuse($"expected {Expected} with a port from 1 to 65535, found \"{text}\"");
        return null;
    }

    private static RestartSpec Restart(Setting setting)
    {
        var spec = new RestartSpec
        {
            Policy = setting["policy"].OneOf<RestartMode>(),
            MinBackoff = setting["min-backoff"].Duration(0),
            MaxBackoff = setting["max-backoff"].Duration(0),
            Factor = setting["factor"].Number(1, MostFactor),
            Jitter = setting["jitter"].Number(0, 1),
            MaxRestarts = setting["max-restarts"].Integer(0, MostRestarts),
            Within = setting["within"].Duration(),
            StableAfter = setting["stable-after"].Duration(0),
            Dependents = setting["dependents"].OneOf<DependentsPolicy>(),
        };

        // A value that could not be read is not compared.
        var isComparable = Durations.TryParse(setting["max-backoff"].Text() ?? "", out _, out _);
        if (isComparable && spec.MinBackoff > spec.MaxBackoff)
            setting.Refuse(
                $"min-backoff {Durations.Format(spec.MinBackoff)} is longer than "
                    + $"max-backoff {Durations.Format(spec.MaxBackoff)}; lower the one or raise the other"
            );
        return spec;
    }

    private StopSpec Stop(Setting setting) =>
        new()
        {
            Signal = Signal(setting["signal"]),
            Timeout = setting["timeout"].Duration(),
            Scope = setting["scope"].OneOf<StopScope>(),
            Command = StopCommand(setting["command"]),
        };

    private ImmutableArray<string> StopCommand(Setting setting)
    {
        return CommandWords.Read(setting.Items("a program with its arguments [\"…\", \"…\"]"), context.IsInfinite);
    }

    private static LimitsSpec Limits(Setting setting) =>
        new()
        {
            OpenFiles = setting["nofile"].Given?.Integer(8, int.MaxValue),
            Nice = setting["nice"].Given?.Integer(-20, 19),
            MemoryBytes = setting["memory"].Given?.Size(LeastMemoryBytes),
            Cores = Cores(setting["cpu"]),
        };

    public static ImmutableArray<int> Cores(Setting setting) =>
        [.. setting.Items("a list of cores [0, 1]").Select(core => core.Integer(0, MaximumCores - 1)).Distinct()];

    private static UnixSignal Signal(Setting setting)
    {
        if (setting.Text("a signal such as SIGTERM") is not { } text)
            return default;

        var names = Enum.GetNames<UnixSignal>();
        var name =
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? $"{(UnixSignal)number}"
            : text.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? text.ToUpperInvariant()
            : $"SIG{text.ToUpperInvariant()}";
        if (names.Contains(name))
            return Enum.Parse<UnixSignal>(name);
        setting.Refuse($"expected a signal such as SIGTERM, TERM or 15, found \"{text}\"{Nearest.Suggestion(name, names)}");
        return default;
    }

    private void CheckProgress(Setting probes, ImmutableArray<Probe> specs)
    {
        if (specs.OfType<ProgressProbe>().FirstOrDefault() is not { } progress)
            return;

        List<string> names = [.. component["statistics"]["live"].Items().SelectMany(item => item.Pattern()?.Names ?? [])];
        if (names.Contains(progress.Statistic))
            return;
        var known =
            names.Count == 0
                ? "statistics.live names none; add a pattern such as \"ORDERS=(?<orders>[0-9]+)\""
                : $"statistics.live names {string.Join(", ", names)}";
        probes["progress"]["statistic"].Refuse($"no live statistic \"{progress.Statistic}\": {known}");
    }

    private static ImmutableSortedSet<int> SuccessExitCodes(Setting setting)
    {
        if (setting.Value is ConfigList { Items.IsEmpty: true })
            setting.Refuse("the list is empty, so that no exit would be a success; write [0]");
        return [.. setting.Items("a list of exit codes [0]").Select(code => code.Integer(0, 255))];
    }
}
