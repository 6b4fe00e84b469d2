using System.Globalization;

namespace Beacon.TestProgram;

/// <summary>Behaviours that exit or crash.</summary>
internal static class Exiting
{
    public static void Exit(string[] args) => Native.Exit(int.Parse(args[0], CultureInfo.InvariantCulture));

    public static void Crash(string[] args) => Native.Die(Native.SignalNumber(args[0]));

    public static void FailFirst(string[] args)
    {
        var (count, path) = (int.Parse(args[0], CultureInfo.InvariantCulture), args[1]);
        File.AppendAllText(path, ".");
        if (new FileInfo(path).Length <= count)
            Exit(args[2..]);
    }
}
