namespace Beacon.Actors.Control.Tests;

/// <summary>A folder that is deleted with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("beacon-control-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
