namespace Beacon.TestProgram;

/// <summary>A behaviour of the program, selected by its name on the command line.</summary>
/// <param name="Usage">The name, followed by the arguments.</param>
/// <param name="Summary">The help text.</param>
/// <param name="Run">Runs the behaviour; the next step starts when it returns.</param>
internal sealed record Behaviour(string Usage, string Summary, Action<string[]> Run)
{
    public string Name { get; } = Usage.Split(' ')[0];
}
