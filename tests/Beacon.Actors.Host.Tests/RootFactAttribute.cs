namespace Beacon.Actors.Host.Tests;

/// <summary>A test for which it takes root: skipped where this process is not root.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (!Environment.IsPrivilegedProcess)
            Skip = "needs root, for a process of another user or a nice value below its own";
    }
}
