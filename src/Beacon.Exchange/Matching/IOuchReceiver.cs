namespace Beacon.Exchange.Matching;

/// <summary>Receives what the engine answers.</summary>
public interface IOuchReceiver
{
    /// <summary>An outbound OUCH message for a session. Valid until this returns.</summary>
    /// <param name="session">The session.</param>
    /// <param name="message">The message.</param>
    void Send(int session, ReadOnlySpan<byte> message);
}
