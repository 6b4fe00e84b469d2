using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Beacon.Plans.Text;

namespace Beacon.Actors.Host.Invocation;

/// <summary>
/// The program <c>beacon-dashboard</c>, which lies beside this one. It is another process, so that a run has no web server in it and pays
/// nothing for one.
/// </summary>
internal static partial class DashboardProgram
{
    private const string Name = "beacon-dashboard";
    private const string Framework = "Microsoft.AspNetCore.App";

    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);

    /// <summary>Becomes that program: does not return, unless it can't be executed.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>Why it could not, and the way out.</returns>
    public static string Become(IReadOnlyList<string> arguments)
    {
        if (Find(out var words) is { } reason)
            return reason;
        string?[] environment =
        [
            .. Environment
                .GetEnvironmentVariables()
                .Cast<DictionaryEntry>()
                .Where(variable => variable.Key is not RootVariable)
                .Select(variable => $"{variable.Key}={variable.Value}"),
            $"{RootVariable}={Root}",
            null,
        ];
        _ = Execve(words[0], [.. words, .. arguments, null], environment);
        return $"{words[0]} can't be executed: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}";
    }

    /// <summary>
    /// Starts it beside this process, with which it ends unless it is to be kept. Returns its link, or why there is none.
    /// </summary>
    public static async Task<(string? Link, int Pid, string? Fault)> StartBesideAsync(string results, bool isKept)
    {
        if (Find(out var words) is { } reason)
            return (null, 0, reason);
        string[] arguments =
        [
            .. words[1..],
            "--results",
            results,
            "--beside",
            Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
            .. isKept ? (string[])["--keep"] : [],
        ];
        var start = new ProcessStartInfo(words[0], arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[RootVariable] = Root;
        using var process = TryStart(start, out var fault);
        if (process is null)
            return (null, 0, fault);
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(StartsWithin);
        try
        {
            if (await process.StandardOutput.ReadLineAsync(patience.Token) is { } link)
                return (link, process.Id, null);
            return (null, 0, $"the dashboard did not start: {(await process.StandardError.ReadToEndAsync(patience.Token)).Trim()}");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            return (null, 0, $"the dashboard did not start within {StartsWithin.TotalSeconds:0} s");
        }
    }

    private static Process? TryStart(ProcessStartInfo start, out string? fault)
    {
        try
        {
            fault = null;
            return Process.Start(start);
        }
        catch (Win32Exception exception)
        {
            fault = $"{start.FileName} can't be executed: {ExceptionText.Of(exception)}";
            return null;
        }
    }

    private const string RootVariable = "DOTNET_ROOT";

    // …/shared/Microsoft.NETCore.App/10.0.12/
    private static string Root => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    // The words that execute it; null: it was found, and can be executed here.
    private static string? Find(out string[] words)
    {
        var places = new[] { Path.Combine(AppContext.BaseDirectory, "dashboard"), AppContext.BaseDirectory };
        var files = places.SelectMany(_ => new[] { Name, $"{Name}.dll" }, Path.Combine);
        if (files.FirstOrDefault(File.Exists) is not { } file)
        {
            words = [];
            return $"{Name} is missing in {AppContext.BaseDirectory}; install Beacon again, or build it from its sources";
        }

        // The package of the .NET tool is for every kind of processor, so it has the assembly without a program that starts it.
        words = file.EndsWith(".dll", StringComparison.Ordinal) ? [Path.Combine(Root, "dotnet"), "exec", file] : [file];

        // Where the runtime comes along, so does the framework.
        var folder = Path.GetDirectoryName(file)!;
        if (File.Exists(Path.Combine(folder, "Microsoft.AspNetCore.dll")))
            return null;
        var version = Environment.Version.Major;
        var frameworks = Path.Combine(Root, "shared", Framework);
        return Directory.Exists(frameworks) && Directory.EnumerateDirectories(frameworks, $"{version}.*").Any()
            ? null
            : $"the dashboard needs the ASP.NET Core runtime {version}, which {Root} does not have; "
                + $"install the package aspnetcore-runtime-{version}.0 (all else works without it)";
    }

    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execve(string path, string?[] arguments, string?[] environment);
}
