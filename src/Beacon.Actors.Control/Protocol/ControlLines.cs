using System.Text;

namespace Beacon.Actors.Control.Protocol;

/// <summary>Writes calls and answers as the protocol has them.</summary>
public static class ControlLines
{
    /// <summary>An answer as one line of JSON, without a line end.</summary>
    /// <param name="reply">The answer.</param>
    public static string Of(ControlReply reply) =>
        Encoding.UTF8.GetString(
            (
                reply switch
                {
                    HelloReply hello => ControlJson.LineOf(hello),
                    StateReply state => ControlJson.LineOf(state),
                    _ => ControlJson.LineOf(reply),
                }
            ).AsSpan()[..^1]
        );
}
