namespace Beacon.TestProgram;

/// <summary>Work beside the steps, which ends with the program.</summary>
internal static class Background
{
    public static void Start(ThreadStart work) => new Thread(work) { IsBackground = true }.Start();
}
