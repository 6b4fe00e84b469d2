namespace Beacon.Exchange.Matching;

/// <summary>Receives what the engine answers.</summary>
public interface IOuchReceiver
{
    /// <summary>An outbound OUCH message for an account. Valid until this returns.</summary>
    /// <param name="account">The account.</param>
    /// <param name="message">The message.</param>
    void Send(int account, ReadOnlySpan<byte> message);
}
