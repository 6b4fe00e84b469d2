using System.Runtime.InteropServices;
using Beacon.Plans.Text;

namespace Beacon.Actors.Host.Invocation;

/// <summary>
/// What is left when something has failed that should not have been able to: says what happened and where to report it, writes the stack
/// trace to a file, and ends with <see cref="ExitCodes.InternalFault"/>. Nothing that a user can cause may come here, but for one thing:
/// the runtime needs threads, and can't go on where the user may have no more.
/// </summary>
internal static partial class LastResort
{
    /// <summary>Watches all threads from now on: the runtime would abort after an exception that none of them handles.</summary>
    public static void Watch() =>
        AppDomain.CurrentDomain.UnhandledException += (_, happened) =>
        {
            // The runtime's own end waits for threads that may be waiting for this one. The guardian kills what is left.
            ExitNow(Report((Exception)happened.ExceptionObject, System.Console.Error));
        };

    /// <summary>Executes the command line; returns its exit code.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> command, TextWriter error)
    {
        try
        {
            return await command();
        }
        catch (Exception exception)
        {
            return Report(exception, error);
        }
    }

    // Returns the exit code.
    private static int Report(Exception exception, TextWriter error)
    {
        if (IsLackOfThreads(exception))
        {
            error.WriteLine(
                "beacon: no more threads or processes can be made (Resource temporarily unavailable); raise the limit (ulimit -u, "
                    + "TasksMax= of a systemd unit, pids.max of the cgroup), or run fewer components"
            );
            return ExitCodes.Failed;
        }

        UntrustedText what = $"{exception.GetType().Name}: {ExceptionText.Of(exception)}";
        var details = Save(exception) is { } file ? $"with the file {file}" : $"with this:{Environment.NewLine}{exception}";
        error.WriteLine($"beacon: internal error: {what}; this is a defect of beacon: please report it to its developers, {details}");
        return ExitCodes.InternalFault;
    }

    // The runtime reports EAGAIN of pthread_create(3) as a lack of memory.
    private static bool IsLackOfThreads(Exception? exception) =>
        exception is not null
        && (
            (exception is OutOfMemoryException && exception.StackTrace?.Contains("Thread.StartCore", StringComparison.Ordinal) == true)
            || IsLackOfThreads(exception.InnerException)
        );

    /// <summary>Writes what a report needs; returns the file, null: it can't be written.</summary>
    private static string? Save(Exception exception)
    {
        try
        {
            // A new file with a name that nobody can guess, for the user alone. No arguments: they may hold secrets.
            var file = Path.Combine(Path.GetTempPath(), $"beacon-fault-{Guid.NewGuid():N}.txt");
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var stream = new FileStream(file, options);
            using var writer = new StreamWriter(stream);
            writer.WriteLine($"beacon {typeof(LastResort).Assembly.GetName().Version}, {RuntimeInformation.FrameworkDescription}");
            writer.WriteLine($"{RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}");
            writer.WriteLine(exception);
            return file;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitNow(int code);
}
