using System.Collections.Immutable;
using Beacon.Actors.Plans;
using Beacon.Actors.Running;

namespace Beacon.Actors.Recording;

/// <summary>Keeps what a run leaves behind.</summary>
public interface IRunRecorder
{
    /// <summary>The run's id: the name of the record folder.</summary>
    string Run { get; }

    /// <summary>The record folder: an absolute path.</summary>
    string Folder { get; }

    /// <summary>The log file of a component's stream: an absolute path.</summary>
    /// <param name="component">The component's name.</param>
    /// <param name="stream">The stream.</param>
    string LogOf(string component, OutputStream stream);

    /// <summary>The log files that a component has, relative to the record folder.</summary>
    /// <param name="component">The component's name.</param>
    ImmutableArray<string> LogsOf(string component);

    /// <summary>Takes an event into the record. Returns at once; the writing is done elsewhere.</summary>
    /// <param name="happened">The event.</param>
    void Append(RunEvent happened);

    /// <summary>Writes the verdict and closes the record.</summary>
    /// <param name="result">What the run came to.</param>
    /// <param name="finished">The run's last event.</param>
    /// <exception cref="IOException">A part of the record could not be written.</exception>
    Task CompleteAsync(RunResult result, RunFinished finished);
}
