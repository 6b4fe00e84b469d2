using Beacon.Plans;

namespace Beacon.Actors.Tests.Hosting;

/// <summary>The child that misbehaves on demand, as a component of a plan, and folders for what runs leave behind.</summary>
internal sealed class Programs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("beacon-hosting-");

    public string Folder => _folder.FullName;

    public static string TestProgram =>
        Path.GetFullPath(
            Path.Combine(AppContext.BaseDirectory, "../../../../Beacon.TestProgram/bin", Configuration, "net10.0/testprogram")
        );

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>A plan that keeps its records here and lasts until something ends it.</summary>
    public RunPlanBuilder Plan(string name = "test") => RunPlan.Create(name, Folder).UntilStopped();

    /// <summary>The folders of the runs that were started.</summary>
    public IEnumerable<string> Records =>
        Directory.Exists(Path.Combine(Folder, "runs")) ? Directory.EnumerateDirectories(Path.Combine(Folder, "runs")) : [];

    public void Dispose() => _folder.Delete(recursive: true);
}
