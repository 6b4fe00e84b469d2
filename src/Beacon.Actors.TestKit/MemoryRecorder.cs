using System.Collections.Concurrent;
using System.Collections.Immutable;
using Beacon.Processes.Files;
using Beacon.Records.Events;
using Beacon.Records.Recording;

namespace Beacon.Actors.TestKit;

/// <summary>A run's record in memory. There are no log files: the output of a fake process is not stored.</summary>
/// <param name="number">Distinguishes the runs of one test.</param>
internal sealed class MemoryRecorder(int number = 0) : IRunRecorder
{
    private readonly ConcurrentQueue<RunEvent> _events = new();

    /// <inheritdoc />
    public string Run { get; } = $"20260101-000000-test-{number:x4}";

    /// <inheritdoc />
    public string Folder => Path.Combine(Path.GetTempPath(), Run);

    /// <inheritdoc />
    public RecordFolder? Files => null;

    /// <summary>The events so far.</summary>
    public IReadOnlyCollection<RunEvent> Events => _events;

    /// <summary>What the run came to; null: it is not over.</summary>
    public RunResult? Result { get; private set; }

    /// <inheritdoc />
    public ImmutableArray<string> LogsOf(string component) => [];

    /// <inheritdoc />
    public void Append(RunEvent happened) => _events.Enqueue(happened);

    /// <inheritdoc />
    public Task<RunResult> CompleteAsync(RunResult result, RunFinished finished)
    {
        _events.Enqueue(finished);
        Result = result;
        return Task.FromResult(result);
    }

    /// <inheritdoc />
    public Task<Problem?> ReportAsync(RunResult result) => Task.FromResult<Problem?>(null);
}
