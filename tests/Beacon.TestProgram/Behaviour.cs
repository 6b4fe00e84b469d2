namespace Beacon.TestProgram;

/// <summary>Something that the program does when it is told to.</summary>
/// <param name="Usage">Its name, then its arguments.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Run">Does it; returning lets the next step begin.</param>
internal sealed record Behaviour(string Usage, string Summary, Action<string[]> Run)
{
    public string Name { get; } = Usage.Split(' ')[0];
}
