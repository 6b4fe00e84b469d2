namespace Beacon.Architecture.Tests;

/// <summary>What holds for the text of the sources.</summary>
public class SourceSpecs
{
    private const int Width = 140;
    private const int LinesOfAType = 400;

    private static readonly string Root = Path.GetDirectoryName(RepositoryFile.Find("Beacon.Actors.sln"))!;

    public static TheoryData<string> Folders() => ["src", "tests"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_line_is_wider_than_an_editor(string folder)
    {
        var wide =
            from file in Sources(folder)
            from line in File.ReadLines(file).Index()
            where line.Item.Length > Width
            select $"{Path.GetRelativePath(Root, file)}:{line.Index + 1}: {line.Item.Length} characters";
        Assert.Empty(wide);
    }

    [Fact]
    public void No_type_is_longer_than_can_be_read_at_once()
    {
        // Partial files of a type are named Type.cs and Type.Part.cs.
        var types = Sources("src").GroupBy(file => Path.Combine(Path.GetDirectoryName(file)!, Path.GetFileName(file).Split('.')[0]));
        var longer =
            from type in types
            let lines = type.Sum(file => File.ReadLines(file).Count())
            where lines > LinesOfAType
            select $"{Path.GetRelativePath(Root, type.Key)}: {lines} lines";
        Assert.Empty(longer);
    }

    [Fact]
    public void The_namespace_of_a_file_is_its_folder()
    {
        var elsewhere =
            from file in Sources("src")
            let folder = Path.GetRelativePath(Path.Combine(Root, "src"), Path.GetDirectoryName(file)!).Replace('/', '.')
            let declared = File.ReadLines(file).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))
            where declared is not null && declared != $"namespace {folder};"
            select $"{Path.GetRelativePath(Root, file)}: {declared}";
        Assert.Empty(elsewhere);
    }

    [Fact]
    public void Text_becomes_markup_of_the_console_library_at_one_place()
    {
        var elsewhere =
            from file in Sources("src")
            where Path.GetFileName(file) != "ScreenText.cs" && File.ReadAllText(file).Contains("Markup.Escape(", StringComparison.Ordinal)
            select Path.GetRelativePath(Root, file);
        Assert.Empty(elsewhere);
    }

    [Fact]
    public void A_message_that_names_an_exception_names_its_cause_too()
    {
        var outer =
            from file in Sources("src")
            where !file.Contains("/Beacon.Exchange", StringComparison.Ordinal)
            from line in File.ReadLines(file).Index()
            where line.Item.Contains("{exception.Message}", StringComparison.Ordinal)
            where Path.GetFileName(file) != "HistoryException.cs"
            select $"{Path.GetRelativePath(Root, file)}:{line.Index + 1}";
        Assert.Empty(outer);
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal));
}
