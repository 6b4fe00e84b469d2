using System.Globalization;

namespace Beacon.Actors.Control.Sockets;

/// <summary>The effective user of this process.</summary>
internal static class OwnUser
{
    /// <summary>Its number: the second of the four after <c>Uid:</c> (proc(5)).</summary>
    public static uint Id { get; } =
        uint.Parse(
            File.ReadLines("/proc/self/status")
                .First(line => line.StartsWith("Uid:", StringComparison.Ordinal))
                .Split('\t', StringSplitOptions.RemoveEmptyEntries)[2],
            CultureInfo.InvariantCulture
        );
}
