namespace Beacon.Soak;

/// <summary>What a soak runs.</summary>
/// <param name="Seed">Decides everything but the machine's own timing.</param>
/// <param name="Components">How many chaotic components a run has.</param>
/// <param name="Host">The program <c>beacon</c>.</param>
/// <param name="TestProgram">The program <c>testprogram</c>.</param>
internal sealed record SoakSettings(int Seed, int Components, string Host, string TestProgram);
