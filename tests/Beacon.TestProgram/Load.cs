using System.Globalization;
using System.Runtime.InteropServices;

namespace Beacon.TestProgram;

/// <summary>Behaviours that load the machine.</summary>
internal static class Load
{
    public static void Spin(string[] args)
    {
        Stopping.Last();
        Background.Start(() =>
        {
            while (true)
                Thread.SpinWait(10_000);
        });
    }

    public static void LoseFirstThread(string[] args)
    {
        Background.Start(() =>
        {
            while (true)
            {
                Output.Line("working");
                Thread.Sleep(10);
            }
        });
        Native.ExitThread();
    }

    public static void Burn(string[] args)
    {
        var until = Environment.CpuUsage.TotalTime + TimeSpan.FromSeconds(double.Parse(args[0], CultureInfo.InvariantCulture));
        while (Environment.CpuUsage.TotalTime < until)
            Thread.SpinWait(10_000);
    }

    public static void Allocate(string[] args)
    {
        // Native memory, since the runtime refuses allocations beyond a limit; and written to, since untouched memory does not count.
        var bytes = int.Parse(args[0], CultureInfo.InvariantCulture) * 1024 * 1024;
        unsafe
        {
            new Span<byte>(NativeMemory.Alloc((nuint)bytes), bytes).Fill(1);
        }

        Stopping.Last();
        Output.Line("allocated");
    }
}
