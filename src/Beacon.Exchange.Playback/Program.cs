namespace Beacon.Exchange.Playback;

internal static class Program
{
    private static int Main() => 0;
}
