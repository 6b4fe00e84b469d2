using System.Diagnostics;

namespace Beacon.Soak;

/// <summary>Executes many runs in a row and reports the verdict on all of them.</summary>
internal sealed class Soak(SoakSettings settings, TextWriter output)
{
    private readonly Random _random = new(settings.Seed);
    private int _runs;
    private int _violations;

    /// <summary>Executes runs until the time is over; returns whether there was no violation.</summary>
    public async Task<bool> RunForAsync(TimeSpan duration, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        while (_runs == 0 || Stopwatch.GetElapsedTime(started) < duration)
            await TakeAsync(run => run.CompleteAsync(cancellation));
        return Conclude();
    }

    /// <summary>Executes runs and kills the host at a random moment of each; returns whether there was no violation.</summary>
    public async Task<bool> KillAsync(int kills, CancellationToken cancellation)
    {
        // The first run is not killed: it shows how long a run takes.
        var usual = await TakeAsync(run => run.CompleteAsync(cancellation));
        for (var kill = 0; kill < kills; kill++)
        {
            var after = usual * _random.NextDouble();
            await TakeAsync(run => run.KillAsync(after, cancellation));
        }

        return Conclude();
    }

    private async Task<TimeSpan> TakeAsync(Func<SoakRun, Task<RunReport>> lead)
    {
        var folder = Directory.CreateTempSubdirectory("beacon-soak-").FullName;
        var run = new SoakRun(SoakPlan.Of(_random.Next(), settings.Components), settings, folder);
        var report = await lead(run);
        _runs++;
        _violations += report.Violations.Count;
        output.WriteLine($"run {_runs}, {report.Summary}: {(report.Holds ? "passed" : $"VIOLATED, see {folder}")}");
        foreach (var violation in report.Violations)
            output.WriteLine($"  {violation}");
        if (report.Holds)
            Directory.Delete(folder, recursive: true);
        return run.Elapsed;
    }

    private bool Conclude()
    {
        output.WriteLine(
            _violations == 0
                ? $"The soak passed: {_runs} runs of {settings.Components} components, seed {settings.Seed}, no violation."
                : $"The soak FAILED: {_violations} violations in {_runs} runs of {settings.Components} components; "
                    + $"repeat it with --seed {settings.Seed}."
        );
        return _violations == 0;
    }
}
