using System.Collections;
using System.Collections.Immutable;
using Beacon.Plans.Reading;

namespace Beacon.Plans;

/// <summary>Where a plan comes from: files, settings over them, and what a command line adds.</summary>
public sealed record PlanSources
{
    /// <summary>The file that stands for <see cref="StandardInput"/>.</summary>
    public const string OfStandardInput = "-";

    /// <summary>HOCON files; a later one wins.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>
    /// The files were found by a program, not named by a user: each must be a regular file that belongs to the effective user, to root, or
    /// under sudo to the user who called it (<c>SUDO_UID</c>), and that not every user can write. Its relative paths start from where it is
    /// without links.
    /// </summary>
    public bool AreDiscovered { get; init; }

    /// <summary>
    /// What is read, once, for a file that is named <c>-</c>, whose relative paths start from the current directory; null: <c>-</c> is a
    /// file like any other.
    /// </summary>
    public Func<Stream>? StandardInput { get; init; }

    /// <summary>Settings over the files, each <c>PATH=VALUE</c>; the value is HOCON where it parses as such, else plain text.</summary>
    public ImmutableArray<string> Settings { get; init; } = [];

    /// <summary>Expectations beside those of <c>beacon.expect</c>, each as <see cref="Expectation.TryParse"/> reads it.</summary>
    public ImmutableArray<string> Expectations { get; init; } = [];

    /// <summary>The components to keep, each with what it depends on; empty: all.</summary>
    public ImmutableArray<string> Only { get; init; } = [];

    /// <summary>Replaces <c>beacon.run.duration</c>, in its spelling (<c>30s</c>, <c>infinite</c>); null: it stands.</summary>
    public string? Duration { get; init; }

    /// <summary>
    /// The duration where neither files nor settings say <c>beacon.run.duration</c>, in its spelling; null: that of <c>reference.conf</c>.
    /// </summary>
    public string? DefaultDuration { get; init; }

    /// <summary>Replaces <c>beacon.run.results</c>; null: it stands.</summary>
    public string? Results { get; init; }

    /// <summary>What <c>${VAR}</c> reads; default: this process's environment.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } = Inherited();

    /// <summary>
    /// A file of <c>KEY=VALUE</c> lines that <c>${VAR}</c> reads where <see cref="Environment"/> has no value; components are not given
    /// them. Null: none, or see <see cref="FindsEnvironmentFile"/>.
    /// </summary>
    public string? EnvironmentFile { get; init; }

    /// <summary>
    /// Without an <see cref="EnvironmentFile"/>, a file <c>.env</c> beside the first of <see cref="Files"/> is used if there is one. It was
    /// discovered: the same is asked of it as <see cref="AreDiscovered"/> says. Default: it is not looked for.
    /// </summary>
    public bool FindsEnvironmentFile { get; init; }

    /// <summary>
    /// What relative paths on the command line, and <c>results</c>, start from; empty: it was deleted, and a relative path is refused.
    /// </summary>
    public string CurrentDirectory { get; init; } = AbsolutePaths.Current();

    private static ImmutableDictionary<string, string> Inherited() =>
        System
            .Environment.GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToImmutableDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "");
}
