namespace Beacon.Actors.Host.Tests;

/// <summary>A test that looks at the screen of a real terminal emulator, tmux(1): skipped where that is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TmuxTheoryAttribute : TheoryAttribute
{
    public TmuxTheoryAttribute()
    {
        if (!File.Exists(Tmux.Program))
            Skip = $"needs {Tmux.Program} (package tmux)";
    }
}
