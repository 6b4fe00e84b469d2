using System.Globalization;

namespace Beacon.TestProgram;

/// <summary>Load on the machine.</summary>
internal static class Burdens
{
    private static byte[]? _memory;

    public static void Spin(string[] args)
    {
        Stopping.Last();
        Background.Start(() =>
        {
            while (true) Thread.SpinWait(10_000);
        });
    }

    public static void Burn(string[] args)
    {
        var until = Environment.CpuUsage.TotalTime + TimeSpan.FromSeconds(double.Parse(args[0], CultureInfo.InvariantCulture));
        while (Environment.CpuUsage.TotalTime < until) Thread.SpinWait(10_000);
    }

    public static void Allocate(string[] args)
    {
        _memory = GC.AllocateUninitializedArray<byte>(int.Parse(args[0], CultureInfo.InvariantCulture) * 1024 * 1024, pinned: true);

        // Memory counts only once it was touched.
        _memory.AsSpan().Fill(1);
        Stopping.Last();
        Output.Line("allocated");
    }
}
