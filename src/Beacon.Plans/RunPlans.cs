using Beacon.Plans.Hocon;
using Beacon.Plans.Reading;
using Beacon.Plans.Secrets;

namespace Beacon.Plans;

/// <summary>Makes plans, and turns them into text.</summary>
public static class RunPlans
{
    extension(RunPlan)
    {
        /// <summary>Begins a plan in C#.</summary>
        /// <param name="name">The run's name: letters, digits, _ and -, a letter or digit first.</param>
        /// <param name="folder">The folder that relative paths start from; null: the current directory.</param>
        public static RunPlanBuilder Create(string name = "beacon", string? folder = null)
        {
            ArgumentNullException.ThrowIfNull(name);
            return new RunPlanBuilder(new RunPlan { Name = name }, FullPath(folder));
        }

        /// <summary>Reads a plan from HOCON files. Paths in a file start from its folder.</summary>
        /// <param name="files">The files; a later one wins.</param>
        /// <exception cref="InvalidPlanException">The plan is refused; the exception holds all problems.</exception>
        public static RunPlan Load(params string[] files)
        {
            ArgumentNullException.ThrowIfNull(files);
            if (files.Length == 0)
                throw new ArgumentException("name at least one configuration file", nameof(files));
            return PlanReader.Read(new PlanSources { Files = [.. files] });
        }

        /// <summary>Reads a plan from files with settings over them, as a command line names them.</summary>
        /// <param name="sources">Where it comes from.</param>
        /// <exception cref="InvalidPlanException">The plan is refused; the exception holds all problems.</exception>
        public static RunPlan Load(PlanSources sources)
        {
            ArgumentNullException.ThrowIfNull(sources);
            return PlanReader.Read(sources);
        }

        /// <summary>Reads a plan from a HOCON text: <c>beacon { run { … }, components { … } }</c>.</summary>
        /// <param name="hocon">The text.</param>
        /// <param name="folder">The folder that relative paths start from; null: the current directory.</param>
        /// <exception cref="InvalidPlanException">The plan is refused; the exception holds all problems.</exception>
        public static RunPlan Parse(string hocon, string? folder = null)
        {
            ArgumentNullException.ThrowIfNull(hocon);
            return PlanReader.Parse(hocon, FullPath(folder));
        }

        /// <summary>
        /// Reads a plan from values, such as those of a deserialised document of another format. The keys are those of
        /// <c>reference.conf</c>.
        /// </summary>
        /// <param name="beacon">
        /// The object <c>beacon</c>. Each value is a text, null, an <c>IReadOnlyDictionary&lt;string, object?&gt;</c>, a list, a
        /// <c>TimeSpan</c> or an enumeration member; anything else is read as the text of its invariant format.
        /// </param>
        /// <param name="folder">The folder that relative paths start from; null: the current directory.</param>
        /// <exception cref="InvalidPlanException">The plan is refused; the exception holds all problems.</exception>
        public static RunPlan FromValues(IReadOnlyDictionary<string, object?> beacon, string? folder = null)
        {
            ArgumentNullException.ThrowIfNull(beacon);
            var origin = new ConfigOrigin(new ConfigSource("", FullPath(folder)), "", 0);
            var root = ConfigValues.Read(new Dictionary<string, object?> { ["beacon"] = beacon }, origin);
            return PlanReader.Read((ConfigObject)root, origin.Source.Folder, []);
        }
    }

    extension(RunPlan plan)
    {
        /// <summary>The same plan with changes, checked again as a whole.</summary>
        /// <param name="change">Makes the changes: <c>run => run.For(TimeSpan.FromMinutes(5))</c>.</param>
        /// <exception cref="InvalidPlanException">The changed plan is refused; the exception holds all problems.</exception>
        public RunPlan With(Action<RunPlanBuilder> change)
        {
            ArgumentNullException.ThrowIfNull(change);
            var builder = new RunPlanBuilder(plan, FullPath(null));
            change(builder);
            return builder.Build();
        }

        /// <summary>
        /// The plan as HOCON, paths absolute and defaults written out: <c>RunPlan.Parse</c> reads it back to the same plan.
        /// </summary>
        /// <param name="maskSecrets">Writes <c>***</c> for each secret (<see cref="SecretMask"/>), as records have it.</param>
        public string ToHocon(bool maskSecrets = false) => PlanWriter.Write(maskSecrets ? PlanWriter.Masked(plan) : plan);

        /// <summary>The plan without its secrets (<see cref="SecretMask"/>): to be shown, not to be run.</summary>
        public RunPlan Masked() => PlanWriter.Masked(plan);

        /// <summary>
        /// The hash of what the plan runs: equal for plans that run the same, wherever their results go, whatever they are compared with,
        /// and whatever their secrets are.
        /// </summary>
        /// <returns>SHA-256 of the plan as HOCON with masked secrets, in lower case hexadecimal.</returns>
        public string Sha256() => PlanWriter.Sha256(plan);
    }

    private static string FullPath(string? folder) => AbsolutePaths.Of(folder ?? ".", AbsolutePaths.Current());
}
