namespace Beacon.Actors.TestKit;

/// <summary>
/// The door to scripted processes:
/// <c>Fake.Process("engine").PrintsAfter(10.Milliseconds(), "listening").ListensOn(9000).ExitsWhenSignalled(UnixSignal.SIGINT)</c>.
/// </summary>
public static class Fake
{
    /// <summary>Begins the script of a component's process. Without a word more it starts and runs until a signal ends it.</summary>
    /// <param name="component">The component's name.</param>
    public static FakeProgram Process(string component) => new(component);
}
