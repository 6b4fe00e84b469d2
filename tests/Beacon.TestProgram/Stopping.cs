using System.Runtime.InteropServices;

namespace Beacon.TestProgram;

/// <summary>Behaviours on a stop signal, and what keeps the program running until then.</summary>
internal static class Stopping
{
    private static readonly int[] Usual = [Native.SignalNumber("SIGTERM"), Native.SignalNumber("SIGINT")];
    private static readonly Lock Once = new();
    private static readonly List<Action> Actions = [];
    private static readonly Dictionary<int, PosixSignalRegistration> Handled = [];
    private static readonly HashSet<int> Ignored = [];
    private static bool _lasts;
    private static bool _quiet;

    public static void Sleep(string[] args)
    {
        Last(args.Length == 0 ? Usual : Array.ConvertAll(args, Native.SignalNumber));
        Output.Line("sleeping");
    }

    public static void NeverReady(string[] args)
    {
        Last();
        Output.Line("starting");
    }

    public static void Silent(string[] args)
    {
        _quiet = true;
        Last();
    }

    public static void Ignore(string[] args)
    {
        Ignore(args.Length == 0 ? Usual : Array.ConvertAll(args, Native.SignalNumber));
        Output.Line("ignoring");
    }

    public static void IgnoreSilently() => Ignore(Usual);

    public static void OnStop(string[] args) => Do(() => Program.Run(args));

    public static void Die(string[] args) => Do(() => Exiting.Exit(args));

    public static void Abort(string[] args) => Do(() => Exiting.Crash(["SIGABRT"]));

    /// <summary>Adds an action to run on a stop signal.</summary>
    public static void Do(Action action)
    {
        Actions.Add(action);
        Last();
    }

    /// <summary>Keeps the program running until a stop signal.</summary>
    public static void Last() => Last(Usual);

    public static void AwaitIfLasting()
    {
        if (_lasts)
            Thread.Sleep(Timeout.Infinite);
    }

    private static void Ignore(int[] signals)
    {
        _lasts = true;
        foreach (var signal in signals)
        {
            Ignored.Add(signal);
            Native.Ignore(signal);
        }
    }

    private static void Last(int[] signals)
    {
        _lasts = true;
        foreach (var signal in signals)
        {
            if (Ignored.Contains(signal) || Handled.ContainsKey(signal))
                continue;
            Handled[signal] = PosixSignalRegistration.Create((PosixSignal)signal, Stop);
        }
    }

    private static void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (Once)
        {
            if (!_quiet)
                Output.Line("stopping");
            Actions.ForEach(action => action());
            Native.Exit(0);
        }
    }
}
