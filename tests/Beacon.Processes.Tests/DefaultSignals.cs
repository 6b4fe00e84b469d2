using System.Runtime.CompilerServices;

namespace Beacon.Processes.Tests;

/// <summary>
/// A background job of a script ignores SIGINT, and so would the programs of the portable engine, which inherit what .NET has inherited.
/// </summary>
internal static class DefaultSignals
{
    [ModuleInitializer]
    internal static void Restore() => ProcessEngine.RestoreSignals();
}
