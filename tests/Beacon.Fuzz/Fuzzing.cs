using System.Diagnostics;

namespace Beacon.Fuzz;

/// <summary>Gives inputs to their kinds, and finds those that fail or take too long.</summary>
internal sealed class Fuzzing(int seed, string folder)
{
    private const int FailuresAtMost = 5;
    private const int Attempts = 3;
    private static readonly TimeSpan AnswerAtMost = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan HangsAfter = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private (FuzzKind Kind, int Index, long Since)? _current;

    /// <summary>Watches from now on for an input that never comes back, which ends the process.</summary>
    public void Watch()
    {
        var watch = new Thread(() =>
        {
            while (true)
            {
                Thread.Sleep(1000);
                lock (_lock)
                    if (_current is { } current && Stopwatch.GetElapsedTime(current.Since) > HangsAfter)
                    {
                        Report(current.Kind, current.Index, $"no answer within {HangsAfter.TotalSeconds} s");
                        Environment.Exit(1);
                    }
            }
        })
        {
            IsBackground = true,
        };
        watch.Start();
    }

    /// <summary>Gives inputs to a kind until the time is over or enough were given; returns how many, and how many failed.</summary>
    public (int Inputs, int Failures) Run(FuzzKind kind, TimeSpan time, int most)
    {
        var (started, index, failures) = (Stopwatch.GetTimestamp(), 0, 0);
        for (; index < most && failures < FailuresAtMost && Stopwatch.GetElapsedTime(started) < time; index++)
            failures += Try(kind, index) ? 0 : 1;
        return (index, failures);
    }

    /// <summary>Gives one input to a kind; false: it has failed.</summary>
    public bool Try(FuzzKind kind, int index)
    {
        // For scripts/fuzz, should this process not live to tell.
        File.WriteAllText(Path.Combine(folder, "current"), $"--kind {kind.Name} --seed {seed} --index {index}");
        var input = kind.Input(seed, index);
        var fastest = TimeSpan.MaxValue;
        try
        {
            // The machine may have been busy with something else.
            for (var attempt = 0; attempt < Attempts && fastest > AnswerAtMost; attempt++)
            {
                var since = Stopwatch.GetTimestamp();
                lock (_lock)
                    _current = (kind, index, since);
                kind.Take(input);
                var taken = Stopwatch.GetElapsedTime(since);
                fastest = taken < fastest ? taken : fastest;
            }
        }
        catch (Exception exception)
        {
            return Report(kind, index, $"{exception}");
        }
        finally
        {
            lock (_lock)
                _current = null;
        }

        return fastest <= AnswerAtMost || Report(kind, index, $"an answer took {fastest.TotalSeconds:F1} s");
    }

    private bool Report(FuzzKind kind, int index, string what)
    {
        var file = Path.Combine(Path.GetTempPath(), $"beacon-fuzz-{kind.Name}-{seed}-{index}");
        File.WriteAllBytes(file, kind.Input(seed, index));
        Console.WriteLine($"FAILED: scripts/fuzz --kind {kind.Name} --seed {seed} --index {index} (the input: {file})");
        Console.WriteLine(what);
        return false;
    }
}
