using Beacon.Plans.Hocon;
using Beacon.Plans.Reading;

namespace Beacon.Plans;

/// <summary>Where plans come from, and how they become text again.</summary>
public sealed partial record RunPlan
{
    /// <summary>Begins a plan in C#.</summary>
    /// <param name="name">The run's name: letters, digits, _ and -, a letter or digit first.</param>
    /// <param name="folder">The folder that relative paths start from; null: the current directory.</param>
    public static RunPlanBuilder Create(string name = "beacon", string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new RunPlanBuilder(name, FullPath(folder));
    }

    /// <summary>Reads a plan from HOCON files. Paths in a file start from its folder.</summary>
    /// <param name="files">The files; a later one wins.</param>
    /// <exception cref="InvalidPlanException">The plan is refused; every problem is told at once.</exception>
    public static RunPlan Load(params string[] files)
    {
        if (files.Length == 0)
            throw new ArgumentException("name at least one configuration file", nameof(files));
        return PlanReader.Read(new PlanSources { Files = [.. files] });
    }

    /// <summary>Reads a plan from a HOCON text: <c>beacon { run { … }, components { … } }</c>.</summary>
    /// <param name="hocon">The text.</param>
    /// <param name="folder">The folder that relative paths start from; null: the current directory.</param>
    /// <exception cref="InvalidPlanException">The plan is refused; every problem is told at once.</exception>
    public static RunPlan Parse(string hocon, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(hocon);
        return PlanReader.Parse(hocon, FullPath(folder));
    }

    /// <summary>
    /// Reads a plan from values, such as those of a deserialised document of another format. The keys are those of <c>reference.conf</c>.
    /// </summary>
    /// <param name="beacon">
    /// The object <c>beacon</c>. Each value is a text, null, an <c>IReadOnlyDictionary&lt;string, object?&gt;</c> or an
    /// <c>IEnumerable&lt;object?&gt;</c>; anything else is read as the text of its invariant format.
    /// </param>
    /// <param name="folder">The folder that relative paths start from; null: the current directory.</param>
    /// <exception cref="InvalidPlanException">The plan is refused; the exception holds all problems.</exception>
    public static RunPlan FromValues(IReadOnlyDictionary<string, object?> beacon, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(beacon);
        return PlanReader.Read(ConfigValues.Read(new Dictionary<string, object?> { ["beacon"] = beacon }), FullPath(folder), []);
    }

    /// <summary>
    /// The plan as HOCON, paths absolute and defaults written out: <see cref="Parse"/> reads it back to an equal plan. The environment of
    /// its components is written as it is; a run's record masks the secrets in it.
    /// </summary>
    public string ToHocon() => HoconText.Fields(PlanWriter.Tree(this));

    /// <summary>This plan, checked: one that was made by <c>new</c> or changed by <c>with</c> is a draft.</summary>
    /// <exception cref="InvalidPlanException">The plan is refused; every problem is told at once.</exception>
    internal RunPlan Checked() => ReferenceEquals(_seal?.Of, this) ? this : PlanDraft.Check(this, Environment.CurrentDirectory);

    /// <summary>Marks this plan as checked; a copy that <c>with</c> makes of it is not.</summary>
    internal RunPlan Seal()
    {
        _seal = new CheckedPlan(this);
        return this;
    }

    /// <summary>Plans are equal when their HOCON is, wherever they come from.</summary>
    /// <param name="other">The other plan.</param>
    public bool Equals(RunPlan? other) => ReferenceEquals(this, other) || (other is not null && ToHocon() == other.ToHocon());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Name, Duration, Components.Length);

    private CheckedPlan? _seal;

    private sealed class CheckedPlan(RunPlan plan)
    {
        public RunPlan Of => plan;
    }

    private static string FullPath(string? folder) => Path.GetFullPath(folder ?? Environment.CurrentDirectory);
}
