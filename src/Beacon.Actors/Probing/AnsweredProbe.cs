using Beacon.Plans;

namespace Beacon.Actors.Probing;

/// <summary>A probe that the process answers itself.</summary>
internal sealed class AnsweredProbe(IAnswersProbes process, Probe spec) : IProbe
{
    public Task<ProbeAnswer> AskAsync(CancellationToken cancellationToken)
    {
        var holds = process.Holds(spec) ?? false;
        return Task.FromResult(new ProbeAnswer(holds, holds ? $"{spec} holds" : $"{spec} does not hold"));
    }
}
