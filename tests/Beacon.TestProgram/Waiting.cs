using System.Globalization;

namespace Beacon.TestProgram;

/// <summary>Behaviours that wait, so that a test can time the next step.</summary>
internal static class Waiting
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    public static void ForSeconds(string[] args) => Thread.Sleep(TimeSpan.FromSeconds(double.Parse(args[0], CultureInfo.InvariantCulture)));

    public static void ForFile(string[] args)
    {
        while (!Path.Exists(args[0]))
            Thread.Sleep(PollInterval);
    }

    public static void Touch(string[] args) => File.WriteAllBytes(args[0], []);
}
