using System.Diagnostics;

namespace Beacon.Soak;

/// <summary>One run of a plan in a folder of its own, from the host's start until nothing of it is left, with all that is checked.</summary>
internal sealed class SoakRun(SoakPlan plan, string host, string testProgram, string folder)
{
    // Only ever reached where something is wrong.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>How long the run took.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Leads the run to its end and checks everything.</summary>
    public async Task<RunReport> CompleteAsync(CancellationToken cancellation)
    {
        using var process = Start();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        var director = new RunDirector(plan, process, folder);
        var started = Stopwatch.GetTimestamp();
        var violations = new List<string>();
        try
        {
            violations.AddRange(await director.FollowAsync(patience.Token));
            var exitCode = await process.ExitAsync(patience.Token);
            if (exitCode != plan.ExitCode)
                violations.Add($"the host exited with {exitCode}, not {plan.ExitCode}; {process.Error}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            violations.Add(
                $"the run did not end within {Patience}; the last event was {(director.Events.Count > 0 ? director.Events[^1].GetRawText() : "none")}"
            );
            return new RunReport(Summary(0), violations);
        }

        Elapsed = Stopwatch.GetElapsedTime(started);
        violations.AddRange(process.Living.Where(left => !IsGuardian(left)).Select(left => $"left behind: {Describe(left)}"));
        if (await LeftAfterGraceAsync(process, patience.Token) is { Count: > 0 } late)
            violations.Add($"not gone {Grace} after the host: {string.Join(", ", late.Select(Describe))}");
        var check = new RecordCheck(plan, Record, folder);
        violations.AddRange(check.CheckWhole());
        return new RunReport(Summary(check.Lines), violations);
    }

    /// <summary>Kills the host after a time, wherever the run is then, and checks that nothing outlives it.</summary>
    public async Task<RunReport> KillAsync(TimeSpan after, CancellationToken cancellation)
    {
        using var process = Start();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        var following = new RunDirector(plan, process, folder).FollowAsync(patience.Token);
        await Task.WhenAny(following, Task.Delay(after, patience.Token));
        process.Kill();
        await following;

        var killed = Stopwatch.GetTimestamp();
        var left = await LeftAfterGraceAsync(process, patience.Token);
        Elapsed = Stopwatch.GetElapsedTime(killed);
        List<string> violations = [.. Directory.Exists(Records) ? new RecordCheck(plan, Record, folder).CheckPart() : []];
        if (left.Count > 0)
            violations.Add($"{left.Count} survived the supervisor: {string.Join(", ", left.Select(Describe))}");
        var gone = left.Count > 0 ? "not all gone" : "all gone";
        return new RunReport(
            $"seed {plan.Seed}: killed after {after.TotalMilliseconds:F0} ms, {gone} after {Elapsed.TotalMilliseconds:F0} ms",
            violations
        );
    }

    // Who lives when all are gone, or when the time is up.
    private static async Task<IReadOnlyList<(int Pid, string Command)>> LeftAfterGraceAsync(
        HostUnderTest process,
        CancellationToken cancellation
    )
    {
        var started = Stopwatch.GetTimestamp();
        var left = process.Living;
        while (left.Count > 0 && Stopwatch.GetElapsedTime(started) < Grace)
        {
            await Task.Delay(PollInterval, cancellation);
            left = process.Living;
        }

        return left;
    }

    // It goes when it sees that the host is gone.
    private static bool IsGuardian((int Pid, string Command) process) =>
        process.Command.Contains("beacon-guardian", StringComparison.Ordinal);

    private string Records => Path.Combine(folder, "runs");

    // A host that got nowhere has left none.
    private string Record => Directory.Exists(Records) ? Directory.EnumerateDirectories(Records).FirstOrDefault() ?? Records : Records;

    private static string Describe((int Pid, string Command) process) => $"{process.Command} (pid {process.Pid})";

    private HostUnderTest Start()
    {
        File.WriteAllText(Path.Combine(folder, "plan.conf"), plan.ToHocon(testProgram, folder));
        return new HostUnderTest(host, folder);
    }

    private string Summary(long lines)
    {
        var died = plan.Components.Count(component => component.Fate.Dies);
        return $"seed {plan.Seed}: {plan.Components.Length} components, {died} died, {lines:N0} lines, exit code {plan.ExitCode}, {Elapsed.TotalSeconds:F1} s";
    }
}
