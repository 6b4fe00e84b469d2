using Beacon.Plans;

namespace Beacon.Actors.Probing;

/// <summary>A process that is none, and answers for itself where a probe would go by the network or run a program.</summary>
internal interface IAnswersProbes
{
    /// <summary>Whether a probe holds; null: ask as ever.</summary>
    /// <param name="probe">The probe.</param>
    bool? Holds(Probe probe);
}
