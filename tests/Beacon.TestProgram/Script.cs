namespace Beacon.TestProgram;

/// <summary>Splits the command line into steps at the word <c>then</c>.</summary>
internal static class Script
{
    private const string Separator = "then";

    public static IEnumerable<string[]> Steps(string[] args)
    {
        var start = 0;
        while (start < args.Length)
        {
            var end = EndOfStep(args, start);
            yield return args[start..end];
            start = end + 1;
        }
    }

    private static int EndOfStep(string[] args, int start)
    {
        // These take any words, even the separator.
        if (args[start] is "args" or "lose-signals")
            return args.Length;
        var separator = Array.IndexOf(args, Separator, start);
        return separator < 0 ? args.Length : separator;
    }
}
