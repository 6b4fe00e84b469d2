using Beacon.Processes;

namespace Beacon.Actors.Components;

/// <summary>
/// The messages of a <see cref="ProcessActor"/> to itself: what its launcher, its probes and its tasks have found. They stay on the machine
/// of the process. One about an earlier incarnation, or one that comes too late, is dropped.
/// </summary>
internal static class ProcessMessages
{
    public interface ILocal;

    public interface IAboutIncarnation : ILocal
    {
        int Incarnation { get; }
    }

    public sealed record FromProcess(int Incarnation, ProcessEvent Event) : IAboutIncarnation;

    /// <summary>The readiness probe of this index holds.</summary>
    public sealed record ProbeHeld(int Incarnation, int Probe) : IAboutIncarnation;

    /// <summary>A liveness probe has failed too often in a row; <c>Seen</c> is the probe and what it saw.</summary>
    public sealed record ProbeFailed(int Incarnation, string Seen) : IAboutIncarnation;

    /// <summary>A component that has printed nothing for a while was examined; no image: there is nothing to advise.</summary>
    public sealed record SilenceExamined(int Incarnation, ProgramImage? Image) : IAboutIncarnation;

    /// <summary>The stop command has ended; no failure: it succeeded.</summary>
    public sealed record StopCommandEnded(int Incarnation, string? Failure) : IAboutIncarnation;

    public sealed record Harvested(LogHarvest Harvest) : ILocal;
}
