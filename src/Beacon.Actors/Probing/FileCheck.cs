using Beacon.Plans;

namespace Beacon.Actors.Probing;

/// <summary>Checks whether a file or folder exists.</summary>
internal sealed class FileCheck(FileProbe spec) : IProbeCheck
{
    public Task<ProbeResult> CheckAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Path.Exists(spec.Path) ? new ProbeResult(true, "it exists") : new ProbeResult(false, "it does not exist"));
}
