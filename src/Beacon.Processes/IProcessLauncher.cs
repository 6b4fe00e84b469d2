namespace Beacon.Processes;

/// <summary>
/// Turns "run this program" into events. The seam between the actors and the operating system: another machine, another operating
/// system or a test can own the other side of it.
/// </summary>
internal interface IProcessLauncher
{
    /// <summary>Starts a program. Returns at once; the process is made on another thread, unless its predecessor has one ready.</summary>
    /// <param name="spec">What to run and how.</param>
    /// <param name="report">
    /// Told what becomes of it, in order, from a thread of the launcher: must not block and must not throw.
    /// <see cref="ProcessStarted"/>, then <see cref="ProcessExited"/> and last <see cref="ProcessDrained"/>; or
    /// <see cref="LaunchFailed"/>, alone or after <see cref="ProcessStarted"/>.
    /// </param>
    /// <param name="predecessor">The component's incarnation before, of which nothing is left; null: there was none.</param>
    IProcess Launch(LaunchSpec spec, Action<ProcessEvent> report, IProcess? predecessor = null);

    /// <summary>Finds out what these processes' trees and the machine use now. Returns at once; it is done on another thread.</summary>
    /// <param name="processes">Processes of this launcher.</param>
    /// <param name="report">Told what was found, once, whatever happens; must not block and must not throw.</param>
    void Measure(IReadOnlyCollection<IProcess> processes, Action<Measurement> report);
}
