using Beacon.Exchange.SoupBinTcp;

namespace Beacon.Exchange.MatchingEngine;

/// <summary>A user of the day: its messages, numbered from 1, whether it is connected or not.</summary>
/// <param name="number">From 1.</param>
/// <param name="password">What it logs in with.</param>
/// <param name="logBytes">How much of its messages is kept.</param>
internal sealed class ClientAccount(int number, string password, long logBytes)
{
    public int Number => number;

    public string Password => password;

    public SequencedLog Log { get; } = new(logBytes);

    /// <summary>Where it is logged in now; null: nowhere.</summary>
    public ClientConnection? Connection { get; set; }
}
