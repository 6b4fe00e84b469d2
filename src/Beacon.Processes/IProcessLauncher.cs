namespace Beacon.Processes;

/// <summary>
/// Runs programs and reports what happens to them: the interface between a supervisor and the operating system.
/// <see cref="ProcessEngine.Create"/> makes the engine of this machine; a test may implement it without processes.
/// </summary>
/// <remarks>All members may be called on any thread. A disposed launcher has killed what still ran.</remarks>
public interface IProcessLauncher : IDisposable
{
    /// <summary>
    /// Processes of earlier supervisors, which had been killed together with their guardians, that this launcher has found running and
    /// killed when it was made: <c>nginx (pid 4711)</c>.
    /// </summary>
    IReadOnlyList<string> Ended => [];

    /// <summary>What the launcher can't promise on this machine for this user, as a sentence; null: it keeps all promises.</summary>
    string? Limitation => null;

    /// <summary>Starts a program. Returns at once: the process is made on another thread, unless its predecessor has one ready.</summary>
    /// <param name="spec">What to run, and how.</param>
    /// <param name="report">
    /// Receives the events of the program, in order, on threads of the launcher; must not block and must not throw.
    /// <see cref="ProcessStarted"/>, <see cref="ProgramExecuted"/>, <see cref="ProcessExited"/> and last <see cref="ProcessDrained"/>; or
    /// <see cref="LaunchFailed"/>, alone or after <see cref="ProcessStarted"/>. The events of the output come in between.
    /// </param>
    /// <param name="predecessor">The previous incarnation of the component, of which nothing is left; null: there was none.</param>
    IProcess Launch(LaunchSpec spec, Action<ProcessEvent> report, IProcess? predecessor = null);

    /// <summary>
    /// Measures what the trees of these processes and the machine use now. Returns at once: it is done on another thread.
    /// </summary>
    /// <param name="processes">Processes of this launcher.</param>
    /// <param name="report">Receives the measurement, exactly once, even if it is empty; must not block and must not throw.</param>
    void Measure(IReadOnlyCollection<IProcess> processes, Action<Measurement> report);
}
