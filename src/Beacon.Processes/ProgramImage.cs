namespace Beacon.Processes;

/// <summary>The program that a process executes.</summary>
/// <param name="Name">Its file's name; of a script that of its interpreter.</param>
/// <param name="IsStatic">Whether it was linked statically, so that no library can be put before its own; null: that can't be told.</param>
public sealed record ProgramImage(string Name, bool? IsStatic);
