namespace Beacon.Soak;

/// <summary>The settings of a soak.</summary>
/// <param name="Seed">The seed of all random decisions.</param>
/// <param name="Components">The number of chaotic components in each run.</param>
/// <param name="IsHostile">Whether components that attack the supervisor run beside them.</param>
/// <param name="Host">The path of <c>beacon</c>.</param>
/// <param name="TestProgram">The path of <c>testprogram</c>.</param>
internal sealed record SoakSettings(int Seed, int Components, bool IsHostile, string Host, string TestProgram);
