namespace Beacon.Actors.Control.Tests;

/// <summary>A test with processes of two users: skipped where this process is not root.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (!Environment.IsPrivilegedProcess)
            Skip = "needs root, to start a process of another user";
    }
}
