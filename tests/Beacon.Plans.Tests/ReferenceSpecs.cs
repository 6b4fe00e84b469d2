using Beacon.Plans.Hocon;
using Beacon.Plans.Reading;

namespace Beacon.Plans.Tests;

/// <summary>The manual says what happens: each default that it tells is the one of a plan made in C#.</summary>
public sealed class ReferenceSpecs : IDisposable
{
    private readonly PlanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_default_of_the_reference_is_that_of_the_record()
    {
        var made = new RunPlan
        {
            Name = "beacon",
            Results = $"{_folder.Root}/runs",
            Components =
            [
                new ComponentSpec
                {
                    Name = "app",
                    Title = "app",
                    Command = "app",
                    WorkingDirectory = _folder.Root,
                },
            ],
        };

        Assert.Equal(PlanFolder.Everything(made), PlanFolder.Everything(_folder.Read(PlanFolder.Least)));
    }

    [Fact]
    public void Every_key_of_the_reference_is_accepted_with_its_default()
    {
        using var stream = typeof(RunPlan).Assembly.GetManifestResourceStream("Beacon.Plans.reference.conf")!;
        using var reader = new StreamReader(stream);
        _folder.Write("reference.conf", reader.ReadToEnd());
        _folder.Write("plan.conf", PlanFolder.Least);

        Assert.Equal(
            PlanFolder.Everything(_folder.Read(PlanFolder.Least)),
            PlanFolder.Everything(RunPlan.Load(_folder.Sources("reference.conf", "plan.conf")))
        );
    }

    [Fact]
    public void Every_unavailable_key_is_a_key_of_the_reference()
    {
        foreach (var key in PlanKeys.Unavailable)
        {
            ConfigNode? node = PlanKeys.Reference;
            foreach (var part in key.Split('.'))
                node = Assert.IsType<ConfigObject>(node)[part == "component" ? "component-defaults" : part];
            Assert.True(node is not null, $"{key} is refused as not available, but reference.conf does not list it");
        }
    }
}
