using System.Collections.Immutable;
using Beacon.Processes.Files;
using Beacon.Records.Events;

namespace Beacon.Records.Recording;

/// <summary>Writes the record of a run.</summary>
public interface IRunRecorder
{
    /// <summary>The run's id: the name of the record folder.</summary>
    string Run { get; }

    /// <summary>The record folder: an absolute path.</summary>
    string Folder { get; }

    /// <summary>The record folder, through which files are opened; null: nothing is stored.</summary>
    RecordFolder? Files { get; }

    /// <summary>
    /// The log files of a component, relative to the record folder: standard output before standard error, the oldest part first.
    /// </summary>
    /// <param name="component">The component's name.</param>
    ImmutableArray<string> LogsOf(string component);

    /// <summary>Adds an event to the record. Returns at once; a task writes the event later.</summary>
    /// <param name="happened">The event.</param>
    void Append(RunEvent happened);

    /// <summary>Writes the verdict and closes the record.</summary>
    /// <param name="result">The result of the run.</param>
    /// <param name="finished">The run's last event.</param>
    /// <returns>The recorded result: with the environment, and a problem for each part of the record that could not be written.</returns>
    Task<RunResult> CompleteAsync(RunResult result, RunFinished finished);

    /// <summary>
    /// Writes the report page (<c>report.html</c>) after the verdict is reported, and closes <see cref="Files"/>. Never throws.
    /// </summary>
    /// <param name="result">The recorded result.</param>
    /// <returns>Why the page could not be written; null: it was written.</returns>
    Task<Problem?> ReportAsync(RunResult result);
}
