using System.Diagnostics;
using Beacon.Records.Events;
using Beacon.Records.Json;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// Reports why nothing was started: as text on standard error and, with <c>--json</c>, also as events on standard output.
/// </summary>
internal sealed class Refusal(bool json, TextWriter output, TextWriter error)
{
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>Reports on standard error what does not prevent a start.</summary>
    public void Warn(string text) => error.WriteLine($"beacon: warning: {text}");

    /// <summary>Reports the problems, and what they mean where there are several; returns the exit code.</summary>
    public int Refuse(IReadOnlyList<Problem> problems, int exitCode, string meaning = "nothing was started")
    {
        foreach (var problem in problems)
            error.WriteLine($"beacon: {problem.Message}");
        if (problems.Count > 1)
            error.WriteLine($"beacon: {problems.Count} problems; {meaning}");
        if (!json)
            return exitCode;

        foreach (var problem in problems)
            Write(new ProblemRaised(problem) { At = DateTimeOffset.UtcNow, Elapsed = Stopwatch.GetElapsedTime(_started) });
        Write(
            new RunFinished(RunOutcome.Failed, exitCode, problems[0], null)
            {
                At = DateTimeOffset.UtcNow,
                Elapsed = Stopwatch.GetElapsedTime(_started),
            }
        );
        return exitCode;
    }

    private void Write(RunEvent runEvent) => output.WriteLine(RunEventJson.Write(runEvent));
}
