using System.Collections.Immutable;
using System.Security.Cryptography;
using Beacon.Plans;
using Beacon.Plans.Text;
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
    private const string ReserveFile = ".reserve";
    private const int ReservedBytes = 256 * 1024;

    private readonly Action<RecordFolder, RunResult>? _report;
    private readonly RecordFolder _results;
    private readonly RecordMode _mode;
    private readonly EnvironmentSurvey _survey;
    private readonly RecordWriting _writing;

    private RunRecorder(RunPlan plan, RecordFolder results, RecordFolder folder, Action<RecordFolder, RunResult>? report)
    {
        (_results, _mode, _report) = (results, plan.RecordMode, report);
        Run = Path.GetFileName(folder.Path);
        Files = folder;
        _survey = new EnvironmentSurvey(
            plan,
            [.. plan.Components.Select(component => Placeholders.Expand(component, new PlaceholderValues(Run, Folder, plan.Duration)))]
        );
        TakeReserve();
        _writing = new RecordWriting(Files);
    }

    /// <inheritdoc />
    public string Run { get; }

    /// <inheritdoc />
    public string Folder => Files.Path;

    /// <inheritdoc />
    public RecordFolder Files { get; }

    /// <summary>Creates the record folder of a new run, named after the time, the plan and four random digits.</summary>
    /// <param name="plan">The plan, kept in the record as <c>plan.conf</c>.</param>
    /// <param name="now">The time of the start.</param>
    /// <param name="report">Writes the report page into the record folder; null: there is no page.</param>
    /// <exception cref="UntrustedFolderException">Other users can change the results folder.</exception>
    /// <exception cref="IOException">The folder can't be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The results folder may not be written.</exception>
    public static RunRecorder Create(RunPlan plan, DateTimeOffset now, Action<RecordFolder, RunResult>? report = null)
    {
        var results = RecordFolder.OpenGuarded(plan.Results, create: true);
        var folder = NewFolder(results, plan, now);
        try
        {
            folder.EnsureFolder(RecordLayout.LogsFolder);
            using (var file = new StreamWriter(folder.CreateNew(RecordLayout.PlanFile)))
                file.Write(plan.ToHocon(maskSecrets: true));
            RunningMarks.Set(results, Path.GetFileName(folder.Path));
            return new RunRecorder(plan, results, folder, report);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No run has started, so no record remains.
            folder.Dispose();
            results.DeleteFolder(Path.GetFileName(folder.Path));
            results.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public ImmutableArray<string> LogsOf(string component) =>
        [.. Enum.GetValues<OutputStream>().SelectMany(stream => LogParts.NamesIn(Files, RecordLayout.LogOf(component, stream)))];

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
        ReleaseReserve();
        _writing.Append(finished);
        result = result with { Problems = [.. result.Problems, .. await _writing.CompleteAsync().ConfigureAwait(false)] };
        try
        {
            result = result with { Environment = await _survey.CompleteAsync().ConfigureAwait(false) };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            result = WithProblem(result, $"the environment is not in the record: {ExceptionText.Of(exception)}");
        }

        // A part of the record that can't be written affects neither the other parts nor the verdict.
        result = FailureOf(() => ResultFile.Write(Files, result)) is { } failure
            ? WithProblem(result, $"{RecordLayout.ResultFile} could not be written: {failure}")
            : AddToHistory(result);
        return FailureOf(() => RunningMarks.Clear(_results, Run)) is { } stale
            ? WithProblem(result, $"the run is still marked as running: {stale}")
            : result;
    }

    /// <inheritdoc />
    public Task<Problem?> ReportAsync(RunResult result) =>
        Task.Run(() =>
        {
            using var results = _results;
            using var files = Files;
            try
            {
                _report?.Invoke(files, result);
                return null;
            }
            catch (Exception exception)
            {
                // A missing report never changes the result of a run.
                return new Problem(
                    ProblemKind.RecordNotWritten,
                    $"{Path.Combine(Folder, RecordLayout.ReportFile)} was not written: {ExceptionText.Of(exception)}"
                )
                {
                    File = RecordLayout.ReportFile,
                };
            }
        });

    // Disk space for run.json, in case the components fill the disk. Without it the run continues.
    private void TakeReserve()
    {
        var failure = FailureOf(() =>
        {
            using var file = Files.CreateNew(ReserveFile, bufferBytes: 0);
            file.Write(new byte[ReservedBytes]);
        });
        if (failure is not null)
            ReleaseReserve();
    }

    private void ReleaseReserve() => FailureOf(() => Files.Delete(ReserveFile));

    private RunResult AddToHistory(RunResult result)
    {
        // SQLite opens its files by their paths.
        if (_results.IsOfAnotherUser)
            return result;
        try
        {
            using var history = RunHistory.Open(_results, mode: _mode);
            history.Add(result);
            return result;
        }
        catch (HistoryException unusable)
        {
            return WithProblem(
                result,
                $"the run is not in the history: {unusable.Message}; its record is complete, and rebuilding the history adds it"
            );
        }
    }

    private static string? FailureOf(Action write)
    {
        try
        {
            write();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ExceptionText.Of(exception);
        }
    }

    private static RunResult WithProblem(RunResult result, string message) =>
        result with
        {
            Problems = result.Problems.Add(new Problem(ProblemKind.RecordNotWritten, message)),
        };

    private static RecordFolder NewFolder(RecordFolder results, RunPlan plan, DateTimeOffset now)
    {
        try
        {
            while (true)
            {
                var digits = RandomNumberGenerator.GetHexString(4, lowercase: true);
                if (results.CreateFolder(RecordLayout.FolderOf(plan.Name, now, digits), RecordLayout.ModeOf(plan.RecordMode)) is { } folder)
                    return folder;
            }
        }
        catch
        {
            results.Dispose();
            throw;
        }
    }
}
