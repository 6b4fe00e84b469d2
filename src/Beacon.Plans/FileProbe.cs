namespace Beacon.Plans;

/// <summary>A file or folder exists.</summary>
/// <param name="Path">An absolute path; may hold placeholders.</param>
public sealed record FileProbe(string Path) : Probe("file")
{
    /// <inheritdoc />
    public override string Subject => Path;
}
