using System.Text.Json;
using Beacon.TestProgram;

namespace Beacon.Soak;

/// <summary>Checks that a record shows for every component the behaviour that its seed predicts.</summary>
internal sealed class RecordCheck(SoakPlan plan, string record, string folder)
{
    private const int ShellSignalBase = 128;

    private readonly List<string> _violations = [];

    /// <summary>The number of lines in all logs.</summary>
    public long Lines { get; private set; }

    /// <summary>Checks the record of a run that ended normally.</summary>
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

    /// <summary>Checks the record of a run whose supervisor was killed: readable as far as it was written.</summary>
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
                _violations.Add($"events.ndjson holds a line that is not JSON: {exception.Message}");
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
            _violations.Add($"{component.Name} does not have exactly one component_stopped");
        var wasKilled = events.Any(happened => NameOf(happened) == "component_killed");
        if (wasKilled != (component.Behaviour.End == ChaosEnd.IgnoresStop))
            _violations.Add($"{component.Name}, {component.Behaviour.End}: component_killed is {wasKilled}");
        if (!IsAsPredicted(component.Behaviour, exits[0]))
            _violations.Add($"{component.Name}, {component.Behaviour}: {exits[0].GetRawText()}");
    }

    private static bool IsAsPredicted(ChaosBehaviour behaviour, JsonElement exit)
    {
        var signal = behaviour.End == ChaosEnd.IgnoresStop ? "SIGKILL" : behaviour.Signal;
        if (signal is null)
            return exit.TryGetProperty("exitCode", out var code) && code.GetInt32() == (behaviour.ExitCode ?? 0);

        // Where the kernel does not report the signal, the exit code is 128 + signal, as in a shell.
        return exit.TryGetProperty("signal", out var reported)
            ? reported.GetString() == signal
            : exit.GetProperty("exitCode").GetInt32() == ShellSignalBase + Native.SignalNumber(signal);
    }

    private void CheckLogs(bool isKilled)
    {
        foreach (var component in plan.Components)
        {
            var (stdout, stderr) = Receipt.Read(Chaos.ReceiptIn(folder, component.Seed));

            // After the supervisor's death nothing stores the output of a component.
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
        // A FIFO, which hostile components make, has no length; opening it would wait for ever.
        if (new FileInfo(path) is not { Exists: true, Length: > 0 })
        {
            _violations.Add("there is no run.json, or it is not a file");
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
