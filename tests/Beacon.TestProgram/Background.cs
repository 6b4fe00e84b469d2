namespace Beacon.TestProgram;

/// <summary>Starts work on a background thread, which ends with the program.</summary>
internal static class Background
{
    public static void Start(ThreadStart work) => new Thread(work) { IsBackground = true }.Start();
}
