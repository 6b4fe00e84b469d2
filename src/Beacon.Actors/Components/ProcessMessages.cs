using Beacon.Processes;

namespace Beacon.Actors.Components;

/// <summary>
/// The messages of a <see cref="ProcessActor"/> to itself: what its launcher, its probes and its tasks have found. They stay on the machine
/// of the process. One about an earlier incarnation, or one that comes too late, is dropped.
/// </summary>
internal static class ProcessMessages
{
    /// <summary>A message of an actor to itself.</summary>
    public interface ILocal;

    /// <summary>A message about one incarnation.</summary>
    public interface IAboutIncarnation : ILocal
    {
        /// <summary>The number of the incarnation.</summary>
        int Incarnation { get; }
    }

    /// <summary>An event of the process.</summary>
    /// <param name="Incarnation">The number of the incarnation.</param>
    /// <param name="Event">The event.</param>
    public sealed record FromProcess(int Incarnation, ProcessEvent Event) : IAboutIncarnation;

    /// <summary>A readiness probe holds.</summary>
    /// <param name="Incarnation">The number of the incarnation.</param>
    /// <param name="Probe">The index of the probe in the component's readiness.</param>
    public sealed record ProbeHeld(int Incarnation, int Probe) : IAboutIncarnation;

    /// <summary>A liveness probe has failed too often in a row.</summary>
    /// <param name="Incarnation">The number of the incarnation.</param>
    /// <param name="Seen">The probe and what it saw.</param>
    public sealed record ProbeFailed(int Incarnation, string Seen) : IAboutIncarnation;

    /// <summary>A component that has printed nothing for a while was examined.</summary>
    /// <param name="Incarnation">The number of the incarnation.</param>
    /// <param name="Image">Its program; null: there is nothing to advise.</param>
    public sealed record SilenceExamined(int Incarnation, ProgramImage? Image) : IAboutIncarnation;

    /// <summary>The stop command has ended.</summary>
    /// <param name="Incarnation">The number of the incarnation that it was to stop.</param>
    /// <param name="Failure">Why it failed; null: it succeeded.</param>
    public sealed record StopCommandEnded(int Incarnation, string? Failure) : IAboutIncarnation;

    /// <summary>The logs of the ended component were read.</summary>
    /// <param name="Harvest">What was in them.</param>
    public sealed record Harvested(LogHarvest Harvest) : ILocal;
}
