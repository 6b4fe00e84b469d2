namespace Beacon.Records.Statistics;

/// <summary>How a program ended, as far as it matters for the completeness of its output.</summary>
public enum ProgramEnd
{
    /// <summary>It exited by itself with success: its output is complete.</summary>
    Finished,

    /// <summary>The stop signal terminated it: its last line may be cut off.</summary>
    Stopped,

    /// <summary>It crashed, failed or was killed: its output may be cut off anywhere.</summary>
    Broken,
}
