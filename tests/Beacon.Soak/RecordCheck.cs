using System.Text.Json;
using Beacon.TestProgram;

namespace Beacon.Soak;

/// <summary>Whether a run's record tells of every component what its seed has decided.</summary>
internal sealed class RecordCheck(SoakPlan plan, string record, string folder)
{
    private const int ShellSignalBase = 128;

    private readonly List<string> _violations = [];

    /// <summary>How many lines the logs hold.</summary>
    public long Lines { get; private set; }

    /// <summary>Of a run that was led to its end.</summary>
    public IReadOnlyList<string> CheckWhole()
    {
        var events = Events(wholeLastLine: true);
        if (events.Count == 0 || NameOf(events[^1]) != "run_finished")
            _violations.Add("events.ndjson does not end with run_finished");
        foreach (var component in plan.Components)
            CheckExit(component, [.. events.Where(happened => IsOf(happened, component.Name))]);
        CheckLogs(isKilled: false);
        CheckVerdict();
        return _violations;
    }

    /// <summary>Of a run whose supervisor was killed: readable as far as it goes.</summary>
    public IReadOnlyList<string> CheckPart()
    {
        Events(wholeLastLine: false);
        CheckLogs(isKilled: true);
        return _violations;
    }

    private List<JsonElement> Events(bool wholeLastLine)
    {
        var path = Path.Combine(record, "events.ndjson");
        var lines = File.Exists(path) ? File.ReadAllText(path).Split('\n') : [""];
        if (wholeLastLine && lines[^1].Length > 0)
            _violations.Add("the last line of events.ndjson is cut short");

        var events = new List<JsonElement>();
        foreach (var line in lines[..^1])
        {
            try
            {
                events.Add(JsonDocument.Parse(line).RootElement);
            }
            catch (JsonException exception)
            {
                _violations.Add($"events.ndjson holds a line that is no JSON: {exception.Message}");
            }
        }

        return events;
    }

    private void CheckExit(ChaoticComponent component, IReadOnlyList<JsonElement> events)
    {
        var starts = events.Count(happened => NameOf(happened) == "component_starting");
        var exits = events.Where(happened => NameOf(happened) == "component_exited").ToList();
        if (starts != 1 || exits.Count != 1)
        {
            _violations.Add($"{component.Name} has {starts} component_starting and {exits.Count} component_exited");
            return;
        }

        if (events.Count(happened => NameOf(happened) == "component_stopped") != 1)
            _violations.Add($"{component.Name} has not one component_stopped");
        var wasKilled = events.Any(happened => NameOf(happened) == "component_killed");
        if (wasKilled != (component.Fate.End == FateEnd.IgnoresStop))
            _violations.Add($"{component.Name}, {component.Fate.End}: component_killed is {wasKilled}");
        if (!IsAsPredicted(component.Fate, exits[0]))
            _violations.Add($"{component.Name}, {component.Fate}: {exits[0].GetRawText()}");
    }

    private static bool IsAsPredicted(Fate fate, JsonElement exit)
    {
        var signal = fate.End == FateEnd.IgnoresStop ? "SIGKILL" : fate.Signal;
        if (signal is null)
            return exit.TryGetProperty("exitCode", out var code) && code.GetInt32() == (fate.ExitCode ?? 0);

        // A kernel that does not tell leaves what a shell would say of a signal that nobody knows of.
        return exit.TryGetProperty("signal", out var told)
            ? told.GetString() == signal
            : exit.GetProperty("exitCode").GetInt32() == ShellSignalBase + Native.SignalNumber(signal);
    }

    private void CheckLogs(bool isKilled)
    {
        foreach (var component in plan.Components)
        {
            var (stdout, stderr) = Receipt.Read(Chaos.ReceiptIn(folder, component.Seed));

            // Nobody was there to read what a component wrote after the supervisor's death.
            CheckLog(component, "out", isKilled ? null : stdout);
            CheckLog(component, "err", isKilled ? null : stderr);
        }
    }

    private void CheckLog(ChaoticComponent component, string stream, long? receiptBytes)
    {
        var path = Path.Combine(record, "logs", $"{component.Name}.{stream}.log");
        var (lines, wrong) = LogCheck.Check(path, receiptBytes);
        Lines += lines;
        if (wrong is not null)
            _violations.Add($"{component.Name}.{stream}.log: {wrong}");
    }

    private void CheckVerdict()
    {
        var path = Path.Combine(record, "run.json");
        if (!File.Exists(path))
        {
            _violations.Add("there is no run.json");
            return;
        }

        var run = JsonDocument.Parse(File.ReadAllText(path)).RootElement;
        if (run.GetProperty("exitCode").GetInt32() != plan.ExitCode)
            _violations.Add($"run.json has exit code {run.GetProperty("exitCode")}, not {plan.ExitCode}");
    }

    private static string? NameOf(JsonElement happened) => happened.GetProperty("event").GetString();

    private static bool IsOf(JsonElement happened, string component) =>
        happened.TryGetProperty("component", out var name) && name.GetString() == component;
}
