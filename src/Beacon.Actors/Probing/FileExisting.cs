using Beacon.Plans;

namespace Beacon.Actors.Probing;

/// <summary>Whether a file or folder exists.</summary>
internal sealed class FileExisting(FileProbe spec) : IProbe
{
    public Task<ProbeAnswer> AskAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Path.Exists(spec.Path) ? new ProbeAnswer(true, "it exists") : new ProbeAnswer(false, "it does not exist"));
}
