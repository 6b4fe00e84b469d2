namespace Beacon.Processes.Tests;

/// <summary>A test for kernels that schedule by autogroups (sched(7)); skipped on others.</summary>
internal sealed class AutogroupFactAttribute : FactAttribute
{
    public AutogroupFactAttribute()
    {
        if (!File.Exists("/proc/self/autogroup"))
            Skip = "this kernel has no autogroups";
    }
}
