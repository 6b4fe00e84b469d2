namespace Beacon.Actors.Host.Repeating;

/// <summary>What a series of runs consists of.</summary>
/// <param name="Count">The number of comparable runs of each side.</param>
/// <param name="Warmups">The number of runs of each side before those that count.</param>
/// <param name="Prepare">The shell command before each run; null: none.</param>
/// <param name="Label">The label of all runs; null: none.</param>
internal sealed record SeriesSettings(int Count, int Warmups, string? Prepare, string? Label);
