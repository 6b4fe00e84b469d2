using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Threading.Channels;
using Beacon.Actors.Plans;
using Beacon.Actors.Running;

namespace Beacon.Actors.Recording;

/// <summary>
/// The record folder of one run: <c>run.json</c>, <c>plan.conf</c>, <c>events.ndjson</c>, <c>resources.csv</c>, <c>machine.csv</c> and <c>logs/</c>.
/// Events are written as they happen, by a reader of their own, so that a record is readable up to the last of them whatever ends the run.
/// </summary>
public sealed class RunRecorder : IRunRecorder
{
    internal const string PlanFileName = "plan.conf";
    internal const string EventsFileName = "events.ndjson";

    private readonly Channel<RunEvent> _events = Channel.CreateUnbounded<RunEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly EnvironmentSurvey _survey;
    private readonly Task _writing;

    private RunRecorder(RunPlan plan, string folder)
    {
        Run = Path.GetFileName(folder);
        Folder = folder;
        _survey = new EnvironmentSurvey(plan, [.. plan.Components.Select(component => Placeholders.Expand(component, ValuesFor(component, plan)))]);
        _writing = Task.Run(WriteAsync);
    }

    /// <inheritdoc />
    public string Run { get; }

    /// <inheritdoc />
    public string Folder { get; }

    /// <summary>Makes the record folder of a new run, named after the time, the plan and four random digits.</summary>
    /// <param name="plan">The plan, kept in the record as <c>plan.conf</c>.</param>
    /// <param name="now">The time of the start.</param>
    /// <exception cref="IOException">The folder can't be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The results folder is not ours to write in.</exception>
    public static RunRecorder Create(RunPlan plan, DateTimeOffset now)
    {
        var folder = NewFolder(plan, now);
        Directory.CreateDirectory(Path.Combine(folder, "logs"));
        File.WriteAllText(Path.Combine(folder, PlanFileName), PlanWriter.Write(plan));
        RunningMarks.Set(plan.Results, Path.GetFileName(folder));
        return new RunRecorder(plan, folder);
    }

    /// <inheritdoc />
    public string LogOf(string component, OutputStream stream) => Path.Combine(Folder, LogName(component, stream));

    /// <inheritdoc />
    public string ArrivalIndexOf(string component) => Path.Combine(Folder, IndexName(component));

    /// <inheritdoc />
    public ImmutableArray<string> LogsOf(string component) =>
    [
        .. Enum.GetValues<OutputStream>().SelectMany(stream => LogParts.Of(LogOf(component, stream))).Select(part => Path.GetRelativePath(Folder, part)),
    ];

    /// <inheritdoc />
    public void Append(RunEvent happened)
    {
        _events.Writer.TryWrite(happened);
        if (happened is RunOperational) _survey.Begin();
    }

    /// <inheritdoc />
    public async Task<RunResult> CompleteAsync(RunResult result, RunFinished finished)
    {
        _events.Writer.TryWrite(finished);
        _events.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
        result = result with { Environment = await _survey.CompleteAsync().ConfigureAwait(false) };
        await RunJson.WriteAsync(Path.Combine(Folder, RunJson.FileName), result).ConfigureAwait(false);
        RunningMarks.Clear(Path.GetDirectoryName(Folder)!, Run);
        return result;
    }

    /// <summary>What the name of a record begins with.</summary>
    internal static string SecondOf(DateTimeOffset now) => now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);

    internal static string LogName(string component, OutputStream stream) =>
        $"logs/{component}.{(stream == OutputStream.Stdout ? "out" : "err")}.log";

    internal static string IndexName(string component) => $"logs/{component}.index";

    private PlaceholderValues ValuesFor(ComponentSpec component, RunPlan plan) => new()
    {
        Run = Run,
        Record = Folder,
        Component = component.Name,
        Duration = plan.Duration,
    };

    private static string NewFolder(RunPlan plan, DateTimeOffset now)
    {
        while (true)
        {
            var folder = Path.Combine(plan.Results, $"{SecondOf(now)}-{plan.Name}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}");
            if (Path.Exists(folder)) continue;
            Directory.CreateDirectory(folder);
            return folder;
        }
    }

    private async Task WriteAsync()
    {
        await using var events = new StreamWriter(Path.Combine(Folder, EventsFileName));
        await using var resources = new StreamWriter(Path.Combine(Folder, "resources.csv"));
        await using var machine = new StreamWriter(Path.Combine(Folder, "machine.csv"));
        await resources.WriteLineAsync(SampleRow.ComponentHeading).ConfigureAwait(false);
        await machine.WriteLineAsync(SampleRow.MachineHeading).ConfigureAwait(false);
        while (await _events.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (_events.Reader.TryRead(out var happened))
                if (happened is ResourcesSampled component) await resources.WriteLineAsync(SampleRow.Of(component)).ConfigureAwait(false);
                else if (happened is MachineSampled sampled) await machine.WriteLineAsync(SampleRow.Of(sampled)).ConfigureAwait(false);
                else if (happened is not ComponentOutput) await events.WriteLineAsync(RunEventJson.Write(happened)).ConfigureAwait(false);

            await events.FlushAsync().ConfigureAwait(false);
            await resources.FlushAsync().ConfigureAwait(false);
            await machine.FlushAsync().ConfigureAwait(false);
        }
    }
}
