namespace Beacon.Actors.Host.Tests;

/// <summary>A test that gives a copy of perl a capability (setcap(8)) as root: skipped where that is not possible.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CapabilityFactAttribute : FactAttribute
{
    public CapabilityFactAttribute()
    {
        if (!Environment.IsPrivilegedProcess || !File.Exists(SetCapabilities) || !File.Exists(Perl))
            Skip = $"needs root, {SetCapabilities} (package libcap2-bin) and {Perl}";
        else if (!IsOpenToOthers(BeaconProcess.Program))
            Skip = $"needs a folder of the build that other users may enter: {BeaconProcess.Program}";
    }

    private static bool IsOpenToOthers(string path) =>
        OperatingSystem.IsLinux()
        && (File.GetUnixFileMode(path) & UnixFileMode.OtherExecute) != 0
        && (Path.GetDirectoryName(path) is not { } folder || IsOpenToOthers(folder));

    public static string SetCapabilities => "/usr/sbin/setcap";

    public static string Perl => "/usr/bin/perl";
}
