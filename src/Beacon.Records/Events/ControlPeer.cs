namespace Beacon.Records.Events;

/// <summary>Who controls a living run: a process on the run's machine.</summary>
/// <param name="Uid">Its effective user.</param>
/// <param name="Pid">Its process id.</param>
/// <param name="Program">The name of its program, as the kernel knows it; empty: unknown.</param>
public sealed record ControlPeer(long Uid, int Pid, string Program)
{
    /// <summary><c>beacon (pid 4711, uid 1000)</c>.</summary>
    public override string ToString() => $"{(Program.Length > 0 ? Program : "a program")} (pid {Pid}, uid {Uid})";
}
