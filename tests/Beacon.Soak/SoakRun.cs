using System.Diagnostics;

namespace Beacon.Soak;

/// <summary>Executes and checks one run of a plan in a folder of its own, until all its processes are gone.</summary>
internal sealed class SoakRun(SoakPlan plan, SoakSettings settings, string folder)
{
    // Reached only after a violation.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    private readonly HostileComponents? _hostile = settings.IsHostile ? new HostileComponents(folder) : null;

    /// <summary>The duration of the run.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Executes the run to its end and checks it.</summary>
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
            var last = director.Events.Count > 0 ? director.Events[^1].GetRawText() : "none";
            violations.Add($"the run did not end within {Patience}; the last event was {last}; {process.Error}");
            return new RunReport(Summary(0), violations);
        }

        Elapsed = Stopwatch.GetElapsedTime(started);

        // A tool of the guardian may have ended, and the guardian with it, before it could be told.
        List<(int Pid, string Command)> left = [.. process.Living.Where(left => !IsGuardian(left))];
        violations.AddRange(left.Intersect(process.Living).Select(left => $"left behind: {Describe(left)}"));
        if (await LeftAfterGraceAsync(process, patience.Token) is { Count: > 0 } late)
            violations.Add($"not gone {Grace} after the host: {string.Join(", ", late.Select(Describe))}");
        var check = new RecordCheck(plan, Record, folder);
        violations.AddRange(check.CheckWhole());
        if (_hostile is not null)
            violations.AddRange(await _hostile.CheckAsync(director.Events, new HostCommand(settings.Host, folder), patience.Token));
        return new RunReport(Summary(check.Lines), violations);
    }

    /// <summary>Kills the host after a time, in whatever state the run is, and checks that no process survives it.</summary>
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

    // The processes still alive after the grace period; none if all are gone earlier.
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

    // The guardian, and the tools that it uses, exit once it has seen that the host is gone.
    private static bool IsGuardian((int Pid, string Command) process) =>
        $"{process.Command} {ProcessScan.LeaderOf(process.Pid)}".Contains("beacon-guardian", StringComparison.Ordinal);

    private string Records => Path.Combine(folder, "runs");

    // A host that was killed early has no record.
    private string Record => Directory.Exists(Records) ? Directory.EnumerateDirectories(Records).FirstOrDefault() ?? Records : Records;

    private static string Describe((int Pid, string Command) process) => $"{process.Command} (pid {process.Pid})";

    private HostUnderTest Start()
    {
        File.WriteAllText(Path.Combine(folder, "plan.conf"), plan.ToHocon(settings.TestProgram, folder, _hostile?.ToHocon()));
        return new HostUnderTest(settings.Host, folder);
    }

    private string Summary(long lines)
    {
        var died = plan.Components.Count(component => component.Behaviour.Dies);
        return $"seed {plan.Seed}: {plan.Components.Length} components, {died} died, {lines:N0} lines, "
            + $"exit code {plan.ExitCode}, {Elapsed.TotalSeconds:F1} s";
    }
}
