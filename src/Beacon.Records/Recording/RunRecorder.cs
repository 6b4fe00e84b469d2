using System.Collections.Immutable;
using System.Security.Cryptography;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Processes.Capturing;
using Beacon.Processes.Files;
using Beacon.Records.Environments;
using Beacon.Records.Events;
using Beacon.Records.History;
using Beacon.Records.Layout;
using Beacon.Records.Reading;

namespace Beacon.Records.Recording;

/// <summary>
/// Writes the record folder of one run: <c>run.json</c>, <c>plan.conf</c>, <c>events.ndjson</c>, <c>resources.csv</c>,
/// <c>machine.csv</c> and <c>logs/</c>. Events are written as they happen, so that a record is readable up to the last event however the
/// run ends.
/// </summary>
public sealed class RunRecorder : IRunRecorder
{
    private static readonly TimeSpan HistoryPatience = TimeSpan.FromSeconds(10);

    private readonly Action<string, RunResult>? _report;
    private readonly EnvironmentSurvey _survey;
    private readonly RecordReserve _reserve;
    private readonly RecordWriting _writing;

    private RunRecorder(RunPlan plan, string folder, Action<string, RunResult>? report)
    {
        _report = report;
        Run = Path.GetFileName(folder);
        Folder = folder;
        Files = RecordFolder.Open(folder);
        _survey = new EnvironmentSurvey(
            plan,
            [.. plan.Components.Select(component => Placeholders.Expand(component, new PlaceholderValues(Run, Folder, plan.Duration)))]
        );
        _reserve = new RecordReserve(folder);
        _reserve.Take();
        _writing = new RecordWriting(Files);
    }

    /// <inheritdoc />
    public string Run { get; }

    /// <inheritdoc />
    public string Folder { get; }

    /// <inheritdoc />
    public RecordFolder Files { get; }

    /// <summary>Creates the record folder of a new run, named after the time, the plan and four random digits.</summary>
    /// <param name="plan">The plan, kept in the record as <c>plan.conf</c>.</param>
    /// <param name="now">The time of the start.</param>
    /// <param name="report">Writes the report page into the record folder; null: there is no page.</param>
    /// <exception cref="IOException">The folder can't be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The results folder may not be written.</exception>
    public static RunRecorder Create(RunPlan plan, DateTimeOffset now, Action<string, RunResult>? report = null)
    {
        var folder = NewFolder(plan, now);
        try
        {
            using (var record = RecordFolder.Open(folder))
            {
                record.EnsureFolder(RecordLayout.LogsFolder);
                using var file = new StreamWriter(record.CreateNew(RecordLayout.PlanFile));
                file.Write(plan.ToHocon(maskSecrets: true));
            }

            RunningMarks.Set(plan.Results, Path.GetFileName(folder));
            return new RunRecorder(plan, folder, report);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No run has started, so no record remains.
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <inheritdoc />
    public string LogOf(string component, OutputStream stream) => Path.Combine(Folder, RecordLayout.LogOf(component, stream));

    /// <inheritdoc />
    public string ArrivalIndexOf(string component) => Path.Combine(Folder, RecordLayout.ArrivalIndexOf(component));

    /// <inheritdoc />
    public ImmutableArray<string> LogsOf(string component) =>
        [
            .. Enum.GetValues<OutputStream>()
                .SelectMany(stream => LogPart.Of(Files, RecordLayout.LogOf(component, stream)))
                .Select(part => part.Name),
        ];

    /// <inheritdoc />
    public void Append(RunEvent happened)
    {
        _writing.Append(happened);
        if (happened is not RunOperational)
            return;
        _survey.Begin();
        _ = BackgroundThread.Start(RunHistory.TryLoad);
    }

    /// <inheritdoc />
    public async Task<RunResult> CompleteAsync(RunResult result, RunFinished finished)
    {
        _reserve.GiveBack();
        _writing.Append(finished);
        result = result with { Problems = [.. result.Problems, .. await _writing.CompleteAsync().ConfigureAwait(false)] };
        result = await TryAsync(
                result,
                "the environment is not in the record",
                async () => result with { Environment = await _survey.CompleteAsync().ConfigureAwait(false) }
            )
            .ConfigureAwait(false);
        result = await TryAsync(
                result,
                $"{RecordLayout.ResultFile} could not be written",
                () =>
                {
                    ResultFile.Write(Files, result);
                    return Task.FromResult(AddToHistory(result));
                }
            )
            .ConfigureAwait(false);
        return await TryAsync(
                result,
                "the run is still marked as running",
                () =>
                {
                    RunningMarks.Clear(Path.GetDirectoryName(Folder)!, Run);
                    return Task.FromResult(result);
                }
            )
            .ConfigureAwait(false);
    }

    /// <inheritdoc />
    public Task<Problem?> ReportAsync(RunResult result) =>
        Task.Run(() =>
        {
            try
            {
                _report?.Invoke(Folder, result);
                return null;
            }
            catch (Exception exception)
            {
                // A missing report never changes the result of a run.
                return new Problem(
                    ProblemKind.RecordNotWritten,
                    $"{Path.Combine(Folder, RecordLayout.ReportFile)} was not written: {exception.Message}"
                )
                {
                    File = RecordLayout.ReportFile,
                };
            }
        });

    private RunResult AddToHistory(RunResult result)
    {
        try
        {
            using var history = RunHistory.Open(Path.GetDirectoryName(Folder)!, HistoryPatience);
            history.Add(result);
            return result;
        }
        catch (HistoryException exception)
        {
            return WithProblem(
                result,
                $"the run is not in the history: {exception.Message}; its record is complete, and rebuilding the history adds it"
            );
        }
    }

    // A part of the record that can't be written affects neither the other parts nor the verdict.
    private static async Task<RunResult> TryAsync(RunResult result, string failure, Func<Task<RunResult>> write)
    {
        try
        {
            return await write().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return WithProblem(result, $"{failure}: {exception.Message}");
        }
    }

    private static RunResult WithProblem(RunResult result, string message) =>
        result with
        {
            Problems = result.Problems.Add(new Problem(ProblemKind.RecordNotWritten, message)),
        };

    private static string NewFolder(RunPlan plan, DateTimeOffset now)
    {
        while (true)
        {
            var digits = RandomNumberGenerator.GetHexString(4, lowercase: true);
            var folder = Path.Combine(plan.Results, RecordLayout.FolderOf(plan.Name, now, digits));
            if (Path.Exists(folder))
                continue;
            Directory.CreateDirectory(folder);
            return folder;
        }
    }
}
