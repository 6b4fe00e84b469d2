using System.Collections.Immutable;

namespace Beacon.Plans;

/// <summary>A command exits with 0.</summary>
/// <param name="Command">The program and its arguments; may hold placeholders.</param>
public sealed record ExecProbe(ImmutableArray<string> Command) : Probe("exec")
{
    /// <inheritdoc />
    public override string Subject => string.Join(' ', Command);
}
