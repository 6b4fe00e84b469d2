namespace Beacon.Records.Statistics;

/// <summary>How a program came to its end, as far as that decides whether its last words are whole.</summary>
public enum ProgramEnd
{
    /// <summary>It ended by itself, with success: what it wanted to say is said.</summary>
    Finished,

    /// <summary>The signal that asked it to end did end it, wherever it was: its last line may be cut off.</summary>
    Stopped,

    /// <summary>It crashed, failed or was killed: what it was saying may be cut off anywhere.</summary>
    Broken,
}
