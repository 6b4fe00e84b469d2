namespace Beacon.Packages.Tests;

/// <summary>The code in the guides is compiled and run by the projects in tests/Consumers.</summary>
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
    public void Code_in_a_guide_equals_the_snippet_of_a_consumer(string guide)
    {
        foreach (var block in CodeBlock.In(Path.Combine(Repository.Folder, guide)))
            if (block.Snippet is { } snippet)
                Assert.Equal(snippet.Lines(), block.Lines);
            else
                Assert.False(
                    block.IsCode,
                    $"{guide}:{block.Line}: add a line <!-- snippet: FILE NAME --> above that names the code in tests/Consumers"
                );
    }

    [Fact]
    public void The_guides_show_code() => Assert.Contains(Files.SelectMany(CodeBlock.In), block => block.Snippet is not null);
}
