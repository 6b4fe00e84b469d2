namespace Beacon.Actors.TestKit;

/// <summary>
/// The entry point for scripted processes:
/// <c>Fake.Process("engine").PrintsAfter(10.Milliseconds(), "listening").ListensOn(9000).ExitsWhenSignalled(UnixSignal.SIGINT)</c>.
/// </summary>
public static class Fake
{
    /// <summary>
    /// Starts the script of a component's process. Without further steps the process starts and runs until a signal ends it.
    /// </summary>
    /// <param name="component">The component's name.</param>
    public static FakeProgram Process(string component) => new(component);
}
