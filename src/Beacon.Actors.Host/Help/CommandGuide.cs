namespace Beacon.Actors.Host.Help;

/// <summary>Which of the options that all commands share mean something to a command.</summary>
internal enum SharedOptions
{
    /// <summary>All: the command reads a plan.</summary>
    All,

    /// <summary><c>--json</c> alone.</summary>
    Json,

    /// <summary>None of them.</summary>
    None,
}

/// <summary>An example of a command.</summary>
/// <param name="Line">The command line.</param>
/// <param name="Meaning">What it does.</param>
internal sealed record Example(string Line, string Meaning);

/// <summary>What the help of a command says beside its arguments and options, which the parser knows.</summary>
/// <param name="Examples">Two or more.</param>
/// <param name="ExitCodes">Its exit codes, with their meaning.</param>
internal sealed partial record CommandGuide(Example[] Examples, (string Code, string Meaning)[] ExitCodes)
{
    public SharedOptions Shared { get; init; }

    /// <summary>The guide of a command.</summary>
    /// <param name="path">Its name, with that of its parents: <c>runs list</c>; empty: of <c>beacon</c> itself.</param>
    /// <returns>Null: there is none, which a test reports.</returns>
    public static CommandGuide? Of(string path) => All.GetValueOrDefault(path);

    private CommandGuide With(SharedOptions shared) => this with { Shared = shared };
}
