namespace Beacon.Processes.Diagnosing;

/// <summary>What something of a machine means for runs.</summary>
public enum MachineRating
{
    /// <summary>All is as it should be.</summary>
    Good,

    /// <summary>Runs keep all promises, but some programs or measurements may suffer.</summary>
    Note,

    /// <summary>A promise is weaker here than elsewhere; the meaning says which.</summary>
    Limited,

    /// <summary>Nothing can be run.</summary>
    Missing,
}

/// <summary>What was found about one thing of a machine.</summary>
/// <param name="Name">The thing: <c>cgroup</c>, <c>nofile</c>.</param>
/// <param name="Rating">What it means for runs.</param>
/// <param name="Found">What is there.</param>
/// <param name="Meaning">What follows from it; empty if it is good.</param>
/// <param name="Cure">What changes it, a command where there is one; empty if it is good, or nothing does.</param>
public sealed record MachineFinding(string Name, MachineRating Rating, string Found, string Meaning = "", string Cure = "");
