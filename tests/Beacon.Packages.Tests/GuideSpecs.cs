namespace Beacon.Packages.Tests;

/// <summary>What a guide shows is compiled, and run, by a consumer of the packages.</summary>
public class GuideSpecs
{
    private static readonly string[] Files =
    [
        .. Directory
            .EnumerateFiles(Path.Combine(Repository.Folder, "docs"), "*.md")
            .Concat(
                Directory
                    .EnumerateDirectories(Path.Combine(Repository.Folder, "src"))
                    .Select(project => Path.Combine(project, "README.md"))
                    .Where(File.Exists)
            )
            .Append(Path.Combine(Repository.Folder, "README.md")),
    ];

    public static TheoryData<string> Guides() => [.. Files.Select(file => Path.GetRelativePath(Repository.Folder, file))];

    [Theory]
    [MemberData(nameof(Guides))]
    public void Code_in_a_guide_is_that_of_a_consumer(string guide)
    {
        foreach (var block in CodeBlock.In(Path.Combine(Repository.Folder, guide)))
            if (block.Snippet is { } snippet)
                Assert.Equal(snippet.Lines(), block.Lines);
            else
                Assert.False(
                    block.IsCode,
                    $"{guide}:{block.Line}: no line <!-- snippet: FILE NAME --> above says where in tests/Consumers this code is compiled"
                );
    }

    [Fact]
    public void The_guides_show_code() => Assert.Contains(Files.SelectMany(CodeBlock.In), block => block.Snippet is not null);
}
