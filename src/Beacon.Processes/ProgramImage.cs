namespace Beacon.Processes;

/// <summary>The program that a process executes.</summary>
/// <param name="Name">The name of its file; for a script, that of the interpreter.</param>
/// <param name="IsStatic">Whether it is linked statically, so that no library can be preloaded; null: that is unknown.</param>
public sealed record ProgramImage(string Name, bool? IsStatic);
