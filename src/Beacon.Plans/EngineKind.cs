namespace Beacon.Plans;

/// <summary>How programs are started and watched (<c>run.engine</c>).</summary>
public enum EngineKind
{
    /// <summary>
    /// The best that works here: on Linux <see cref="Launcher"/>, else <see cref="Tools"/>; elsewhere <see cref="Portable"/>.
    /// </summary>
    Auto,

    /// <summary>
    /// Linux; a small launcher of our own is the last step before each program: about 2 ms a start cheaper than the tools.
    /// </summary>
    Launcher,

    /// <summary>Linux; the standard tools sh, env, setsid and setpriv are the last steps before each program.</summary>
    Tools,

    /// <summary>
    /// Everywhere; what .NET itself can do, which is less: no passive probes, terminals or limits, and no hold on what a program leaves
    /// behind.
    /// </summary>
    Portable,
}
