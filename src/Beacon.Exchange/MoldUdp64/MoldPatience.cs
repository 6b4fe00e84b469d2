namespace Beacon.Exchange.MoldUdp64;

/// <summary>How long a message that is missing is waited for. All times are in the same unit, such as ticks of a clock.</summary>
/// <param name="RequestAfter">After this time it is asked for: meanwhile it may only be late.</param>
/// <param name="RequestInterval">After this time without an answer it is asked for again.</param>
/// <param name="GiveUpAfter">After this time without progress it is lost.</param>
public readonly record struct MoldPatience(long RequestAfter, long RequestInterval, long GiveUpAfter);
