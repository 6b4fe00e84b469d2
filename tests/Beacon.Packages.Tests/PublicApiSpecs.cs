using System.Reflection;
using PublicApiGenerator;

namespace Beacon.Packages.Tests;

public class PublicApiSpecs
{
    private static readonly bool Accept = Environment.GetEnvironmentVariable("ACCEPT_PUBLIC_API") is "1";

    private static readonly ApiGeneratorOptions Options = new() { IncludeAssemblyAttributes = false };

    [Theory]
    [InlineData("Beacon.Plans")]
    [InlineData("Beacon.Processes")]
    [InlineData("Beacon.Records")]
    [InlineData("Beacon.Reports")]
    [InlineData("Beacon.Actors")]
    [InlineData("Beacon.Actors.Control")]
    [InlineData("Beacon.Actors.TestKit")]
    public void The_public_API_equals_its_snapshot(string name)
    {
        var file = Path.Combine(Repository.Folder, "tests/Beacon.Packages.Tests/PublicApi", $"{name}.txt");
        var api = Assembly.Load(name).GeneratePublicApi(Options).ReplaceLineEndings("\n").Trim() + "\n";
        if (Accept)
            File.WriteAllText(file, api);

        string[] was = File.Exists(file) ? File.ReadAllLines(file) : [];
        string[] now = api.TrimEnd('\n').Split('\n');
        Assert.True(
            was.SequenceEqual(now),
            $"""
            The public API of {name} has changed.
            If that is intended, ACCEPT_PUBLIC_API=1 dotnet test tests/Beacon.Packages.Tests writes {file}
            removed:
            {string.Join('\n', was.Except(now))}
            added:
            {string.Join('\n', now.Except(was))}
            """
        );
    }
}
